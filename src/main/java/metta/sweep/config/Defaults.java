package metta.sweep.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import metta.sweep.space.Configuration;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Zip;

/// What a program takes where it is told nothing, as the parameters of a file say it.
final class Defaults {
    /// In a parameter: what the program takes where it is told nothing.
    static final String DEFAULT = "default";

    private final SequencedMap<String, Object> values = new LinkedHashMap<>();
    private final SequencedMap<String, YamlNode> nodes = new LinkedHashMap<>();

    /// Takes in what a parameter says.
    ///
    /// @param node a value; of a zip a map of them
    /// @param prefix of the names of a zip, with its dot
    void add(String name, YamlNode node, String prefix) {
        nodes.put(name, node);
        if (node.isMap()) {
            ParametersReader.values(node).values().forEach((column, value) -> values.put(prefix + column, value));
        } else {
            node.value().ifPresent(value -> values.put(name, value));
        }
    }

    /// Notes those that are no values of their parameters.
    void check(SearchSpace space) {
        nodes.forEach((name, node) -> {
            if (space.parameters().containsKey(name) && !possible(space, name)) {
                node.problem("this is none of the values that are searched; widen them, or leave the default out");
            }
        });
    }

    private boolean possible(SearchSpace space, String name) {
        return switch (space.parameter(name)) {
            case Zip zip ->
                zip.rows().stream()
                        .anyMatch(row -> zip.names().stream()
                                .allMatch(each ->
                                        row.get(zip.names().indexOf(each)).equals(values.get(each))));
            case Parameter parameter -> !values.containsKey(name) || parameter.contains(values.getOrDefault(name, ""));
        };
    }

    /// The configuration that a program has by itself; nothing, and a problem noted, if that is not known
    /// or cannot be.
    Optional<Configuration> configuration(SearchSpace space, YamlNode first) {
        var around = first.attempt(() -> space.around(values));
        var point = around.flatMap(each -> each);
        if (point.isEmpty()) {
            if (around.isPresent()) {
                first.problem("the constraints do not allow the program's defaults");
            }
            return point;
        }
        var unknown = unknown(space, point.get());
        if (!unknown.isEmpty()) {
            first.problem(
                    "nothing says what the program takes for %s where it is told nothing; add `default: VALUE` to %s, or write `first: center`"
                            .formatted(
                                    unknown.stream()
                                            .map(each -> "'" + Spelling.shown(each) + "'")
                                            .collect(Collectors.joining(", ")),
                                    unknown.size() == 1 ? "it" : "each"));
            return Optional.empty();
        }
        return point;
    }

    private List<String> unknown(SearchSpace space, Configuration point) {
        return space.freeNames().stream()
                .flatMap(key -> space.parameter(key).names(key).stream())
                .filter(name -> point.has(name) && !values.containsKey(name))
                .toList();
    }

    /// Where a search starts.
    static Optional<Configuration> center(SearchSpace space, YamlNode first) {
        var point = space.completed(Map.of());
        if (point.isEmpty()) {
            first.problem("the constraints do not allow the centre of the search");
        }
        return point;
    }
}
