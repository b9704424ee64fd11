package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.report;
import static metta.sweep.testing.Samples.sweep;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import metta.sweep.Changes;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobStatus;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.Overview;
import metta.sweep.Report;
import metta.sweep.Report.Answer;
import metta.sweep.RunInfo;
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.SweepView;
import metta.sweep.UnknownSweepException;
import metta.sweep.config.Goal;
import metta.sweep.space.Configuration;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

/// What every store promises. A store is done when its test implements this and passes unchanged.
///
/// Each call of [#open] is the same store, opened afresh: nothing may survive only in memory.
interface StoreContract {
    Store open();

    /// The sweep `s`, created and held in its first epoch.
    private Fence held() {
        open().fetchSweepMetadata(sweep(SWEEP));
        return new Fence(SWEEP, open().takeLease(SWEEP, 0, owner(1)).epoch());
    }

    private RunInfo run(int number) {
        return open().findRun(SWEEP, RunInfo.id(SWEEP, number)).orElseThrow();
    }

    @Test
    default void an_overview_says_what_folding_all_runs_says() {
        var fence = held();
        for (int number = 1; number <= 6; number++) {
            open().initRun(fence, init(number));
        }
        open().commit(fence, List.of(new Fact.RecordJob(training(5)), observed(1, -0.0, 0.1), observed(2, 0.75, 0.2)));
        open().commit(fence, List.of(observed(3, 0.75, 0.7), infeasible(4, 9.0), observed(6, 0.0, 0.1)));
        for (var goal : Goal.values()) {
            var view = new SweepView(sweep(SWEEP), goal, Set.of());
            view.fold(open().fetchRuns(SWEEP, 0));
            var folded = view.overview();
            var seen = open().overview(SWEEP, goal);
            assertThat(seen.cost()).isCloseTo(folded.cost(), within(1e-12));
            assertThat(new Overview(seen.sweep(), seen.counts(), seen.best(), folded.cost(), seen.live()))
                    .isEqualTo(folded);
        }
        var overview = open().overview(SWEEP, Goal.MAXIMIZE);
        assertThat(overview.best()).map(Overview.Best::runId).contains(RunInfo.id(SWEEP, 2));
        assertThat(overview.live()).extracting(RunInfo::number).containsExactly(5);
        assertThat(overview.counts())
                .isEqualTo(Map.of(JobStatus.PENDING, 1, JobStatus.COMPLETED, 4, JobStatus.FAILED, 1));
        assertThatThrownBy(() -> open().overview("ghost", Goal.MAXIMIZE)).isInstanceOf(UnknownSweepException.class);
    }

    private static Fact observed(int number, double score, double cost) {
        return observed(number, score, cost, Optional.empty());
    }

    private static Fact infeasible(int number, double score) {
        return observed(number, score, 1, Optional.of("no"));
    }

    private static Fact observed(int number, double score, double cost, Optional<String> problem) {
        var runId = RunInfo.id(SWEEP, number);
        return new Fact.Observed(
                runId,
                new Observation(runId, number, 1, Configuration.EMPTY, Map.of("score", score), cost, 0, problem));
    }

    @Test
    default void an_epoch_that_is_over_may_not_even_commit_nothing() {
        var fence = held();
        assertThat(open().commit(fence, List.of()).applied()).isEmpty();
        open().takeLease(SWEEP, fence.epoch(), owner(2));
        assertThatThrownBy(() -> open().commit(fence, List.of())).isInstanceOf(StaleEpochException.class);
    }

    // Sweeps

    @Test
    default void a_sweep_is_created_once_and_then_found_as_it_was() {
        assertThat(open().findSweep(SWEEP)).isEmpty();
        var first = open().fetchSweepMetadata(sweep(SWEEP));
        var other = new SweepInfo(SWEEP, Map.of("other", 1L), Map.of(), 1, NOW, SweepState.RUNNING, "");
        assertThat(open().fetchSweepMetadata(other)).isEqualTo(first).isEqualTo(sweep(SWEEP));
        assertThat(open().findSweep(SWEEP)).contains(first);
    }

