package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.Owner;
import metta.sweep.Report;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import metta.sweep.config.StoreType;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.space.Configuration;

/// A sweep that is under way: one run has ended, another is in training, and a controller holds it. For the rehearsal.
final class HalfWay {
    static final String NAME = "half-way";

    private static final Instant AT = Instant.EPOCH;

    /// So long that a file store which has it takes a snapshot with its next call.
    private static final String LONG = "because ".repeat(1 << 16);

    private HalfWay() {}

    static void leave(Folder folder, StoreType type, Path recipe, Path config) throws IOException {
        var order = Orders.place(
                SweepConfigReader.parse(config.toString(), Files.readString(config)),
                Optional.of(recipe.toString()),
                Optional.of(NAME));
        try (var store = folder.open(type)) {
            store.fetchSweepMetadata(SweepInfo.created(
                    order.sweepId(), order.config().toTree(), order.recipe().toTree(), 1, AT));
            store.takeLease(order.sweepId(), 0, new Owner("rehearsal", "", 1, AT));
            fill(store, new Fence(order.sweepId(), 1));
        }
    }

    private static void fill(Store store, Fence fence) {
        var values = Map.<String, Object>of("x", 0.5, "y", "a");
        for (int number = 1; number <= 2; number++) {
            var run = RunInfo.id(fence.sweepId(), number);
            var id = JobId.training(run);
            var job = new JobDefinition(id, fence.sweepId(), "token", Map.of(), values, Resources.DEFAULT, 1, AT);
            store.commit(
                    fence,
                    List.of(
                            new Fact.InitRun(run, number, false, Map.of(RunInfo.SUGGESTION, values), AT),
                            new Fact.RecordJob(job),
                            new Fact.JobSubmitted(id, "handle", AT),
                            new Fact.JobStarted(id, AT)));
            var point = new MetricPoint("score", 1000, 0.5);
            store.report(fence.sweepId(), new Report(id, "token", "", "step=1", List.of(point)));
        }
        var best = new Observation(
                RunInfo.id(fence.sweepId(), 1),
                1,
                1,
                Configuration.of(values),
                Map.of("score", 0.5),
                1,
                1,
                Optional.empty(),
                Optional.empty());
        store.commit(
                fence,
                List.of(
                        new Fact.JobEnded(JobId.training(best.runId()), new Outcome.Succeeded(), AT),
                        new Fact.Observed(best.runId(), best),
                        new Fact.Decided("rehearsal", "wait", LONG, AT)));
        store.lease(fence.sweepId());
    }
}
