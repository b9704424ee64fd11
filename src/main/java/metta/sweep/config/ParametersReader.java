package metta.sweep.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// Reads the parameters of a sweep: nested maps become dotted names, and what is at their ends becomes a
/// parameter.
final class ParametersReader {
    /// In a group of parameters: when they take part.
    static final String WHEN = "when";

    /// Choices each of which brings parameters of its own.
    static final String ONE_OF = "one_of";

    /// What would break command lines, or the name itself.
    private static final Pattern BAD_NAME = Pattern.compile("[\\s\\p{Cntrl}=]|^\\.|\\.$|\\.\\.");

    private final Map<String, YamlNode> seen = new HashMap<>();
    private final SpaceDraft draft;

    private ParametersReader(SpaceDraft draft) {
        this.draft = draft;
    }

    /// A search space, and what the program takes where it is told nothing.
    ///
    /// @param whole whether all that is described is in the space; mistakes keep parameters out of it
    /// @param names all that parameters have, whether in the space or not
    record Space(SearchSpace space, boolean whole, Set<String> names, Defaults defaults) {
        static final Space NONE = new Space(new SearchSpace(new LinkedHashMap<>()), true, Set.of(), new Defaults());
    }

    /// @param constraints a list of expressions
    static Space space(YamlNode node, Optional<YamlNode> constraints) {
        var reader = new ParametersReader(new SpaceDraft());
        reader.group("", node, Premise.NONE);
        constraints.ifPresent(reader.draft::constrain);
        return reader.draft.space(constraints.orElse(node));
    }

    /// Plain values under dotted names.
    static Configuration values(YamlNode node) {
        SequencedMap<String, Object> values = new LinkedHashMap<>();
        new ParametersReader(new SpaceDraft()).values("", node, values);
        return new Configuration(values);
    }

    private void values(String prefix, YamlNode node, SequencedMap<String, Object> values) {
        node.map().entries().forEach((key, value) -> {
            String name = prefix + key;
            if (named(key, value)) {
                if (value.isMap()) {
                    values(name + ".", value, values);
                } else if (first(name, value)) {
                    value.value().ifPresent(found -> values.put(name, found));
                }
            }
        });
    }

    /// @param prefix of the names in it, with its dot
    private void group(String prefix, YamlNode node, Premise outer) {
        var entries = node.map().entries();
        var when = prefix.isEmpty() ? Optional.<YamlNode>empty() : Optional.ofNullable(entries.get(WHEN));
        var premise = when.map(each -> outer.and(each, prefix)).orElse(outer);
        entries.forEach((key, value) -> {
            boolean condition = when.isPresent() && key.equals(WHEN);
            if (!condition && named(key, value)) {
                parameter(prefix, key, value, premise);
            }
        });
    }

    private void parameter(String prefix, String key, YamlNode value, Premise premise) {
        String name = prefix + key;
        if (value.isMap() && value.map().has(ONE_OF)) {
            oneOf(prefix, name, value.map(), premise);
        } else if (Nesting.of(value.raw())) {
            group(name + ".", value, premise);
        } else if (first(name, value)) {
            draft.add(name, value, prefix, premise);
        }
    }

    /// The parameters of a branch have names as if they stood beside the choice.
    private void oneOf(String prefix, String name, YamlMap map, Premise outer) {
        var branches = map.find(ONE_OF).orElseThrow();
        var premise = map.find(WHEN).map(when -> outer.and(when, prefix)).orElse(outer);
        var usual = map.find(Defaults.DEFAULT);
        var prior = map.find(PriorReader.PRIOR);
        map.rejectUnknownKeys();
        var choices = new LinkedHashMap<Object, YamlNode>();
        branches.map()
                .entries()
                .forEach((word, branch) -> choices.put(YamlReader.word(word).orElse(word), branch));
        if (first(name, branches)) {
            draft.choose(name, List.copyOf(choices.keySet()), branches, premise, usual, prior);
        }
        choices.forEach((choice, branch) -> {
            if (!branch.isNothing()) {
                group(prefix, branch, premise.and(name, choice));
            }
        });
    }

    private static boolean named(String key, YamlNode value) {
        boolean bad = BAD_NAME.matcher(key).find();
        if (bad) {
            value.problem(
                    "a parameter's name has no white space, no control characters, no '=' and no empty parts, got '%s'"
                            .formatted(Spelling.shown(key)));
        }
        return !bad;
    }

    private boolean first(String name, YamlNode value) {
        YamlNode first = seen.putIfAbsent(name, value);
        if (first != null) {
            value.problem("the parameter '%s' is there twice; first in line %d, column %d"
                    .formatted(name, first.at().line(), first.at().column()));
        }
        return first == null;
    }
}