    @Test
    default void sweeps_are_listed_oldest_first_and_kept_apart() {
        var fence = held();
        open().fetchSweepMetadata(sweep("a"));
        open().initRun(fence, init(1));
        assertThat(open().sweeps()).extracting(SweepInfo::sweepId).containsExactly(SWEEP, "a");
        assertThat(open().fetchRuns("a", 0).runs()).isEmpty();
    }

    @Test
    default void an_unknown_sweep_is_said_to_be_unknown() {
        assertThatThrownBy(() -> open().fetchRuns("ghost", 0))
                .isInstanceOf(UnknownSweepException.class)
                .hasMessageContaining("ghost");
        assertThatThrownBy(() -> open().lease("ghost")).isInstanceOf(UnknownSweepException.class);
        assertThatThrownBy(() -> open().send("ghost", new Command.StopSweep("me", ""), NOW))
                .isInstanceOf(UnknownSweepException.class);
    }

    @Test
    default void a_sweep_only_moves_forward() {
        var fence = held();
        open().commit(fence, List.of(new Fact.SweepMoved(SweepState.STOPPING, "asked", NOW)));
        open().commit(fence, List.of(new Fact.SweepMoved(SweepState.STOPPED, "done", NOW)));
        var late = open().commit(fence, List.of(new Fact.SweepMoved(SweepState.FINISHED, "late", NOW)));
        assertThat(late.applied()).containsExactly(false);
        assertThat(open().findSweep(SWEEP).orElseThrow().state()).isEqualTo(SweepState.STOPPED);
        assertThat(open().findSweep(SWEEP).orElseThrow().reason()).isEqualTo("done");
    }

    // Runs

    @Test
    default void a_run_comes_back_as_it_was_created() {
        assertThat(open().initRun(held(), init(1))).isTrue();
        assertThat(run(1)).isEqualTo(RunInfo.created(SWEEP, init(1)));
        assertThat(run(1).configuration().values()).containsExactlyEntriesOf(Samples.values());
    }

    @Test
    default void only_the_first_creator_of_a_run_wins() {
        var fence = held();
        assertThat(open().initRun(fence, init(1))).isTrue();
        var second = new Fact.InitRun(RunInfo.id(SWEEP, 1), 1, false, Map.of("x", 2L), NOW);
        assertThat(open().initRun(fence, second)).isFalse();
        assertThat(run(1)).isEqualTo(RunInfo.created(SWEEP, init(1)));
    }

    @Test
    default void a_summary_is_merged_and_keeps_what_it_had() {
        var fence = held();
        open().initRun(fence, init(1));
        var update = new Fact.UpdateRunSummary(RunInfo.id(SWEEP, 1), Map.of("has_started_eval", true), Map.of());
        assertThat(open().updateRunSummary(fence, update)).isTrue();
        assertThat(open().updateRunSummary(fence, update)).isFalse();
        assertThat(run(1).summary()).containsEntry("has_started_eval", true).containsKey(RunInfo.SUGGESTION);
    }

    @Test
    default void a_conditional_update_is_applied_only_where_its_condition_holds() {
        var fence = held();
        open().initRun(fence, init(1));
        var id = RunInfo.id(SWEEP, 1);
        assertThat(open().updateRunSummary(fence, new Fact.UpdateRunSummary(id, Map.of("n", 1L), Map.of("n", 0L))))
                .isFalse();
        assertThat(open().updateRunSummary(fence, new Fact.UpdateRunSummary(id, Map.of("n", 0L), Map.of())))
                .isTrue();
        assertThat(open().updateRunSummary(fence, new Fact.UpdateRunSummary(id, Map.of("n", 1L), Map.of("n", 0L))))
                .isTrue();
        assertThat(run(1).summary()).containsEntry("n", 1L);
    }

