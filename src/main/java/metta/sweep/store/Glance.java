package metta.sweep.store;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metta.sweep.JobStatus;
import metta.sweep.Observation;
import metta.sweep.Overview;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.config.Goal;

/// Makes an overview of runs by their columns; only the runs that it shows are read.
final class Glance {
    private final Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
    private final TreeMap<Integer, Held> live = new TreeMap<>();
    private final DoubleSummaryStatistics costs = new DoubleSummaryStatistics();
    private final Goal goal;
    private Duration busy = Duration.ZERO;
    private Optional<Held> best = Optional.empty();
    private Optional<RunColumns> bestColumns = Optional.empty();

    Glance(Goal goal) {
        this.goal = goal;
    }

    void take(Held held) {
        var run = held.columns();
        counts.merge(run.status(), 1, Integer::sum);
        costs.accept(run.cost());
        busy = busy.plus(run.busy());
        if (!run.status().ended()) {
            live.put(run.number(), held);
        }
        boolean leads = run.score().isPresent()
                && bestColumns.map(other -> better(run, other)).orElse(true);
        if (leads) {
            best = Optional.of(held);
            bestColumns = Optional.of(run);
        }
    }

    /// Written out, because the comparators that the JDK puts together cannot be linked ahead of time.
    private boolean better(RunColumns run, RunColumns other) {
        int score = Double.compare(run.score().orElseThrow(), other.score().orElseThrow());
        int order = goal == Goal.MAXIMIZE ? -score : score;
        return order < 0 || (order == 0 && run.number() < other.number());
    }

    Overview of(SweepInfo sweep) {
        return new Overview(
                sweep,
                counts,
                best.map(Held::run).flatMap(RunInfo::observation).map(Glance::best),
                costs.getSum(),
                busy,
                live.values().stream().map(Held::run).toList());
    }

    private static Overview.Best best(Observation observation) {
        return new Overview.Best(observation.runId(), observation.score().orElseThrow(), observation.configuration());
    }
}
