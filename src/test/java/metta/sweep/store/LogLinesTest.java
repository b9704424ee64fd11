package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.sweep;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.FailureKind;
import metta.sweep.HookMark;
import metta.sweep.JobId;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.MetricSummary;
import metta.sweep.Outcome;
import metta.sweep.Piece;
import metta.sweep.json.Json;
import metta.sweep.testing.EveryFact;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read by hand is what the binding of classes reads.
final class LogLinesTest {
    private static final JobId JOB = training(1).id();

    private static List<Fact> facts() {
        var facts = new ArrayList<>(EveryFact.facts());
        facts.add(new Fact.InitRun("r", 3, 2, true, Samples.values(), NOW));
        facts.add(new Fact.JobEnded(JOB, new Outcome.Failed(FailureKind.DIVERGED, Optional.empty(), ""), NOW));
        facts.add(new Fact.JobEnded(JOB, new Outcome.Cancelled("asked"), NOW));
        facts.add(new Fact.JobEnded(JOB, new Outcome.Lost("gone"), NOW));
        facts.add(new Fact.HookMarked(JOB, new HookMark("e", 1, Optional.empty())));
        return facts;
    }

    private static Stream<Entry> entries() {
        var metrics = Map.of(
                "loss", new MetricSummary(Double.NaN, 0.1, Double.POSITIVE_INFINITY, 1e300, 5, 2, 9),
                "", new MetricSummary(1, 1, 1, 1, 1, 0, 1));
        var report = new Entry.Reported(JOB, "9:8", metrics, 120);
        var all = Stream.of(
                new Entry.Created(5, 5, 1, sweep(SWEEP)),
                new Entry.Recorded(facts()),
                new Entry.Recorded(List.of()),
                report,
                new Entry.Reported(JOB, "", Map.of(), 0),
                new Entry.ReportedAll(List.of(report, report)),
                new Entry.Raised(6, 5),
                new Entry.Loaded(new Piece.Points(JOB, List.of(new MetricPoint("loss", 1, 2))), 7),
                new Entry.Queued(new Command.Queued(1, new Command.StopSweep("me", "why"), NOW), Optional.of("id")),
                new Entry.LeaseMoved(new Lease(3, 5, Optional.of(owner(9)))),
                new Entry.LeaseMoved(Lease.NONE.closed("there")));
        return Stream.concat(all, facts().stream().map(fact -> new Entry.Recorded(List.of(fact))));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void an_entry_comes_back_as_it_was(Entry entry) {
        var line = new ChangeLine(1L << 40, 7, entry);
        var text = Json.write(line);
        assertThat(LogLines.read(text)).isEqualTo(line).isEqualTo(Json.read(text, ChangeLine.class));
        assertThat(Json.write(LogLines.read(text))).isEqualTo(text);
    }

    /// Of which each run has some: a store of files with a thousand runs starts in as long as these take.
    @Test
    void no_fact_of_an_ordinary_run_waits_for_the_binding_of_classes() {
        var ordinary = Set.of(
                Fact.InitRun.class,
                Fact.UpdateRunSummary.class,
                Fact.RecordJob.class,
                Fact.JobSubmitted.class,
                Fact.JobStarted.class,
                Fact.JobEnded.class,
                Fact.HookMarked.class,
                Fact.Observed.class,
                Fact.Decided.class);
        assertThat(facts().stream().filter(fact -> ordinary.contains(fact.getClass())))
                .hasSizeGreaterThanOrEqualTo(ordinary.size())
                .allSatisfy(fact -> assertThat(LogLines.fact(new Fields(Json.readTree(Json.write(fact)))))
                        .contains(fact));
    }

    @Test
    void no_kind_of_entry_is_left_out() {
        assertThat(entries().<Class<?>>map(Object::getClass).distinct().toList())
                .containsExactlyInAnyOrderElementsOf(EveryFact.kinds(Entry.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LAUNCH_TRAINING > LAUNCH_DEMO",
                "TIMEOUT > BOREDOM",
                "\"attempt\":1 > \"attempt\":0",
                "\"leg\":0 > \"leg\":99999999999",
                "2026- > MMXXIV-",
                "JobEnded > JobForgotten",
                "\"Failed\" > \"Bored\""
            })
    void what_this_program_does_not_know_is_an_error_and_never_guessed(String change) {
        var ended = new Fact.JobEnded(JOB, new Outcome.Failed(FailureKind.TIMEOUT, Optional.of(3), ""), NOW);
        var text = Json.write(new ChangeLine(1, 1, new Entry.Recorded(List.of(ended))));
        var parts = change.split(" > ", 2);
        var other = text.replace(parts[0], parts[1]);
        assertThat(other).isNotEqualTo(text);
        assertThatThrownBy(() -> LogLines.read(other)).isInstanceOf(Json.InvalidJsonException.class);
    }

    @Test
    void a_field_that_a_later_version_added_is_passed_over() {
        var line = new ChangeLine(1, 1, new Entry.Recorded(List.of(init(1))));
        var text = Json.write(line).replace("\"runId\"", "\"mood\":{\"is\":\"good\"},\"runId\"");
        assertThat(LogLines.read(text)).isEqualTo(line);
    }

    @Test
    void runs_from_before_replicates_are_trials() {
        var line = new ChangeLine(1, 1, new Entry.Recorded(List.of(init(1))));
        assertThat(LogLines.read(Json.write(line).replace("\"replicate\":0,", "")))
                .isEqualTo(line);
    }
}
