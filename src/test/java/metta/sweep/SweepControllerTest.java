package metta.sweep;

import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import metta.sweep.space.Configuration;
import metta.sweep.store.Stores;
import metta.sweep.testing.Samples;
import metta.sweep.testing.ScriptedProgram;
import metta.sweep.testing.Stage;
import org.junit.jupiter.api.Test;

final class SweepControllerTest {
    private static final String FIRST = RunInfo.id(SWEEP, 1);
    private static final JobId TRAINING = JobId.training(FIRST);
    private static final JobId EVALUATION = JobId.evaluation(FIRST);
    private final Stage stage = new Stage(true);

    /// Trains and evaluates one run, and then ends the sweep.
    private static List<Decision> oneRun(Runs runs, SweepMetadata metadata) {
        if (runs.size() == 0) {
            return List.of(training());
        }
        if (runs.count(JobStatus.TRAINING_DONE_NO_EVAL) == 1) {
            return List.of(new Decision.LaunchEval(FIRST, "trained"));
        }
        return metadata.ended() == 1 ? List.of(new Decision.Finish("enough")) : List.of();
    }

    private static Decision training() {
        var configuration = Configuration.of(Map.of("x", 0.25));
        return new Decision.LaunchTraining(new Suggestion(configuration, Map.of("sweep/gain", 1.5), "first"), "a slot");
    }

    private SweepController controller() {
        return controller(Hooks.NONE);
    }

    private SweepController controller(Hooks hooks) {
        return stage.controller((runs, metadata, _, _) -> oneRun(runs, metadata), hooks);
    }

    private static Pause never() {
        return () -> {
            throw new AssertionError("waits");
        };
    }

    @Test
    void a_sweep_with_nothing_to_do_asks_its_scheduler_once_and_ends_without_waiting() throws InterruptedException {
        var asked = new ArrayList<Integer>();
        var controller = stage.controller(
                (_, _, free, _) -> {
                    asked.add(free);
                    return List.of(new Decision.Finish("nothing to do"));
                },
                Hooks.NONE);
        assertThat(controller.run(never()).state()).isEqualTo(SweepState.FINISHED);
        assertThat(asked).containsExactly(2);
    }

    @Test
    void a_run_and_its_job_are_on_record_before_the_job_is_dispatched() {
        var seen = new ArrayList<RunInfo>();
        stage.dispatcher.watch(job -> seen.add(stage.run(1)));
        controller().tick();
        assertThat(seen).singleElement().satisfies(run -> {
            assertThat(run.configuration().values()).containsExactly(Map.entry("x", 0.25));
            assertThat(run.summary())
                    .containsEntry("sweep/gain", 1.5)
                    .containsEntry("sweep/suggestion_reason", "first");
            assertThat(run.job(TRAINING))
                    .hasValueSatisfying(job -> assertThat(job.handle()).isEmpty());
        });
        assertThat(stage.run(1).job(TRAINING).orElseThrow().handle()).contains("handle-" + FIRST);
    }

    @Test
    void a_job_is_dispatched_once_however_often_the_controller_looks() {
        var first = controller();
        first.tick();
        first.tick();
        controller().tick();
        assertThat(stage.dispatcher.submitted()).extracting(JobDefinition::id).containsExactly(TRAINING);
    }

    @Test
    void a_scheduler_that_repeats_itself_starts_nothing_twice() {
        var stubborn = stage.controller(
                (runs, _, _, _) -> List.of(runs.size() == 0 ? training() : new Decision.LaunchEval(FIRST, "again")),
                Hooks.NONE);
        stubborn.tick();
        stage.succeed(TRAINING);
        for (int i = 0; i < 3; i++) {
            stubborn.tick();
        }
        assertThat(stage.dispatcher.submitted()).extracting(JobDefinition::id).containsExactly(TRAINING, EVALUATION);
        assertThat(stage.run(1).jobs()).hasSize(2);
    }

