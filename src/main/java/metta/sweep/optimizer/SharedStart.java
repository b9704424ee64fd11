package metta.sweep.optimizer;

import java.util.List;

/// What two lists begin with in common: the very same objects, which need no comparison of their
/// values.
final class SharedStart {
    private SharedStart() {}

    /// How many of the first of one are the first of the other.
    @SuppressWarnings("ReferenceEquality") // see above
    static int length(List<?> one, List<?> other) {
        var others = other.iterator();
        int length = 0;
        for (Object each : one) {
            if (!others.hasNext() || others.next() != each) {
                break;
            }
            length++;
        }
        return length;
    }

    /// Whether they are the same from the first to the last.
    static boolean isAll(List<?> one, List<?> other) {
        return one.size() == other.size() && length(one, other) == one.size();
    }
}
