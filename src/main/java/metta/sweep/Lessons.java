package metta.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.space.Configuration;

/// What ended trials taught, one observation of each: all its seeds taken together.
final class Lessons {
    private static final Comparator<Observation> BY_NUMBER = Comparator.comparingInt(Observation::number);
    private final List<Observation> all = new ArrayList<>();
    /// The numbers of trials that were stopped.
    private final Set<Integer> cutShort = new HashSet<>();

    private Ranking ranking;

    Lessons(Merit merit) {
        this.ranking = new Ranking(merit);
    }

    /// Ranks all that was learnt, and what will be.
    void rankBy(Merit merit) {
        if (!ranking.merit().equals(merit)) {
            ranking = new Ranking(merit);
            all.stream()
                    .filter(Observation::feasible)
                    .forEach(each -> ranking.add(each, !cutShort.contains(each.number())));
        }
    }

    Ranking ranking() {
        return ranking;
    }

    /// All of them, by number.
    List<Observation> all() {
        return Collections.unmodifiableList(all);
    }

    Optional<Observation> of(int number) {
        int place = place(number);
        return place < 0 ? Optional.empty() : Optional.of(all.get(place));
    }

    /// Takes a trial as it is now, in the place of what it was before.
    void learn(RunInfo trial, Collection<RunInfo> replicates) {
        int number = trial.number();
        int place = place(number);
        if (place >= 0) {
            var before = all.remove(place);
            if (before.feasible()) {
                ranking.remove(before, !cutShort.contains(number));
            }
            place = -place - 1;
        }
        cutShort.remove(number);
        var taught = Means.taught(trial, replicates);
        if (taught.isEmpty()) {
            return;
        }
        all.add(-place - 1, taught.get());
        boolean completed = trial.status() == JobStatus.COMPLETED;
        if (!completed && taught.get().feasible()) {
            cutShort.add(number);
        }
        if (taught.get().feasible()) {
            ranking.add(taught.get(), completed);
        }
    }

    private int place(int number) {
        var probe =
                new Observation("", number, 0, Configuration.EMPTY, Map.of(), 0, 0, Optional.empty(), Optional.empty());
        return Collections.binarySearch(all, probe, BY_NUMBER);
    }
}
