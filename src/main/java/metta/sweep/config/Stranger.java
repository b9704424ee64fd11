package metta.sweep.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A parameter that a layer speaks of which only changes parameters, and that no layer below it has:
/// most likely a slip of the fingers.
///
/// @param name with its dots
/// @param known the names of those that there are
/// @param zips those of them that are several lists, by the names of these
record Stranger(Position at, String name, Set<String> known, Map<String, List<String>> zips) {
    static List<Stranger> in(RawNode above, RawNode below) {
        var known = ParameterLayers.names(parameters(below));
        var zips = ParameterLayers.zips(parameters(below));
        var strangers = new ArrayList<Stranger>();
        for (var entry : parameters(above).entries()) {
            if (ParameterLayers.meant(entry.key(), known).isEmpty()) {
                strangers.add(new Stranger(entry.key().at(), entry.key().text(), known, zips));
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

    private Optional<Map.Entry<String, List<String>>> zip() {
        return zips.entrySet().stream()
                .filter(each -> each.getValue().contains(name))
                .findFirst();
    }

    String message() {
        return zip().map(each -> listOf(each.getKey(), each.getValue())).orElseGet(this::unknown);
    }

    /// The words for one that is added on purpose, where it may be a slip all the same: it is spelt
    /// almost as another.
    Optional<String> addition() {
        return Spelling.closest(name, known)
                .map(meant -> "%s adds the parameter '%s', which nothing else describes; did you mean '%s'?"
                        .formatted(at.source(), Spelling.shown(name), Spelling.shown(meant)));
    }

    /// One list of a zip is as long as the others, so they are changed together.
    private String listOf(String zip, List<String> names) {
        var lists = names.stream().map(each -> Spelling.shown(each) + ": […]").collect(Collectors.joining(", "));
        return "'%s' is one of the lists of the zip '%s', which are as long as each other; write all of them: --set '%s.%s.zip={%s}'"
                .formatted(Spelling.shown(name), Spelling.shown(zip), Layers.PARAMETERS, Spelling.shown(zip), lists);
    }

    private String unknown() {
        var owner =
                known.stream().filter(each -> name.startsWith(each + ".")).max(Comparator.comparingInt(String::length));
        if (owner.isPresent()) {
            var key = name.substring(owner.get().length() + 1);
            if (key.equals(FormerNames.SEARCH_CENTER)) {
                return "search_center is mean now: --set %s.%s.mean=…".formatted(Layers.PARAMETERS, owner.get());
            }
            if (key.equals(PriorReader.PRIOR) || key.startsWith(PriorReader.PRIOR + ".")) {
                return "a prior is written with the rest of its parameter: --set '%1$s.%2$s={min: …, max: …, prior: {min: …, max: …}}'"
                        .formatted(Layers.PARAMETERS, Spelling.shown(owner.get()));
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
