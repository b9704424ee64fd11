package metta.sweep.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The defaults that parameters lose where a layer describes them anew. What the program does by itself is not known
/// then, so that a `first: default` below that layer is left to the optimizer.
final class LostDefaults {
    private static final String FIRST = "first";
    private static final Set<String> CERTAIN = Set.of("value", "same_as", "expr");

    /// Where each was described anew, by the parameter's name.
    private final SequencedMap<String, Position> lost = new LinkedHashMap<>();

    private Optional<String> note = Optional.empty();

    /// Looks at a layer before it is laid over those below it.
    void lay(RawNode above, RawNode below) {
        if (Layers.child(above, FIRST).isPresent()) {
            lost.clear();
        } else if (Layers.child(above, Layers.PARAMETERS).isPresent()) {
            var after = parameters(Layers.over(below, above));
            var said = parameters(above);
            parameters(below).forEach((name, parameter) -> {
                var now = after.get(name);
                if (hasDefault(parameter) && now != null && !hasDefault(now)) {
                    lost.put(name, said.getOrDefault(name, now).at());
                }
            });
        }
    }

    /// The description with the first trial that is left.
    RawNode settled(RawNode merged) {
        var now = parameters(merged);
        lost.keySet().removeIf(name -> !now.containsKey(name) || hasDefault(now.get(name)) || certain(now.get(name)));
        boolean wanted = Layers.child(merged, FIRST).orElse(null) instanceof RawNode.Scalar scalar
                && scalar.text().equals(word(FirstTrial.DEFAULT));
        if (lost.isEmpty() || !wanted) {
            return merged;
        }
        var one = lost.firstEntry();
        note = Optional.of(
                "first: default is left to the optimizer, because %s describes '%s' anew, without a default; say --set first=center for the centre of the search"
                        .formatted(one.getValue(), Spelling.shown(one.getKey())));
        var word = new RawNode.Scalar(one.getValue(), word(FirstTrial.OPTIMIZER), true);
        var key = new RawNode.Scalar(one.getValue(), FIRST, true);
        return Layers.over(merged, new RawNode.Mapping(merged.at(), List.of(new RawNode.Entry(key, word))));
    }

    /// What to tell of it.
    List<String> notes() {
        return note.stream().toList();
    }

    private static Map<String, RawNode> parameters(RawNode description) {
        var parameters = new LinkedHashMap<String, RawNode>();
        if (Layers.child(description, Layers.PARAMETERS).orElse(null) instanceof RawNode.Mapping map) {
            ParameterLayers.values(map).forEach(parameters::put);
        }
        return parameters;
    }

    private static boolean hasDefault(RawNode parameter) {
        return Layers.child(parameter, Defaults.DEFAULT).isPresent();
    }

    /// Whether there is nothing to choose, so that no default is needed.
    private static boolean certain(RawNode parameter) {
        return switch (parameter) {
            case RawNode.Scalar _ -> true;
            case RawNode.Sequence list -> list.items().size() == 1;
            case RawNode.Mapping map ->
                CERTAIN.stream().anyMatch(each -> Layers.child(map, each).isPresent())
                        || Layers.child(map, "values")
                                .filter(LostDefaults::certain)
                                .isPresent();
        };
    }

    private static String word(FirstTrial trial) {
        return trial.name().toLowerCase(Locale.ROOT);
    }
}
