package metta.sweep.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import metta.sweep.JobStatus;
import metta.sweep.Mean;
import metta.sweep.config.Goal;

/// Finds the best trial by the columns of runs, just as [metta.sweep.SweepView] finds it by all that there is.
final class BestTrial {
    private final Goal goal;
    private Optional<Found> alone = Optional.empty();
    private final TreeMap<Integer, List<Scored>> replicated = new TreeMap<>();

    /// A run's columns, as far as they count here.
    record Scored(int number, int replicate, JobStatus status, double score) {}

    /// The trial of a number.
    ///
    /// @param mean of several seeds, where there are several
    record Found(int number, double score, Optional<Mean> mean) {}

    BestTrial(Goal goal) {
        this.goal = goal;
    }

    /// Takes a run that has a score and may have replicates, or is one, by trial and then by replicate.
    void takeReplicated(Scored run) {
        replicated.computeIfAbsent(run.number(), _ -> new ArrayList<>()).add(run);
    }

    /// Takes a trial without replicates.
    void takeAlone(Scored trial) {
        offer(new Found(trial.number(), trial.score(), Optional.empty()));
    }

    private void offer(Found trial) {
        if (alone.isEmpty() || better(trial, alone.get())) {
            alone = Optional.of(trial);
        }
    }

    Optional<Found> best() {
        Optional<Found> best = Optional.empty();
        for (var runs : replicated.values()) {
            var trial = runs.getFirst();
            if (trial.replicate() > 0) {
                continue;
            }
            var found = found(trial, runs);
            if (found.mean().isEmpty()) {
                offer(found);
            } else if (best.isEmpty() || better(found, best.get())) {
                best = Optional.of(found);
            }
        }
        return best.or(() -> alone);
    }

    private static Found found(Scored trial, List<Scored> runs) {
        var scores = runs.stream()
                .filter(each -> each.status() == JobStatus.COMPLETED)
                .map(Scored::score)
                .toList();
        boolean several = trial.status() == JobStatus.COMPLETED && scores.size() > 1;
        var mean = several ? Optional.of(Mean.of(scores)) : Optional.<Mean>empty();
        return new Found(trial.number(), mean.map(Mean::value).orElse(trial.score()), mean);
    }

    /// Written out, because the comparators that the JDK puts together cannot be linked ahead of time.
    private boolean better(Found trial, Found other) {
        int score = Double.compare(trial.score(), other.score());
        int order = goal == Goal.MAXIMIZE ? -score : score;
        return order < 0 || (order == 0 && trial.number() < other.number());
    }
}
