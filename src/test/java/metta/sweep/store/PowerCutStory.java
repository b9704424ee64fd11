package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.observation;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.report;
import static metta.sweep.testing.Samples.sweep;
import static metta.sweep.testing.Samples.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import metta.sweep.Changes;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.Outcome;
import metta.sweep.Store;

/// What is written while the power may be cut: `<folder>`. After each call it says how many have returned.
final class PowerCutStory {
    private static final Fence FIRST = new Fence(SWEEP, 1);
    private static final Fence SECOND = new Fence(SWEEP, 2);
    private static final Snapshots.Due OFTEN = (grown, _) -> grown > 1_500;

    static final List<Consumer<Store>> CALLS = List.of(
            store -> store.fetchSweepMetadata(sweep(SWEEP)),
            store -> store.takeLease(SWEEP, 0, owner(1)),
            store -> store.commit(FIRST, List.of(init(1), new Fact.RecordJob(training(1)))),
            store -> store.commit(
                    FIRST, List.of(new Fact.JobSubmitted(training(1).id(), "handle", NOW))),
            store -> store.report(SWEEP, report(training(1), "", "10", points(0, 3))),
            store -> store.renewLease(FIRST),
            store -> store.report(SWEEP, report(training(1), "10", "20", points(3, 40))),
            store -> store.commit(FIRST, List.of(init(2), new Fact.RecordJob(training(2)))),
            store -> store.reportAll(
                    SWEEP,
                    List.of(
                            report(training(1), "20", "30", points(40, 42)),
                            report(training(2), "", "10", points(0, 2)))),
            store -> store.send(SWEEP, "1", new Command.StopSweep("somebody", "enough"), NOW),
            store -> store.commit(FIRST, List.of(new Fact.CommandDone(1), decided("obeyed"))),
            store -> store.commit(
                    FIRST,
                    List.of(
                            new Fact.JobEnded(training(1).id(), new Outcome.Succeeded(), NOW),
                            new Fact.Observed(init(1).runId(), observation(1, 0.5)))),
            store -> store.renewLease(FIRST),
            store -> store.releaseLease(FIRST),
            store -> store.takeLease(SWEEP, 1, owner(2)),
            store -> store.commit(SECOND, List.of(init(3), new Fact.RecordJob(training(3)))),
            store -> store.report(SWEEP, report(training(3), "", "10", points(0, 5))),
            store -> store.commit(SECOND, List.of(new Fact.JobEnded(training(3).id(), new Outcome.Lost("gone"), NOW))),
            store -> store.releaseLease(SECOND));

    private PowerCutStory() {}

    public static void main(String[] args) {
        int returned = 0;
        try (var store = open(Path.of(args[0]))) {
            for (var call : CALLS) {
                call.accept(store);
                System.out.println(++returned);
            }
        }
    }

    static Store open(Path folder) {
        return new FileStore(folder, OFTEN);
    }

    /// All that a reader can see but how often the lease was renewed.
    record Seen(Changes changes, List<MetricPoint> points, List<Fact.Decided> decisions, Lease lease) {}

    /// What there is to see; nothing where the sweep is not there.
    static Optional<Seen> seen(Store store) {
        if (store.findSweep(SWEEP).isEmpty()) {
            return Optional.empty();
        }
        var changes = store.fetchRuns(SWEEP, 0);
        var points = new ArrayList<MetricPoint>();
        changes.runs().stream()
                .flatMap(run -> run.jobs().stream())
                .forEach(job -> points.addAll(store.metrics(SWEEP, job.id(), Optional.empty())));
        var lease = store.lease(SWEEP);
        var unbeaten = new Lease(lease.epoch(), 0, lease.owner());
        return Optional.of(new Seen(changes, points, store.decisions(SWEEP, 100), unbeaten));
    }

    private static Fact decided(String decision) {
        return new Fact.Decided(SWEEP, decision, "because", NOW);
    }

    private static MetricPoint[] points(int from, int to) {
        var points = new ArrayList<MetricPoint>();
        for (int step = from; step < to; step++) {
            points.add(new MetricPoint("loss", step, 1.0 / (step + 1)));
        }
        return points.toArray(MetricPoint[]::new);
    }
}
