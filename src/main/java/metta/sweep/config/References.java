package metta.sweep.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import metta.sweep.space.Condition;
import metta.sweep.space.Derived;
import metta.sweep.space.Formula;
import metta.sweep.space.Parameter;
import metta.sweep.space.Source;
import metta.sweep.space.Tied;
import metta.sweep.space.Zip;

/// What parameters say of other parameters; names that there are not are noted.
///
/// @param sources by each name in a configuration
/// @param mistaken the names of those that have mistakes, so that nothing can be said of them
record References(Map<String, Source> sources, Set<String> mistaken) {
    /// Where those are wanted who bound a metric as if it were a parameter.
    static final String OF_METRICS = "what a trial reports is bounded under outcome_constraints";

    /// Values that other parameters must have, by their names; an expression that must hold; or a list of such, all of
    /// which must.
    ///
    /// @param prefix of the names beside it, which it may leave out
    Condition condition(YamlNode when, String prefix) {
        if (when.isList()) {
            return when.items().stream().map(each -> condition(each, prefix)).reduce(Condition.ALWAYS, Condition::and);
        }
        if (!when.isMap()) {
            return ParameterReader.formula(when)
                    .filter(formula -> known(formula, when))
                    .map(Condition::of)
                    .orElse(Condition.ALWAYS);
        }
        var condition = Condition.ALWAYS;
        for (var entry : when.map().entries().entrySet()) {
            var name = resolve(entry.getKey(), prefix);
            if (name.isEmpty() && !mistaken.contains(prefix + entry.getKey())) {
                unknown(entry.getKey(), entry.getValue(), "");
            } else if (name.isPresent()) {
                condition = condition.and(Condition.of(name.get(), values(name.get(), entry.getValue())));
            }
        }
        return condition;
    }

    /// Whether all names of a formula are known, and without mistakes.
    boolean known(Formula formula, YamlNode node) {
        return known(formula, node, "");
    }

    /// The same of a constraint, of which people may think that it may be about metrics too.
    boolean constrainable(Formula constraint, YamlNode node) {
        return known(constraint, node, "; " + OF_METRICS);
    }

    private boolean known(Formula formula, YamlNode node, String advice) {
        var missing = formula.names().stream()
                .filter(name -> !sources.containsKey(name))
                .findFirst();
        missing.ifPresent(name -> unknown(name, node, advice));
        return missing.isEmpty();
    }

    /// Whether what a source follows from is there.
    boolean known(Source source, YamlNode node) {
        return switch (source) {
            case Tied(String to) -> {
                if (!sources.containsKey(to)) {
                    unknown(to, node, "");
                }
                yield sources.containsKey(to);
            }
            case Derived(Formula formula) -> known(formula, node);
            case Parameter _ -> true;
        };
    }

    private Optional<String> resolve(String name, String prefix) {
        return sources.containsKey(prefix + name)
                ? Optional.of(prefix + name)
                : Optional.of(name).filter(sources::containsKey);
    }

    private List<Object> values(String name, YamlNode node) {
        var values = new ArrayList<Object>();
        for (var each : node.isList() ? node.items() : List.of(node)) {
            each.value().ifPresent(value -> {
                values.add(value);
                if (!possible(name, value)) {
                    each.problem("'%s' never has the value %s".formatted(name, Spelling.shown(String.valueOf(value))));
                }
            });
        }
        return values;
    }

    private boolean possible(String name, Object value) {
        return switch (sources.get(name)) {
            case Zip zip -> {
                int column = zip.names().indexOf(name);
                yield zip.rows().stream().anyMatch(row -> row.get(column).equals(value));
            }
            case Parameter parameter -> parameter.contains(value);
            case null, default -> true;
        };
    }

    /// @param advice that follows where no parameter was probably meant
    private void unknown(String name, YamlNode node, String advice) {
        if (!mistaken.contains(name)) {
            var known =
                    Stream.concat(sources.keySet().stream(), mistaken.stream()).toList();
            boolean meant = Spelling.guess(name, known).isPresent();
            node.problem("there is no parameter '%s'%s%s"
                    .formatted(Spelling.shown(name), Spelling.hint(name, known), meant ? "" : advice));
        }
    }
}
