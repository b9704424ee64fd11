package metta.sweep;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The replicates of all trials, as they are now.
final class Replicas {
    /// By trial, for trials that have any.
    private final Map<Integer, TreeMap<Integer, RunInfo>> byTrial = new HashMap<>();
    /// The numbers of the trials that have a replicate of that index.
    private final Map<Integer, TreeSet<Integer>> byIndex = new HashMap<>();

    void put(RunInfo run) {
        byTrial.computeIfAbsent(run.number(), _ -> new TreeMap<>()).put(run.replicate(), run);
        byIndex.computeIfAbsent(run.replicate(), _ -> new TreeSet<>()).add(run.number());
    }

    /// The trial's, in their order.
    Collection<RunInfo> of(int number) {
        return below(number, Integer.MAX_VALUE);
    }

    /// Those of an index below that one.
    Collection<RunInfo> below(int number, int index) {
        var all = byTrial.getOrDefault(number, new TreeMap<>());
        return Collections.unmodifiableCollection(all.headMap(index).values());
    }

    /// The numbers of the trials that have a replicate of that index.
    NavigableSet<Integer> numbers(int index) {
        return Collections.unmodifiableNavigableSet(byIndex.getOrDefault(index, new TreeSet<>()));
    }
}
