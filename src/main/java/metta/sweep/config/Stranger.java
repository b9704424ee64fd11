package metta.sweep.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// A parameter that a layer speaks of which only changes parameters, and that no layer below it has: most likely
/// a slip of the fingers.
///
/// @param name with its dots
/// @param known the names of those that there are
record Stranger(Position at, String name, Set<String> known) {
    static List<Stranger> in(RawNode above, RawNode below) {
        var known = ParameterLayers.names(parameters(below));
        var strangers = new ArrayList<Stranger>();
        for (var entry : parameters(above).entries()) {
            if (ParameterLayers.meant(entry.key(), known).isEmpty()) {
                strangers.add(new Stranger(entry.key().at(), entry.key().text(), known));
            }
        }
        return strangers;
    }

    private static RawNode.Mapping parameters(RawNode description) {
        return Layers.child(description, Layers.PARAMETERS)
                .filter(RawNode.Mapping.class::isInstance)
                .map(each -> ParameterLayers.flat((RawNode.Mapping) each))
                .orElseGet(() -> new RawNode.Mapping(Position.START, List.of()));
    }

    String path() {
        return Layers.PARAMETERS + "." + name;
    }

    String message() {
        var owner =
                known.stream().filter(each -> name.startsWith(each + ".")).max(Comparator.comparingInt(String::length));
        if (owner.isPresent()) {
            var key = name.substring(owner.get().length() + 1);
            if (key.equals(FormerNames.SEARCH_CENTER)) {
                return "search_center is mean now: --set %s.%s.mean=…".formatted(Layers.PARAMETERS, owner.get());
            }
            return "the parameter '%s' has no key '%s'%s"
                    .formatted(
                            Spelling.shown(owner.get()), Spelling.shown(key), Spelling.hint(key, ParameterReader.KEYS));
        }
        var hint = Spelling.hint(name, known);
        return "there is no parameter '%s' to change%s%s To add one, write a plus: --set +parameters.%s…"
                .formatted(Spelling.shown(name), hint, hint.endsWith("?") ? "" : ".", Spelling.shown(name));
    }
}
