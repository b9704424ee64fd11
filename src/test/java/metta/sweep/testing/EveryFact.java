package metta.sweep.testing;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.job;
import static metta.sweep.testing.Samples.observation;
import static metta.sweep.testing.Samples.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.FailureKind;
import metta.sweep.Fence;
import metta.sweep.HookMark;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Outcome;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepState;

/// A sweep in which something of every kind is on record: one fact after the other, each of which changes it.
public final class EveryFact {
    private EveryFact() {}

    /// Facts that change a sweep one after the other, at least one of every kind there is.
    public static List<Fact> facts() {
        var one = training(1);
        var two = training(2);
        var evaluation = job(JobId.evaluation(RunInfo.id(SWEEP, 1)));
        return List.of(
                init(1),
                new Fact.RecordJob(one),
                new Fact.JobSubmitted(one.id(), "17", NOW),
                new Fact.JobStarted(one.id(), NOW),
                new Fact.JobEnded(one.id(), new Outcome.Succeeded(), NOW),
                new Fact.RecordJob(evaluation),
                new Fact.JobStarted(evaluation.id(), NOW),
                new Fact.HookMarked(one.id(), new HookMark("event", 2, Optional.of("it \"failed\""))),
                new Fact.UpdateRunSummary(RunInfo.id(SWEEP, 1), Map.of("n", 1L), Map.of()),
                new Fact.Observed(RunInfo.id(SWEEP, 1), observation(1, 0.25)),
                init(2),
                new Fact.RecordJob(two),
                new Fact.JobEnded(
                        two.id(), new Outcome.Failed(FailureKind.USER_ERROR, Optional.of(3), "no \u2603"), NOW),
                new Fact.RunStopped(RunInfo.id(SWEEP, 2), "asked"),
                new Fact.Observed(RunInfo.id(SWEEP, 2), observation(2, 0.5)),
                new Fact.RunReopened(RunInfo.id(SWEEP, 2), "mended"),
                new Fact.Decided(RunInfo.id(SWEEP, 2), "launch training", "it's next\n", NOW),
                new Fact.CommandDone(1),
                Samples.replicate(1, 1),
                new Fact.RecordJob(Samples.replica(1, 1)),
                new Fact.JobEnded(Samples.replica(1, 1).id(), new Outcome.Succeeded(), NOW),
                new Fact.Observed(RunInfo.id(SWEEP, 1, 1), Samples.observation(1, 1, 0.75)),
                init(3),
                new Fact.RecordJob(training(3)),
                new Fact.SweepPaused(Optional.of("paused by somebody")),
                new Fact.SweepEdited(1, Map.of("budget", Map.of("max_trials", 9L)), "budget.max_trials 5 -> 9"),
                new Fact.SweepMoved(SweepState.FINISHED, "all trials have ended", NOW),
                new Fact.SweepReopened("asked by somebody", NOW),
                new Fact.SweepMoved(SweepState.STOPPING, "stopped by somebody", NOW));
    }

    /// Commands, one of every kind there is.
    public static List<Command> commands() {
        var run = RunInfo.id(SWEEP, 1);
        return List.of(
                new Command.StopSweep("somebody", "enough"),
                new Command.PauseSweep("somebody", ""),
                new Command.ResumeSweep("somebody", "it is \"night\""),
                new Command.EditSweep(Map.of("budget.time", "+1h", "budget.money", 2.5), "somebody", ""),
                new Command.StopTrial(run, "somebody", ""),
                new Command.RetryTrial(run, "somebody", ""),
                new Command.InvalidateTrial(run, "somebody", "\u2603"),
                new Command.LoseTrial(run, "somebody", "the machine was sold"));
    }

    /// Fills an empty store with the sweep `s`: all of [#facts], all of [#commands], and more points of one job than a
    /// piece of a sweep holds.
    public static Fence fill(Store store) {
        store.fetchSweepMetadata(Samples.sweep(SWEEP));
        var fence = new Fence(SWEEP, store.takeLease(SWEEP, 0, Samples.owner(1)).epoch());
        store.send(SWEEP, "the first", commands().getFirst(), NOW);
        facts().forEach(fact -> store.commit(fence, List.of(fact)));
        commands().forEach(command -> store.send(SWEEP, command.getClass().getSimpleName(), command, NOW));
        var points = new ArrayList<MetricPoint>();
        for (int step = 0; step < 2_500; step++) {
            points.add(new MetricPoint("loss/\u2603", step, -0.1 * step));
        }
        points.add(new MetricPoint("nothing", 1, Double.NaN));
        points.add(new MetricPoint("zero", 1, -0.0));
        store.report(SWEEP, Samples.report(training(3), "", "9", points.toArray(MetricPoint[]::new)));
        var evaluation = job(JobId.evaluation(RunInfo.id(SWEEP, 1)));
        store.report(SWEEP, Samples.report(evaluation, "", "1", new MetricPoint("score", 1, 0.25)));
        store.renewLease(fence);
        return fence;
    }

    /// All records that a sealed interface permits, however deep.
    public static Set<Class<?>> kinds(Class<?> sealed) {
        var kinds = new LinkedHashSet<Class<?>>();
        Arrays.stream(sealed.getPermittedSubclasses())
                .forEach(each -> kinds.addAll(each.isSealed() ? kinds(each) : Set.of(each)));
        return kinds;
    }
}
