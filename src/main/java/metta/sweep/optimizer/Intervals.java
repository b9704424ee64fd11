package metta.sweep.optimizer;

import java.util.TreeMap;

/// A growing set of numbers, kept as the intervals it is made of: as small as it has gaps, however
/// many are in it.
final class Intervals {
    /// The last number of each interval, by its first.
    private final TreeMap<Long, Long> ends = new TreeMap<>();

    void add(long number) {
        add(number, number);
    }

    /// All numbers from the first to the last.
    void add(long first, long last) {
        var below = ends.floorEntry(first);
        long start = below != null && below.getValue() >= first - 1 ? below.getKey() : first;
        long end = last;
        for (var next = ends.ceilingEntry(start);
                next != null && next.getKey() - 1 <= end;
                next = ends.ceilingEntry(start)) {
            end = Math.max(end, next.getValue());
            ends.remove(next.getKey());
        }
        ends.put(start, end);
    }

    /// The smallest number from `from` on that is not in the set.
    long firstMissing(long from) {
        var below = ends.floorEntry(from);
        return below == null || below.getValue() < from ? from : below.getValue() + 1;
    }
}
