package metta.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A slot that gets no more work because it fails what others run, for one who only looks in.
///
/// @param slot what people call it
public record SetAside(String slot, String why) {
    static final String DONE = "set aside";
    static final String UNDONE = "used again";

    /// The slots of a sweep that are, by what its controllers have put on record: to find out anew, all runs would have
    /// to be read. Costs nothing where jobs ask for nothing that has slots.
    public static List<SetAside> of(Store store, SweepInfo sweep) {
        boolean slots = sweep.config().get("resources") instanceof Map<?, ?> each
                && each.get("gpus") instanceof Number gpus
                && gpus.intValue() > 0;
        return slots ? of(store.decisions(sweep.sweepId(), words())) : List.of();
    }

    private static List<SetAside> of(List<Fact.Decided> oldestFirst) {
        return standing(oldestFirst).stream()
                .map(each -> new SetAside(each.subject(), each.reason()))
                .toList();
    }

    /// The words in which it is decided that a slot is set aside, or used again.
    public static Set<String> words() {
        return Set.of(DONE, UNDONE);
    }

    /// Of such decisions those that set a slot aside which was not used again since.
    public static List<Fact.Decided> standing(List<Fact.Decided> oldestFirst) {
        var aside = new LinkedHashMap<String, Fact.Decided>();
        for (var decided : oldestFirst) {
            if (decided.decision().equals(DONE)) {
                aside.put(decided.subject(), decided);
            } else {
                aside.remove(decided.subject());
            }
        }
        return List.copyOf(aside.values());
    }
}