    @Test
    void with_every_slot_taken_the_scheduler_is_told_that_none_is_free() {
        var told = new ArrayList<Integer>();
        var controller = stage.controller(
                (_, _, free, _) -> {
                    told.add(free);
                    return free > 0 ? List.of(training()) : List.of();
                },
                Hooks.NONE);
        for (int i = 0; i < 3; i++) {
            controller.tick();
        }
        assertThat(told).containsExactly(2, 1, 0);
    }

    @Test
    void an_evaluation_is_a_job_of_its_run_and_takes_no_training_slot() {
        var told = new ArrayList<Integer>();
        var controller = stage.controller(
                (runs, metadata, free, _) -> {
                    told.add(free);
                    return oneRun(runs, metadata);
                },
                Hooks.NONE);
        controller.tick();
        stage.succeed(TRAINING);
        controller.tick();
        controller.tick();
        assertThat(told).containsExactly(2, 2, 2);
        assertThat(stage.store.fetchRuns(SWEEP, 0).runs()).hasSize(1);
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.IN_EVAL);
        assertThat(stage.dispatcher.submitted().getLast()).satisfies(job -> {
            assertThat(job.id().name()).isEqualTo(FIRST + "_eval");
            assertThat(job.args()).containsExactly(Map.entry("policy_uri", "scripted://" + FIRST));
            assertThat(job.overrides()).containsExactly(Map.entry("episodes", 8L));
        });
    }

    @Test
    void a_new_controller_looks_and_acts_before_it_ever_waits() throws InterruptedException {
        controller().tick();
        stage.succeed(TRAINING);
        var jobsWhenItFirstWaits = new ArrayList<Integer>();
        controller().run(() -> {
            if (jobsWhenItFirstWaits.isEmpty()) {
                jobsWhenItFirstWaits.add(stage.dispatcher.submitted().size());
            }
            stage.succeed(EVALUATION);
        });
        assertThat(jobsWhenItFirstWaits).containsExactly(2);
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_controller_waits_only_when_all_that_jobs_have_reported_is_taken_in() throws InterruptedException {
        controller().tick();
        int scores = 3 * ReportIntake.MANY_READINGS * ScriptedProgram.PIECE;
        stage.report(TRAINING, scores);
        stage.succeed(TRAINING);
        var jobsWhenItFirstWaits = new ArrayList<Integer>();
        controller().run(() -> {
            if (jobsWhenItFirstWaits.isEmpty()) {
                jobsWhenItFirstWaits.add(stage.dispatcher.submitted().size());
            }
            stage.succeed(EVALUATION);
        });
        assertThat(jobsWhenItFirstWaits).containsExactly(2);
        assertThat(stage.store.metrics(SWEEP, TRAINING, Optional.empty())).hasSize(scores + 1);
    }

    @Test
    void a_controller_that_has_much_to_take_in_can_be_interrupted() {
        controller().tick();
        stage.report(TRAINING, 3 * ReportIntake.MANY_READINGS * ScriptedProgram.PIECE);
        var controller = controller();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> controller.run(never())).isInstanceOf(InterruptedException.class);
    }

    @Test
    void silence_for_a_day_ends_no_job() {
        var controller = controller();
        controller.tick();
        stage.pass(Duration.ofDays(1));
        controller.tick();
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.IN_TRAINING);
        assertThat(stage.dispatcher.cancelled()).isEmpty();
    }

    @Test
    void a_job_that_its_dispatcher_does_not_know_is_submitted_again_until_its_grace_is_over_and_then_cancelled() {
        var controller = controller();
        controller.tick();
        stage.dispatcher.say(TRAINING, new JobState.NotKnown());
        controller.tick();
        assertThat(stage.dispatcher.submitted())
                .extracting(JobDefinition::token)
                .containsExactly("token-1", "token-1");
        stage.pass(Duration.ofSeconds(31));
        controller.tick();
        assertThat(stage.dispatcher.cancelled()).containsExactly(TRAINING);
        controller.tick();
        assertThat(stage.dispatcher.submitted().getLast().id()).isEqualTo(TRAINING.nextAttempt());
    }

    @Test
    void what_may_pass_is_told_and_tried_again() throws InterruptedException {
        var controller = controller();
        stage.dispatcher.fail(2);
        var waits = new ArrayList<Integer>();
        controller.run(() -> {
            waits.add(stage.troubles.size());
            stage.dispatcher.submitted().forEach(job -> stage.succeed(job.id()));
        });
        assertThat(waits).startsWith(1, 2, 2);
        assertThat(stage.troubles).hasSize(2).allMatch(DispatchException.class::isInstance);
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void trouble_without_end_ends_the_controller_and_not_the_sweep() {
        var controller = controller();
        stage.dispatcher.fail(1_000);
        assertThatThrownBy(() -> controller.run(() -> {})).isInstanceOf(DispatchException.class);
        assertThat(stage.troubles).hasSize(10);
        assertThat(stage.store.findSweep(SWEEP).orElseThrow().state()).isEqualTo(SweepState.RUNNING);
    }

    @Test
    void a_fetch_that_fails_for_a_moment_is_told_and_tried_again() throws InterruptedException {
        var controller = stage.controller(
                failingFetch(StoreException.Kind.TRANSIENT, 1),
                (_, _, _, _) -> List.of(new Decision.Finish("enough")),
                Hooks.NONE);
        assertThat(controller.run(() -> {}).state()).isEqualTo(SweepState.FINISHED);
        assertThat(stage.troubles).hasSize(1);
    }

    @Test
    void a_full_disk_ends_the_controller_at_once_and_the_sweep_can_go_on() {
        var full = stage.controller(
                failingFetch(StoreException.Kind.DISK_FULL, 1_000), (_, _, _, _) -> List.of(), Hooks.NONE);
        assertThatThrownBy(() -> full.run(never()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.exit()).isEqualTo(SweepException.Exit.IO));
        controller().tick();
        assertThat(stage.dispatcher.submitted()).hasSize(1);
    }

    private Store failingFetch(StoreException.Kind kind, int times) {
        var failures = new ArrayList<String>();
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (_, method, arguments) -> {
                    if (method.getName().equals("fetchRuns") && failures.size() < times) {
                        failures.add("failed");
                        throw new StoreException(kind, "scripted: no answer");
                    }
                    try {
                        return method.invoke(stage.store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /// The sweep's store, which from some time on is another.
    private Store replaced(AtomicReference<Store> now) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (_, method, arguments) -> {
                    try {
                        return method.invoke(now.get(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /// A standby that lagged behind becomes the primary; a backup is put back.
    @Test
    void a_store_that_went_back_is_read_anew() {
        var now = new AtomicReference<>(stage.store);
        var controller = stage.controller(replaced(now), (runs, metadata, _, _) -> oneRun(runs, metadata), Hooks.NONE);
        var backup = Stores.inMemory();
        var pieces = new ArrayList<Piece>();
        controller.tick();
        stage.store.dump(SWEEP, pieces::add);
        stage.report(TRAINING, 0.5);
        controller.tick();
        stage.succeed(TRAINING);
        controller.tick();
        assertThat(backup.load(pieces)).isTrue();
        now.set(backup);
        controller.tick();
        assertThat(controller.view().find(FIRST)).isEqualTo(backup.findRun(SWEEP, FIRST));
        assertThat(backup.findRun(SWEEP, FIRST)
                        .orElseThrow()
                        .job(TRAINING)
                        .orElseThrow()
                        .succeeded())
                .isTrue();
        assertThat(stage.warnings).singleElement().asString().contains("the store has gone back");
    }

    /// The sweep's store, whose first transaction is given up for lost, and arrives before anything else is written.
    private Store slow() {
        var underWay = new ArrayDeque<Object[]>();
        var timedOut = new AtomicBoolean();
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (_, method, arguments) -> {
                    boolean committing = method.getName().equals("commit");
                    if (committing && timedOut.compareAndSet(false, true)) {
                        underWay.add(arguments);
                        throw new StoreException(StoreException.Kind.TRANSIENT, "timed out");
                    }
                    try {
                        if ((committing || method.getName().equals("renewLease")) && !underWay.isEmpty()) {
                            Store.class
                                    .getMethod("commit", Fence.class, List.class)
                                    .invoke(stage.store, underWay.remove());
                        }
                        return method.invoke(stage.store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void what_was_under_way_when_an_iteration_failed_is_known_to_the_next_one() {
        var asked = new AtomicInteger();
        var controller = stage.controller(
                slow(),
                (runs, _, _, _) -> {
                    var another = Configuration.of(Map.of("x", 0.25 * asked.incrementAndGet()));
                    return runs.size() > 0
                            ? List.of()
                            : List.of(new Decision.LaunchTraining(new Suggestion(another, Map.of(), "next"), "a slot"));
                },
                Hooks.NONE);
        assertThatThrownBy(controller::tick).isInstanceOf(StoreException.class);
        controller.tick();
        assertThat(stage.dispatcher.submitted())
                .singleElement()
                .satisfies(job -> assertThat(job.overrides())
                        .containsExactlyEntriesOf(stage.run(1).configuration().values())
                        .containsEntry("x", 0.25));
    }

    @Test
    void a_controller_whose_sweep_was_taken_over_touches_nothing() {
        var deposed = controller();
        deposed.tick();
        stage.succeed(TRAINING);
        controller();
        assertThatThrownBy(deposed::tick).isInstanceOf(StaleEpochException.class);
        assertThat(stage.dispatcher.submitted()).hasSize(1);
        assertThat(stage.run(1).job(TRAINING).orElseThrow().live()).isTrue();
    }

    @Test
    void a_controller_that_is_deposed_within_an_iteration_submits_nothing_even_without_facts_to_record() {
        var deposed = stage.controller(
                (runs, metadata, _, _) -> {
                    if (runs.size() == 1) {
                        controller();
                    }
                    return oneRun(runs, metadata);
                },
                Hooks.NONE);
        deposed.tick();
        stage.dispatcher.say(TRAINING, new JobState.NotKnown());
        assertThatThrownBy(deposed::tick).isInstanceOf(StaleEpochException.class);
        assertThat(stage.dispatcher.submitted()).hasSize(1);
    }

    @Test
    void a_controller_that_was_stopped_past_its_term_between_two_submissions_asks_before_it_goes_on() {
        var suggestion = new Suggestion(Configuration.of(Map.of("x", 1L)), Map.of(), "any");
        var stopped = stage.controller(
                (_, _, _, _) -> List.of(
                        new Decision.LaunchTraining(suggestion, "a slot"),
                        new Decision.LaunchTraining(suggestion, "a slot")),
                Hooks.NONE);
        stage.dispatcher.watch(_ -> {
            stage.pass(Duration.ofSeconds(31));
            controller();
        });
        assertThatThrownBy(stopped::tick).isInstanceOf(StaleEpochException.class);
        assertThat(stage.dispatcher.submitted()).hasSize(1);
    }

    @Test
    void a_sweep_that_is_not_in_the_store_cannot_be_driven() {
        var settings = Stage.settings(Optional.empty());
        var tenure = new Tenure(stage.store, new Fence("ghost", 1), () -> 0, Duration.ofSeconds(30));
        assertThatThrownBy(() -> new SweepController(
                        stage.store,
                        _ -> new Course(settings, (_, _, _, _) -> List.of()),
                        stage.dispatcher,
                        new ScriptedProgram(true),
                        Hooks.NONE,
                        tenure,
                        () -> Samples.NOW,
                        () -> "t",
                        SweepListener.NONE))
                .isInstanceOf(UnknownSweepException.class)
                .hasMessageContaining("ghost");
    }
}
