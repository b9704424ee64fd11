package metta.sweep.config;

import java.util.List;
import java.util.Set;

/// Tells a map of further parameters from one that describes a parameter: it has none of the keys for that.
final class Nesting {
    /// Words of other tools for the bounds of a range, which a nesting is not likely to consist of.
    private static final Set<String> FOREIGN =
            Set.of("minimum", "maximum", "low", "high", "lower", "upper", "lower_bound", "upper_bound");

    /// A `prior` goes along with other keys: where it does not, it is a parameter's name.
    private static final List<String> KEYS = ParameterReader.KEYS.stream()
            .filter(each -> !each.equals(PriorReader.PRIOR))
            .toList();

    private Nesting() {}

    static boolean of(RawNode node) {
        return node instanceof RawNode.Mapping map
                && !map.entries().isEmpty()
                && map.entries().stream().noneMatch(Nesting::describes)
                && !misspelt(map.entries());
    }

    private static boolean describes(RawNode.Entry entry) {
        var key = entry.key().text();
        return KEYS.contains(key) && (!(entry.value() instanceof RawNode.Mapping) || key.equals(ParameterReader.ZIP));
    }

    /// Whether these look like the keys of a range or of choices, every one misspelt or in another tool's
    /// words. One such key alone proves nothing (`steps: 100`), unless it has a list of choices.
    private static boolean misspelt(List<RawNode.Entry> entries) {
        if (entries.size() == 1) {
            var only = entries.getFirst();
            return only.value() instanceof RawNode.Sequence
                    && Spelling.closest(only.key().text(), List.of("values", "choices"))
                            .isPresent();
        }
        return entries.stream()
                .allMatch(entry -> !(entry.value() instanceof RawNode.Mapping)
                        && (FOREIGN.contains(entry.key().text())
                                || Spelling.closest(entry.key().text(), KEYS).isPresent()));
    }
}
