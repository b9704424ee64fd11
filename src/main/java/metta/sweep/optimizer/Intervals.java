package metta.sweep.optimizer;

import java.util.TreeMap;

/// A growing set of numbers, kept as the intervals it is made of: as small as it has gaps, however many are in it.
final class Intervals {
    /// The last number of each interval, by its first.
    private final TreeMap<Long, Long> ends = new TreeMap<>();

    void add(long number) {
        var below = ends.floorEntry(number);
        if (below != null && below.getValue() >= number) {
            return;
        }
        boolean adjoins = below != null && below.getValue() == number - 1;
        Long above = ends.remove(number + 1);
        ends.put(adjoins ? below.getKey() : Long.valueOf(number), above == null ? Long.valueOf(number) : above);
    }

    /// The smallest number from `from` on that is not in the set.
    long firstMissing(long from) {
        var below = ends.floorEntry(from);
        return below == null || below.getValue() < from ? from : below.getValue() + 1;
    }
}
