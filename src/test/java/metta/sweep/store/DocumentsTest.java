package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.observation;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.report;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.Fact;
import metta.sweep.FailureKind;
import metta.sweep.HookMark;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.Owner;
import metta.sweep.RunInfo;
import metta.sweep.StoreException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.json.Json;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The documents that are read by hand come to what the binding of classes makes of them.
final class DocumentsTest {
    private static final RunInfo CREATED = RunInfo.created(SWEEP, init(1));

    static Stream<RunInfo> runs() {
        var job = training(1);
        var live = CREATED.apply(new Fact.RecordJob(job))
                .apply(new Fact.JobSubmitted(job.id(), "17", NOW))
                .apply(new Fact.JobStarted(job.id(), NOW))
                .apply(report(
                        job,
                        "",
                        "10",
                        new MetricPoint("loss", 1, Double.NaN),
                        new MetricPoint("acc", 1L << 40, Double.POSITIVE_INFINITY),
                        new MetricPoint("acc", 2, -0.0)));
        var failed = new Outcome.Failed(FailureKind.DIVERGED, Optional.of(137), "NaN \"\u2603\"");
        return Stream.of(
                CREATED,
                RunInfo.created(SWEEP, Samples.replicate(1, 2)),
                live,
                ended(live, new Outcome.Succeeded()),
                ended(live, failed)
                        .apply(new Fact.HookMarked(job.id(), new HookMark("a", 1, Optional.of("why"))))
                        .apply(new Fact.HookMarked(job.id(), new HookMark("b", 2, Optional.empty()))),
                ended(live, new Outcome.Failed(FailureKind.TIMEOUT, Optional.empty(), "")),
                ended(live, new Outcome.Cancelled("asked")),
                ended(live, new Outcome.Lost("gone"))
                        .apply(new Fact.RunStopped(CREATED.runId(), "enough"))
                        .apply(new Fact.Observed(CREATED.runId(), observation(1, 1e300))),
                ended(live, new Outcome.Lost("x"))
                        .apply(new Fact.RunStopped(CREATED.runId(), "enough"))
                        .apply(new Fact.Observed(CREATED.runId(), observation(1, 0.5)))
                        .apply(new Fact.RunReopened(CREATED.runId(), "asked")),
                CREATED.apply(new Fact.Observed(CREATED.runId(), observation(1, 0.5)))
                        .apply(new Fact.Observed(CREATED.runId(), invalidated())));
    }

    private static Observation invalidated() {
        var first = observation(1, 0.5);
        return new Observation(
                first.runId(),
                1,
                2,
                first.configuration(),
                first.scores(),
                first.cost(),
                first.fidelity(),
                Optional.empty(),
                Optional.of("a wrong dataset"));
    }

    private static RunInfo ended(RunInfo run, Outcome outcome) {
        return run.apply(new Fact.JobEnded(training(1).id(), outcome, NOW));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void a_run_comes_back_as_it_was(RunInfo run) {
        var text = Json.write(run);
        assertThat(Documents.run(text)).isEqualTo(run).isEqualTo(Json.read(text, RunInfo.class));
        assertThat(Documents.run(text).configuration().values()).containsExactlyEntriesOf(Samples.values());
    }

    @Test
    void nothing_of_a_run_is_left_out() {
        var full = runs().toList();
        for (var component : RunInfo.class.getRecordComponents()) {
            assertThat(full)
                    .as(component.getName())
                    .anySatisfy(run -> assertThat(component.getAccessor().invoke(run))
                            .isNotIn(Optional.empty(), List.of(), false, 0));
        }
    }

    @Test
    void a_sweep_a_lease_an_owner_and_a_decision_come_back_as_they_were() {
        var sweep = SweepInfo.created(SWEEP, Samples.values(), Samples.values(), -7, NOW)
                .apply(new Fact.SweepMoved(SweepState.STOPPED, "why", NOW));
        assertThat(Documents.sweep(fields(sweep))).isEqualTo(sweep);
        var lease = new Lease(3, 5, Optional.of(owner(9)));
        assertThat(Documents.lease(fields(lease))).isEqualTo(lease);
        assertThat(Documents.lease(fields(Lease.NONE))).isEqualTo(Lease.NONE);
        var owner = new Owner("host", "boot", Optional.of("pid:[1]"), 9, NOW);
        assertThat(Documents.owner(Json.write(owner))).isEqualTo(owner);
        assertThat(Documents.owner(Json.write(owner(9)))).isEqualTo(owner(9));
        var decided = new Fact.Decided("s", "d", "r", NOW);
        assertThat(Documents.decided(Json.write(decided))).isEqualTo(decided);
    }

    @Test
    void a_field_that_a_later_version_added_is_passed_over_and_one_that_is_missing_is_named() {
        var text = Json.write(CREATED);
        assertThat(Documents.run("{\"mood\":{\"is\":\"good\"}," + text.substring(1)))
                .isEqualTo(CREATED);
        assertThatThrownBy(() -> Documents.run(text.replace("\"runId\"", "\"id\"")))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no 'runId'");
    }

    private static Fields fields(Object value) {
        return new Fields(Json.readTree(Json.write(value)));
    }
}
