package metta.sweep.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import metta.sweep.space.Configuration;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;

/// Reads the parameters of a sweep: nested maps become dotted names, and what is at their ends becomes a parameter.
final class ParametersReader {
    /// Words of other tools for the bounds of a range, which a nesting is not likely to consist of.
    private static final Set<String> FOREIGN =
            Set.of("minimum", "maximum", "low", "high", "lower", "upper", "lower_bound", "upper_bound");

    /// What would break command lines, or the name itself.
    private static final Pattern BAD_NAME = Pattern.compile("[\\s\\p{Cntrl}=]|^\\.|\\.$|\\.\\.");

    private final Map<String, YamlNode> seen = new HashMap<>();
    private final Predicate<YamlNode> nesting;
    private final BiConsumer<String, YamlNode> end;

    private ParametersReader(Predicate<YamlNode> nesting, BiConsumer<String, YamlNode> end) {
        this.nesting = nesting;
        this.end = end;
    }

    static SearchSpace space(YamlNode node) {
        SequencedMap<String, Parameter> parameters = new LinkedHashMap<>();
        new ParametersReader(
                        ParametersReader::nests,
                        (name, each) -> ParameterReader.read(each).ifPresent(found -> parameters.put(name, found)))
                .flatten("", node);
        return new SearchSpace(parameters);
    }

    /// Plain values under dotted names.
    static Configuration values(YamlNode node) {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        new ParametersReader(YamlNode::isMap, (name, each) -> each.value().ifPresent(found -> values.put(name, found)))
                .flatten("", node);
        return new Configuration(values);
    }

    private void flatten(String prefix, YamlNode node) {
        node.map().entries().forEach((key, value) -> {
            String name = prefix.isEmpty() ? key : prefix + "." + key;
            if (BAD_NAME.matcher(key).find()) {
                value.problem(
                        "a parameter's name has no white space, no control characters, no '=' and no empty parts, got '%s'"
                                .formatted(Spelling.shown(key)));
            } else if (nesting.test(value)) {
                flatten(name, value);
            } else {
                add(name, value);
            }
        });
    }

    private void add(String name, YamlNode value) {
        YamlNode first = seen.putIfAbsent(name, value);
        if (first == null) {
            end.accept(name, value);
        } else {
            value.problem("the parameter '%s' is there twice; first in line %d, column %d"
                    .formatted(name, first.at().line(), first.at().column()));
        }
    }

    /// Whether a value is a map of further parameters: one with none of the keys that describe a parameter.
    private static boolean nests(YamlNode node) {
        if (!node.isMap()) {
            return false;
        }
        var entries = node.map().entries();
        boolean specified = entries.entrySet().stream()
                .anyMatch(entry -> ParameterReader.KEYS.contains(entry.getKey())
                        && !entry.getValue().isMap());
        return !specified && !entries.isEmpty() && !misspelt(entries);
    }

    /// Whether these look like the keys of a range or of choices, every one misspelt or in another tool's words. One
    /// such key alone proves nothing (`steps: 100`), unless it has a list of choices.
    private static boolean misspelt(SequencedMap<String, YamlNode> entries) {
        if (entries.size() == 1) {
            var only = entries.firstEntry();
            return only.getValue().isList()
                    && Spelling.closest(only.getKey(), List.of("values", "choices"))
                            .isPresent();
        }
        return entries.entrySet().stream()
                .allMatch(entry -> !entry.getValue().isMap()
                        && (FOREIGN.contains(entry.getKey())
                                || Spelling.closest(entry.getKey(), ParameterReader.KEYS)
                                        .isPresent()));
    }
}
