package metta.sweep.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import metta.sweep.DispatchException;
import metta.sweep.Dispatcher;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobState;
import metta.sweep.testing.Await;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

/// What every dispatcher promises about real programs. A dispatcher is done when its test implements this and passes
/// unchanged.
interface DispatcherContract {
    JobId JOB = JobId.training("s_trial_0001");

    /// A dispatcher over the same back-end as all others of this test, freshly opened.
    Dispatcher open();

    /// What jobs run from now on: a script of the shell, with the given arguments.
    void runs(String script, String... arguments);

    /// A folder that the programs see too.
    Path shared();

    private static JobDefinition job() {
        return Samples.job(JOB);
    }

    private JobState ended(Dispatcher dispatcher) {
        return Await.value(
                () -> dispatcher.find(JOB),
                "the job ends",
                state -> !(state instanceof JobState.Running
                        || state instanceof JobState.Queued
                        || state instanceof JobState.NotKnown));
    }

    private void awaitFile(String name) {
        Await.until(name + " appears", () -> Files.exists(shared().resolve(name)));
    }

    private JobState exit(String script) {
        runs(script);
        var dispatcher = open();
        dispatcher.submit(job());
        return ended(dispatcher);
    }

    @Test
    default void a_submitted_job_runs_its_program_once() throws IOException {
        var state = exit("echo ran >> \"$SHARED/ledger\"");
        assertThat(state)
                .isInstanceOfSatisfying(
                        JobState.Exited.class,
                        exited -> assertThat(exited.exitCode()).isZero());
        assertThat(shared().resolve("ledger")).hasContent("ran\n");
    }

    @Test
    default void the_programs_exit_code_is_told() {
        assertThat(exit("exit 7"))
                .isInstanceOfSatisfying(
                        JobState.Exited.class,
                        exited -> assertThat(exited.exitCode()).isEqualTo(7));
    }

    @Test
    default void a_program_ended_by_a_signal_exits_with_128_and_the_signal() {
        assertThat(exit("kill -s SEGV $$"))
                .isInstanceOfSatisfying(
                        JobState.Exited.class,
                        exited -> assertThat(exited.exitCode()).isEqualTo(139));
    }

    @Test
    default void a_program_that_somebody_killed_is_lost_and_has_not_failed() {
        assertThat(exit("echo step 1; kill -s KILL $$")).isInstanceOfSatisfying(JobState.Lost.class, lost -> {
            assertThat(lost.reason()).isEqualTo("its program was ended by somebody's signal KILL\nstep 1");
            assertThat(lost.since()).as("its hours count").isPresent();
        });
    }

    @Test
    default void the_last_words_are_those_on_standard_error() {
        assertThat(exit("echo result; for i in 1 2 3 4 5 6; do echo problem $i >&2; done; exit 1"))
                .isInstanceOfSatisfying(
                        JobState.Exited.class,
                        exited -> assertThat(exited.lastWords())
                                .isEqualTo("problem 2\nproblem 3\nproblem 4\nproblem 5\nproblem 6"));
    }

    @Test
    default void the_last_words_are_those_on_standard_output_if_there_are_no_others() {
        assertThat(exit("echo giving up; exit 1"))
                .isInstanceOfSatisfying(
                        JobState.Exited.class,
                        exited -> assertThat(exited.lastWords()).isEqualTo("giving up"));
    }

    @Test
    default void a_program_that_cannot_be_found_exits_with_127_and_a_reason() {
        assertThat(exit("exec ./no_such_program")).isInstanceOfSatisfying(JobState.Exited.class, exited -> {
            assertThat(exited.exitCode()).isEqualTo(127);
            assertThat(exited.lastWords()).contains("no_such_program", "not found");
        });
    }

    @Test
    default void a_job_never_submitted_is_not_known() {
        assertThat(open().find(JOB)).isEqualTo(new JobState.NotKnown());
        assertThat(open().logs(JOB, 10)).isEmpty();
        assertThat(open().resources(JOB)).isEmpty();
    }

    @Test
    default void all_jobs_are_told_of_in_one_answer() {
        var other = JobId.evaluation("s_trial_0002");
        exit("true");
        assertThat(open().poll(List.of(other, JOB))).containsOnlyKeys(other, JOB);
    }

