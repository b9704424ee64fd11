package metta.sweep.scheduler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import metta.sweep.Decision;
import metta.sweep.JobStatus;
import metta.sweep.Noise;
import metta.sweep.Observation;
import metta.sweep.Problem;
import metta.sweep.RunInfo;
import metta.sweep.Runs;
import metta.sweep.StudentT;
import metta.sweep.config.Goal;
import metta.sweep.config.Replicates;

/// Which trials get further seeds. A trial gets none as soon as its mean lies so far behind the leader's that chance
/// does not explain it: a t test of their difference, with the variance pooled over all trials.
///
/// With scores that are spread normally and alike, a trial that is as good as any is given up with a probability of 5%
/// at most: each test has its share of that (Bonferroni), for all rivals and all numbers of seeds that can be compared.
record Race(Replicates replicates, Problem problem) {
    private static final double ERROR = 0.05;
    /// With fewer, scores that happen to be alike would pass for scores without chance.
    private static final int FEWEST_DEGREES = 3;

    /// The leader, and by what factor of its standard error a difference is more than chance.
    private record Bar(Observation leader, Noise noise, double factor, Goal goal) {
        boolean outOfReach(Observation trial) {
            double lead = leader.score().orElseThrow() - trial.score().orElseThrow();
            return trial.number() != leader.number()
                    && (goal == Goal.MAXIMIZE ? lead : -lead)
                            > factor * noise.ofDifference(trial.seeds(), leader.seeds());
        }
    }

    /// Whether there is anything but the trials themselves.
    private boolean none() {
        return replicates.seeds() == 1;
    }

    /// Replicates that may run beside trials that are still to come.
    List<Decision> meanwhile(Runs runs, int room) {
        return replicates.all() ? ofEach(runs, room) : List.of();
    }

    /// Replicates once all trials have ended.
    List<Decision> afterwards(Runs runs, int room) {
        return replicates.all() ? ofEach(runs, room) : ofTheBest(runs, room);
    }

    private List<Decision> ofEach(Runs runs, int room) {
        var decisions = new ArrayList<Decision>();
        if (room <= 0) {
            return decisions;
        }
        var bar = bar(runs);
        for (int seeds = 1; seeds < replicates.seeds(); seeds++) {
            for (var trial : runs.ofSeeds(seeds)) {
                // Those that follow have as many seeds and score no better.
                if (decisions.size() >= room || isOut(trial, bar)) {
                    break;
                }
                int next = runs.replicates(trial.number()).size() + 1;
                for (int replicate = next; replicate < replicates.seeds() && decisions.size() < room; replicate++) {
                    decisions.add(launch(trial, replicate));
                }
            }
        }
        return decisions;
    }

    /// Of the best trials, in rounds, so that the first seeds tell which trials need the others.
    private List<Decision> ofTheBest(Runs runs, int room) {
        var decisions = new ArrayList<Decision>();
        if (none() || room <= 0) {
            return decisions;
        }
        var bar = bar(runs);
        var best = replicates.top().map(runs::bestAtFirst).orElse(List.of());
        for (int replicate = 1; replicate < replicates.seeds(); replicate++) {
            for (var trial : best) {
                boolean begun = runs.replicates(trial.number()).size() >= replicate;
                if (decisions.size() < room && !begun && !isOut(trial, bar)) {
                    decisions.add(launch(trial, replicate));
                }
            }
        }
        return decisions;
    }

    private Decision launch(Observation trial, int replicate) {
        var whose = replicates
                .top()
                .map(count -> "one of the %d best".formatted(count))
                .orElse("completed");
        return new Decision.LaunchReplicate(
                trial.number(), replicate, "seed %d of %d; %s".formatted(replicate + 1, replicates.seeds(), whose));
    }

    /// Ends replicates that are running although their trials are out of the race.
    List<Decision> stops(Runs runs) {
        if (none()) {
            return List.of();
        }
        var live = Arrays.stream(JobStatus.values())
                .filter(status -> !status.ended())
                .flatMap(status -> runs.with(status).stream())
                .filter(run -> !run.trial() && run.stopped().isEmpty())
                .toList();
        var bar = live.isEmpty() ? Optional.<Bar>empty() : bar(runs);
        return live.stream()
                .filter(run -> runs.taught(run.number())
                        .filter(trial -> isOut(trial, bar))
                        .isPresent())
                .map(run -> stop(run, bar.orElseThrow().leader()))
                .toList();
    }

    private static Decision stop(RunInfo run, Observation leader) {
        return new Decision.StopRun(
                run.runId(),
                "its trial cannot reach %s any more, by all that chance explains".formatted(leader.runId()));
    }

    private static boolean isOut(Observation trial, Optional<Bar> bar) {
        return bar.filter(it -> it.outOfReach(trial)).isPresent();
    }

    private Optional<Bar> bar(Runs runs) {
        var noise = runs.noise();
        var goal = problem.objectives().getFirst().goal();
        return runs.best()
                .filter(best -> best.seeds() > 1 && noise.degrees() >= FEWEST_DEGREES)
                .map(best -> new Bar(best, noise, StudentT.exceeded(share(runs), noise.degrees()), goal));
    }

    /// The probability with which one test may err.
    private double share(Runs runs) {
        int contestants = Math.min(runs.size(), replicates.top().orElse(Integer.MAX_VALUE));
        double stages = Math.pow(replicates.seeds() - 1, 2);
        return ERROR / stages / Math.max(1, contestants - 1);
    }
}
