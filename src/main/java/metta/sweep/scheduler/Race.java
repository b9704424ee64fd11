package metta.sweep.scheduler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

/// Which trials get further seeds: all of them as many as every trial is run with, then the best ones more. A trial
/// gets none as soon as its mean lies so far behind the leader's that chance does not explain it: a t test of their
/// difference, with the variance pooled over all trials.
///
/// With scores that are spread normally and alike, a trial that is as good as any is given up with a probability of 5%
/// at most: each test has its share of that (Bonferroni), for all rivals and all numbers of seeds that can be compared.
record Race(Replicates replicates, Problem problem) {
    private static final double ERROR = 0.05;

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
        return replicates.most() == 1;
    }

    /// Replicates that may run beside trials that are still to come.
    List<Decision> meanwhile(Runs runs, int room) {
        return replicates.all() ? ofEach(runs, room) : List.of();
    }

    /// Replicates once all trials have ended.
    ///
    /// Which trials are the best is told by the seeds that all of them have, so these must have ended before.
    List<Decision> afterwards(Runs runs, int room) {
        var ofEach = replicates.all() ? ofEach(runs, room) : List.<Decision>of();
        boolean undecided = live(runs).anyMatch(run -> run.replicate() < replicates.ofEach());
        return ofEach.isEmpty() && !undecided ? ofTheBest(runs, room) : ofEach;
    }

    private List<Decision> ofEach(Runs runs, int room) {
        var decisions = new ArrayList<Decision>();
        if (room <= 0) {
            return decisions;
        }
        var bar = bar(runs);
        for (int seeds = 1; seeds < replicates.ofEach(); seeds++) {
            for (var trial : runs.ofSeeds(seeds)) {
                // Those that follow have as many seeds and score no better.
                if (decisions.size() >= room || isOut(trial, bar)) {
                    break;
                }
                int next = runs.replicates(trial.number()).size() + 1;
                for (int replicate = next; replicate < replicates.ofEach() && decisions.size() < room; replicate++) {
                    decisions.add(launch(trial, replicate, replicates.ofEach(), "completed"));
                }
            }
        }
        return decisions;
    }

    /// Of the best trials, in rounds, so that the first seeds tell which trials need the others.
    private List<Decision> ofTheBest(Runs runs, int room) {
        var decisions = new ArrayList<Decision>();
        if (replicates.most() == replicates.ofEach() || room <= 0) {
            return decisions;
        }
        var bar = bar(runs);
        int count = replicates.top().orElseThrow();
        var best = runs.bestAtFirst(count, replicates.ofEach());
        var whose = "one of the %d best".formatted(count);
        for (int replicate = 1; replicate < replicates.most(); replicate++) {
            for (var trial : best) {
                boolean begun = runs.replicates(trial.number()).size() >= replicate;
                if (decisions.size() < room && !begun && !isOut(trial, bar)) {
                    decisions.add(launch(trial, replicate, replicates.most(), whose));
                }
            }
        }
        return decisions;
    }

    private static Decision launch(Observation trial, int replicate, int seeds, String whose) {
        return new Decision.LaunchReplicate(
                trial.number(), replicate, "seed %d of %d; %s".formatted(replicate + 1, seeds, whose));
    }

    /// Ends replicates that are running although their trials are out of the race, but for those that a person asked
    /// to try again.
    List<Decision> stops(Runs runs) {
        if (none()) {
            return List.of();
        }
        var live = live(runs)
                .filter(run -> !run.trial() && run.stopped().isEmpty() && run.forgiven() == 0)
                .toList();
        var bar = live.isEmpty() ? Optional.<Bar>empty() : bar(runs);
        return live.stream()
                .filter(run -> runs.taught(run.number())
                        .filter(trial -> isOut(trial, bar))
                        .isPresent())
                .map(run -> stop(run, bar.orElseThrow().leader()))
                .toList();
    }

    private static Stream<RunInfo> live(Runs runs) {
        return Arrays.stream(JobStatus.values())
                .filter(status -> !status.ended())
                .flatMap(status -> runs.with(status).stream());
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
                .filter(best -> best.seeds() > 1 && noise.known())
                .map(best -> new Bar(best, noise, StudentT.exceeded(share(runs), noise.degrees()), goal));
    }

    /// The probability with which one test may err.
    private double share(Runs runs) {
        int best = replicates.all() ? runs.size() : replicates.top().orElse(runs.size());
        int contestants = Math.min(runs.size(), best);
        double stages = Math.pow(replicates.most() - 1, 2);
        return ERROR / stages / Math.max(1, contestants - 1);
    }
}