    @Test
    default void a_second_submission_returns_the_same_handle_and_starts_nothing() {
        runs("echo ran >> \"$SHARED/ledger\"; while [ ! -e \"$SHARED/go\" ]; do sleep 0.01; done");
        var dispatcher = open();
        var handle = dispatcher.submit(job());
        awaitFile("ledger");
        assertThat(dispatcher.submit(job())).isEqualTo(handle);
        assertThat(open().submit(job())).isEqualTo(handle);
        assertThatCode(() -> Files.createFile(shared().resolve("go"))).doesNotThrowAnyException();
        ended(dispatcher);
        assertThat(open().submit(job())).isEqualTo(handle);
        assertThat(ended(open())).isInstanceOf(JobState.Exited.class);
        assertThat(shared().resolve("ledger")).hasContent("ran\n");
    }

    @Test
    default void what_was_started_with_other_parameters_or_another_seed_is_never_taken_for_the_job() {
        exit("true");
        var job = job();
        var overrides = new LinkedHashMap<>(job.overrides());
        overrides.put("x", 0.125);
        var others = List.of(
                new JobDefinition(
                        JOB, job.sweepId(), "t", job.args(), overrides, job.resources(), job.seed(), job.createdAt()),
                new JobDefinition(
                        JOB, job.sweepId(), "t", job.args(), job.overrides(), job.resources(), 8, job.createdAt()));
        for (var other : others) {
            assertThatThrownBy(() -> open().verify(other))
                    .isInstanceOf(DispatchException.class)
                    .hasMessageContaining("with other parameters");
            assertThatThrownBy(() -> open().submit(other)).isInstanceOf(DispatchException.class);
        }
        open().verify(job);
        open().verify(Samples.job(JobId.training("never_started")));
    }

    @Test
    default void a_job_cancelled_before_its_submission_never_starts() {
        runs("echo ran >> \"$SHARED/ledger\"");
        open().cancel(JOB);
        assertThat(open().find(JOB)).isInstanceOf(JobState.Cancelled.class);
        open().submit(job());
        assertThat(open().find(JOB)).isInstanceOf(JobState.Cancelled.class);
        assertThat(shared().resolve("ledger")).doesNotExist();
    }

    @Test
    default void a_cancelled_job_can_clean_up() {
        runs("trap 'echo saved > \"$SHARED/saved\"; exit 0' TERM; touch \"$SHARED/up\"; while :; do sleep 0.01; done");
        var dispatcher = open();
        dispatcher.submit(job());
        awaitFile("up");
        dispatcher.cancel(JOB);
        assertThat(ended(dispatcher)).isInstanceOf(JobState.Cancelled.class);
        assertThat(shared().resolve("saved")).hasContent("saved\n");
    }

    @Test
    default void a_cancelled_job_that_ignores_it_is_killed() {
        runs("trap '' TERM; touch \"$SHARED/up\"; while :; do sleep 0.01; done");
        var dispatcher = open();
        dispatcher.submit(job());
        awaitFile("up");
        dispatcher.cancel(JOB);
        assertThat(ended(dispatcher)).isInstanceOf(JobState.Cancelled.class);
    }

    @Test
    default void a_job_that_ended_by_itself_stays_so_when_it_is_cancelled() {
        var state = exit("exit 3");
        open().cancel(JOB);
        assertThat(open().find(JOB)).isEqualTo(state);
    }

    @Test
    default void a_new_dispatcher_sees_a_running_job_and_its_end() {
        runs("touch \"$SHARED/up\"; while [ ! -e \"$SHARED/go\" ]; do sleep 0.01; done; exit 4");
        try (var first = open()) {
            first.submit(job());
            awaitFile("up");
        }
        var second = open();
        assertThat(second.find(JOB)).isInstanceOf(JobState.Running.class);
        assertThatCode(() -> Files.createFile(shared().resolve("go"))).doesNotThrowAnyException();
        assertThat(ended(second))
                .isInstanceOfSatisfying(
                        JobState.Exited.class,
                        exited -> assertThat(exited.exitCode()).isEqualTo(4));
    }

    @Test
    default void a_new_dispatcher_can_cancel_a_running_job() {
        runs("touch \"$SHARED/up\"; while :; do sleep 0.01; done");
        try (var first = open()) {
            first.submit(job());
            awaitFile("up");
        }
        var second = open();
        second.cancel(JOB);
        assertThat(ended(second)).isInstanceOf(JobState.Cancelled.class);
    }

    @Test
    default void the_logs_are_the_last_lines_of_both_outputs() {
        exit("for i in 1 2 3 4 5 6 7 8 9; do echo out $i; echo err $i >&2; done");
        assertThat(open().logs(JOB, 4))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("out 8"),
                        line -> assertThat(line).endsWith("out 9"),
                        line -> assertThat(line).endsWith("err 8"),
                        line -> assertThat(line).endsWith("err 9"));
    }
}
