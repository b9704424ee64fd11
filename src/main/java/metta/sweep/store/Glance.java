package metta.sweep.store;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metta.sweep.JobStatus;
import metta.sweep.Overview;
import metta.sweep.SweepInfo;
import metta.sweep.config.Goal;

/// Makes an overview of runs by their columns; only the runs that it shows are read.
final class Glance {
    private final Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
    private final TreeMap<Long, Held> live = new TreeMap<>();
    private final Map<Integer, Held> trials = new HashMap<>();
    private final TreeMap<Long, RunColumns> replicates = new TreeMap<>();
    private final DoubleSummaryStatistics costs = new DoubleSummaryStatistics();
    private final Goal goal;
    private Duration busy = Duration.ZERO;

    Glance(Goal goal) {
        this.goal = goal;
    }

    void take(Held held) {
        var run = held.columns();
        if (run.replicate() == 0) {
            counts.merge(run.status(), 1, Integer::sum);
        }
        costs.accept(run.cost());
        busy = busy.plus(run.busy());
        if (!run.status().ended()) {
            live.put(run.place(), held);
        }
        if (run.score().isPresent() && run.replicate() == 0) {
            trials.put(run.number(), held);
        } else if (run.score().isPresent()) {
            replicates.put(run.place(), run);
        }
    }

    private Optional<Overview.Best> best() {
        var best = new BestTrial(goal);
        var replicated = new HashSet<Integer>();
        replicates.values().forEach(each -> replicated.add(each.number()));
        for (var held : trials.values()) {
            var trial = scored(held.columns());
            if (replicated.contains(trial.number())) {
                best.takeReplicated(trial);
            } else {
                best.takeAlone(trial);
            }
        }
        replicates.values().forEach(each -> best.takeReplicated(scored(each)));
        return best.best()
                .flatMap(found -> Optional.ofNullable(trials.get(found.number()))
                        .flatMap(held -> held.run().observation())
                        .map(own -> new Overview.Best(own.runId(), found.score(), own.configuration(), found.mean())));
    }

    private static BestTrial.Scored scored(RunColumns run) {
        return new BestTrial.Scored(
                run.number(), run.replicate(), run.status(), run.score().orElseThrow());
    }

    Overview of(SweepInfo sweep) {
        return new Overview(
                sweep,
                counts,
                best(),
                costs.getSum(),
                busy,
                live.values().stream().map(Held::run).toList());
    }
}