    @Test
    default void a_job_lives_through_intent_handle_start_and_end_each_recorded_once() {
        var fence = held();
        var job = training(1);
        open().commit(fence, List.of(init(1), new Fact.RecordJob(job)));
        assertThat(run(1).status()).isEqualTo(JobStatus.PENDING);
        open().commit(fence, List.of(new Fact.JobSubmitted(job.id(), "17", NOW)));
        open().commit(fence, List.of(new Fact.JobStarted(job.id(), NOW)));
        assertThat(run(1).status()).isEqualTo(JobStatus.IN_TRAINING);
        var ended = new Fact.JobEnded(job.id(), new Outcome.Succeeded(), NOW);
        assertThat(open().commit(fence, List.of(ended)).applied()).containsExactly(true);
        var contrary = new Fact.JobEnded(job.id(), new Outcome.Lost("late"), NOW);
        assertThat(open().commit(fence, List.of(contrary, new Fact.RecordJob(job)))
                        .applied())
                .containsExactly(false, false);
        assertThat(run(1).status()).isEqualTo(JobStatus.TRAINING_DONE_NO_EVAL);
        assertThat(run(1).job(job.id()).orElseThrow().handle()).contains("17");
    }

    @Test
    default void an_observation_is_current_until_a_later_version_comes() {
        var fence = held();
        open().commit(fence, List.of(init(1), new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 0.1))));
        var again = new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 0.9));
        assertThat(open().commit(fence, List.of(again)).applied()).containsExactly(false);
        assertThat(run(1).observation()).contains(Samples.observation(1, 0.1));
        assertThat(run(1).summary()).containsEntry(RunInfo.SCORE, 0.1).containsEntry(RunInfo.COST, 1.5);
    }

    @Test
    default void a_batch_is_recorded_whole_or_not_at_all() {
        var fence = held();
        var orphan = new Fact.RecordJob(training(9));
        assertThatThrownBy(() -> open().commit(fence, List.of(init(1), orphan)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(RunInfo.id(SWEEP, 9));
        assertThat(open().fetchRuns(SWEEP, 0).runs()).isEmpty();
    }

    // Changes

    @Test
    default void a_fetch_from_zero_has_everything_and_from_its_cursor_nothing() {
        var fence = held();
        open().commit(fence, List.of(init(1), init(2)));
        var all = open().fetchRuns(SWEEP, 0);
        assertThat(all.runs()).extracting(RunInfo::number).containsExactlyInAnyOrder(1, 2);
        assertThat(open().fetchRuns(SWEEP, all.cursor()).runs()).isEmpty();
    }

    @Test
    default void a_fetch_of_many_runs_has_each_as_often_as_it_is_there_and_in_the_order_of_change() {
        var fence = held();
        var numbers = IntStream.rangeClosed(1, 700).boxed().toList();
        open().commit(fence, numbers.stream().<Fact>map(Samples::init).toList());
        open().commit(fence, List.of(new Fact.RecordJob(training(1))));
        var runs = open().fetchRuns(SWEEP, 0).runs();
        assertThat(runs).extracting(RunInfo::number).containsExactlyInAnyOrderElementsOf(numbers);
        assertThat(runs.getLast()).isEqualTo(run(1));
    }

    @Test
    default void a_fetch_since_a_cursor_has_each_changed_run_once_as_it_is_now() {
        var fence = held();
        open().commit(fence, List.of(init(1), init(2), init(3)));
        var before = open().fetchRuns(SWEEP, 0).cursor();
        open().commit(fence, List.of(new Fact.RecordJob(training(2))));
        var receipt =
                open().commit(fence, List.of(new Fact.JobStarted(training(2).id(), NOW)));
        var changes = open().fetchRuns(SWEEP, before);
        assertThat(changes.runs()).containsExactly(run(2));
        assertThat(changes.cursor()).isEqualTo(receipt.cursor());
    }

    @Test
    default void following_the_cursor_misses_nothing_that_several_writers_commit() {
        var fence = held();
        open().commit(
                        fence,
                        IntStream.rangeClosed(1, 40)
                                .<Fact>mapToObj(Samples::init)
                                .toList());
        var threads = IntStream.rangeClosed(0, 3)
                .mapToObj(writer -> Thread.ofVirtual()
                        .start(() -> IntStream.rangeClosed(1, 10)
                                .forEach(i ->
                                        open().commit(fence, List.of(new Fact.RecordJob(training(writer * 10 + i)))))))
                .toList();
        var seen = new HashSet<Integer>();
        long cursor = 0;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            cursor = collect(open().fetchRuns(SWEEP, cursor), seen);
        }
        collect(open().fetchRuns(SWEEP, cursor), seen);
        assertThat(seen).hasSize(40);
    }

    private static long collect(Changes changes, Set<Integer> withJob) {
        changes.runs().stream().filter(each -> !each.jobs().isEmpty()).forEach(each -> withJob.add(each.number()));
        return changes.cursor();
    }

    // Reports

    @Test
    default void a_report_is_taken_in_once_where_it_continues_the_last_one() {
        var job = training(1);
        open().commit(held(), List.of(init(1), new Fact.RecordJob(job)));
        var first = report(job, "", "10", new MetricPoint("loss", 1, 0.5), new MetricPoint("acc", 1, Double.NaN));
        assertThat(open().report(SWEEP, first)).isEqualTo(Answer.ACCEPTED);
        assertThat(open().report(SWEEP, first)).isEqualTo(Answer.OUT_OF_PLACE);
        assertThat(open().report(SWEEP, report(job, "10", "20", new MetricPoint("loss", 2, 0.25))))
                .isEqualTo(Answer.ACCEPTED);
        assertThat(open().metrics(SWEEP, job.id(), Optional.of("loss")))
                .containsExactly(new MetricPoint("loss", 1, 0.5), new MetricPoint("loss", 2, 0.25));
        assertThat(open().metrics(SWEEP, job.id(), Optional.empty())).hasSize(3);
        var loss = run(1).job(job.id()).orElseThrow().metrics().get("loss");
        assertThat(loss).isNotNull().extracting("last", "count").containsExactly(0.25, 2L);
    }

    @Test
    default void reports_of_several_jobs_are_answered_each_by_itself() {
        open().commit(
                        held(),
                        List.of(init(1), init(2), new Fact.RecordJob(training(1)), new Fact.RecordJob(training(2))));
        var before = open().fetchRuns(SWEEP, 0).cursor();
        var point = new MetricPoint("loss", 1, 0.5);
        assertThat(open().reportAll(
                                SWEEP,
                                List.of(
                                        report(training(1), "", "10", point),
                                        report(training(3), "", "10", point),
                                        report(training(2), "5", "10", point))))
                .containsExactly(Answer.ACCEPTED, Answer.REFUSED, Answer.OUT_OF_PLACE);
        assertThat(open().reportAll(
                                SWEEP,
                                List.of(report(training(1), "10", "20", point), report(training(2), "", "10", point))))
                .containsExactly(Answer.ACCEPTED, Answer.ACCEPTED);
        assertThat(open().metrics(SWEEP, training(1).id(), Optional.empty())).containsExactly(point, point);
        assertThat(open().metrics(SWEEP, training(2).id(), Optional.empty())).containsExactly(point);
        assertThat(open().fetchRuns(SWEEP, before).runs()).containsExactlyInAnyOrder(run(1), run(2));
    }

    @Test
    default void a_report_changes_its_run_for_those_who_follow_the_cursor() {
        var job = training(1);
        open().commit(held(), List.of(init(1), new Fact.RecordJob(job)));
        var before = open().fetchRuns(SWEEP, 0).cursor();
        open().report(SWEEP, report(job, "", "1", new MetricPoint("loss", 1, 1)));
        assertThat(open().fetchRuns(SWEEP, before).runs())
                .extracting(RunInfo::number)
                .containsExactly(1);
    }

    @Test
    default void a_report_of_another_token_an_ended_or_an_unknown_attempt_is_refused() {
        var fence = held();
        var job = training(1);
        open().commit(fence, List.of(init(1), new Fact.RecordJob(job)));
        var stranger = new Report(job.id(), "guess", "", "1", List.of());
        assertThat(open().report(SWEEP, stranger)).isEqualTo(Answer.REFUSED);
        assertThat(open().report(SWEEP, report(training(2), "", "1"))).isEqualTo(Answer.REFUSED);
        open().commit(fence, List.of(new Fact.JobEnded(job.id(), new Outcome.Lost("gone"), NOW)));
        var late = report(job, "", "1", new MetricPoint("loss", 1, 1));
        assertThat(open().report(SWEEP, late)).isEqualTo(Answer.REFUSED);
        assertThat(open().metrics(SWEEP, job.id(), Optional.empty())).isEmpty();
    }

    @Test
    default void extreme_metric_values_come_back_as_they_were() {
        var job = training(1);
        open().commit(held(), List.of(init(1), new Fact.RecordJob(job)));
        var values = new double[] {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE, -0.0
        };
        var points = new ArrayList<MetricPoint>();
        for (int i = 0; i < values.length; i++) {
            points.add(new MetricPoint("a/b'\";--\n\u2603", i, values[i]));
        }
        open().report(SWEEP, report(job, "", "1", points.toArray(MetricPoint[]::new)));
        assertThat(open().metrics(SWEEP, job.id(), Optional.empty())).containsExactlyElementsOf(points);
    }

    // Lease

    @Test
    default void a_lease_is_taken_once_for_each_epoch() {
        open().fetchSweepMetadata(sweep(SWEEP));
        assertThat(open().lease(SWEEP)).isEqualTo(Lease.NONE);
        assertThat(open().takeLease(SWEEP, 0, owner(1)))
                .isEqualTo(open().lease(SWEEP))
                .isEqualTo(new Lease(1, 0, Optional.of(owner(1))));
        assertThatThrownBy(() -> open().takeLease(SWEEP, 0, owner(2)))
                .isInstanceOf(StaleEpochException.class)
                .hasMessageContaining("process 1 on host");
        assertThat(open().takeLease(SWEEP, 1, owner(2)).epoch()).isEqualTo(2);
    }

    @Test
    default void an_old_epoch_changes_nothing() {
        var old = held();
        open().initRun(old, init(1));
        open().takeLease(SWEEP, 1, owner(2));
        assertThatThrownBy(() -> open().initRun(old, init(2))).isInstanceOf(StaleEpochException.class);
        assertThatThrownBy(() -> open().renewLease(old)).isInstanceOf(StaleEpochException.class);
        assertThatThrownBy(() -> open().releaseLease(old)).isInstanceOf(StaleEpochException.class);
        assertThat(open().fetchRuns(SWEEP, 0).runs())
                .extracting(RunInfo::number)
                .containsExactly(1);
        assertThat(open().lease(SWEEP)).isEqualTo(new Lease(2, 0, Optional.of(owner(2))));
    }

    @Test
    default void renewing_is_seen_and_releasing_leaves_the_epoch() {
        var fence = held();
        open().renewLease(fence);
        assertThat(open().lease(SWEEP).beat()).isEqualTo(1);
        open().releaseLease(fence);
        assertThat(open().lease(SWEEP)).isEqualTo(new Lease(1, 1, Optional.empty()));
    }

    // Commands and decisions

    @Test
    default void commands_wait_in_order_until_they_are_done() {
        var fence = held();
        var stop = new Command.StopSweep("me", "why \"not\"");
        assertThat(open().send(SWEEP, stop, NOW)).isEqualTo(1);
        assertThat(open().send(SWEEP, stop, NOW)).isEqualTo(2);
        assertThat(open().fetchRuns(SWEEP, 0).inbox())
                .containsExactly(new Command.Queued(1, stop, NOW), new Command.Queued(2, stop, NOW));
        assertThat(open().commit(fence, List.of(new Fact.CommandDone(1), new Fact.CommandDone(1)))
                        .applied())
                .containsExactly(true, false);
        assertThat(open().send(SWEEP, stop, NOW)).isEqualTo(3);
        assertThat(open().fetchRuns(SWEEP, 0).inbox())
                .extracting(Command.Queued::number)
                .containsExactly(2L, 3L);
    }

    @Test
    default void decisions_are_kept_in_order() {
        var fence = held();
        var decided = IntStream.range(0, 5)
                .mapToObj(i -> new Fact.Decided("run " + i, "launch", "because", NOW))
                .toList();
        open().commit(fence, List.copyOf(decided));
        assertThat(open().decisions(SWEEP, 100)).isEqualTo(decided);
        assertThat(open().decisions(SWEEP, 2)).isEqualTo(decided.subList(3, 5));
    }
}
