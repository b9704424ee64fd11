package metta.sweep.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import metta.sweep.JobId;
import metta.sweep.JobState;
import metta.sweep.process.ProcessStat;
import metta.sweep.testing.Await;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How jobs end on this machine: by themselves, by a signal, cancelled, or with those who started them gone.
final class LocalEndingsTest {
    private static final JobId JOB = DispatcherContract.JOB;

    @TempDir
    Path folder;

    private LocalBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new LocalBench(folder);
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    @Test
    void the_exit_code_survives_signals_to_the_supervisor() throws IOException {
        bench.runs("touch \"$SHARED/up\"; while [ ! -e \"$SHARED/go\" ]; do sleep 0.01; done; exit 5");
        bench.open().submit(Samples.job(JOB));
        bench.awaitFile("up");
        ProcessStat.read(bench.supervisor(JOB).pid()).orElseThrow().terminate();
        Files.createFile(bench.shared().resolve("go"));
        assertThat(bench.awaitExit(JOB).exitCode()).isEqualTo(5);
    }

    @Test
    void a_job_whose_own_path_has_no_shell_is_started_all_the_same() {
        assertThat(bench.environment("PATH", "/nowhere")
                        .exitOf(JOB, "/bin/echo")
                        .code())
                .isZero();
    }

    @Test
    void a_program_whose_supervisor_was_killed_is_ended_and_lost() {
        bench.runs("sh -c 'trap \"\" TERM; while :; do sleep 0.01; done' & touch \"$SHARED/up\"; wait");
        var dispatcher = bench.open();
        dispatcher.submit(Samples.job(JOB));
        bench.awaitFile("up");
        assertThat(bench.family(JOB)).hasSizeGreaterThan(1);
        ProcessStat.read(bench.supervisor(JOB).pid()).orElseThrow().kill();
        var state =
                Await.value(() -> dispatcher.find(JOB), "the job is lost", each -> !(each instanceof JobState.Running));
        assertThat(state).isInstanceOf(JobState.Lost.class);
        assertThat(bench.family(JOB)).isEmpty();
        bench.awaitNoSupervisors();
    }

    @Test
    void no_grandchild_outlives_a_cancelled_job() {
        bench.runs("setsid sh -c 'trap \"\" TERM; touch \"$SHARED/far\"; while :; do sleep 0.01; done' & "
                + "sh -c 'trap \"\" TERM; touch \"$SHARED/near\"; while :; do sleep 0.01; done' & wait");
        var dispatcher = bench.open();
        dispatcher.submit(Samples.job(JOB));
        bench.awaitFile("far");
        bench.awaitFile("near");
        var family = bench.family(JOB);
        dispatcher.cancel(JOB);
        Await.until(
                "all processes end",
                () -> family.stream()
                        .noneMatch(each -> ProcessStat.read(each.pid())
                                .filter(now -> now.alive() && now.startTicks() == each.startTicks())
                                .isPresent()));
        Await.value(() -> dispatcher.find(JOB), "the job ends", JobState.Cancelled.class::isInstance);
    }

    @Test
    void what_a_program_leaves_behind_goes_with_it() {
        bench.runs(
                "sh -c 'touch \"$SHARED/up\"; while :; do sleep 0.01; done' & while [ ! -e \"$SHARED/up\" ]; do sleep 0.01; done");
        bench.open().submit(Samples.job(JOB));
        assertThat(bench.awaitExit(JOB).exitCode()).isZero();
        bench.awaitNoSupervisors();
        assertThat(bench.family(JOB)).isEmpty();
    }

    @Test
    void a_cancelled_job_has_not_ended_while_something_of_it_lives() {
        bench.runs("setsid sh -c 'trap \"\" TERM; touch \"$SHARED/far\"; while :; do sleep 0.01; done' & wait");
        var dispatcher = bench.open();
        dispatcher.submit(Samples.job(JOB));
        bench.awaitFile("far");
        var family = bench.family(JOB);
        dispatcher.cancel(JOB);
        Await.value(() -> dispatcher.find(JOB), "the job ends", JobState.Cancelled.class::isInstance);
        dispatcher.close();
        assertThat(family)
                .as("nobody ends it once the controller has gone")
                .noneMatch(each -> ProcessStat.read(each.pid())
                        .filter(now -> now.alive() && now.startTicks() == each.startTicks())
                        .isPresent());
    }

    @Test
    void what_a_cancelled_program_started_is_asked_to_end_once_and_has_the_same_grace() throws IOException {
        bench.runs("sh -c 'trap \"echo asked >>$SHARED/asked\" TERM; touch $SHARED/up; while :; do :; done'; true");
        var dispatcher = bench.open();
        dispatcher.submit(Samples.job(JOB));
        bench.awaitFile("up");
        dispatcher.cancel(JOB);
        Await.value(() -> dispatcher.find(JOB), "the job ends", JobState.Cancelled.class::isInstance);
        bench.awaitNoSupervisors();
        assertThat(bench.shared().resolve("asked")).hasContent("asked");
    }

    @Test
    void a_job_has_not_ended_before_what_it_leaves_behind_has() {
        bench.runs("sh -c 'trap \"\" TERM; touch \"$SHARED/up\"; while :; do sleep 0.01; done' & "
                + "while [ ! -e \"$SHARED/up\" ]; do sleep 0.01; done");
        bench.open().submit(Samples.job(JOB));
        assertThat(bench.awaitExit(JOB).exitCode()).isZero();
        assertThat(bench.family(JOB)).as("its GPUs go to the next job now").isEmpty();
    }

    @Test
    void a_new_dispatcher_goes_on_with_an_old_cancellation() throws IOException {
        bench.runs("trap '' TERM; touch \"$SHARED/up\"; while :; do sleep 0.01; done");
        var dispatcher = bench.open();
        dispatcher.submit(Samples.job(JOB));
        bench.awaitFile("up");
        Files.writeString(bench.workspace().attempt(JOB).resolve("cancel"), "at=2020-01-01T00:00:00Z\n");
        dispatcher.close();
        var next = bench.open();
        assertThat(Await.value(() -> next.find(JOB), "the job ends", each -> !(each instanceof JobState.Running)))
                .isInstanceOf(JobState.Cancelled.class);
    }

    @Test
    void jobs_live_on_when_the_process_that_started_them_is_killed() throws IOException, InterruptedException {
        bench.runs("touch \"$SHARED/up\"; while [ ! -e \"$SHARED/go\" ]; do sleep 0.01; done; exit 6");
        var starter = bench.startFromAnotherJvm(JOB);
        bench.awaitFile("up");
        starter.destroyForcibly().waitFor();
        var dispatcher = bench.open();
        assertThat(dispatcher.find(JOB)).isInstanceOf(JobState.Running.class);
        int before = bench.wakeUps();
        Files.createFile(bench.shared().resolve("go"));
        assertThat(bench.awaitExit(JOB).exitCode()).isEqualTo(6);
        Await.until("the dispatcher notices the adopted job's end", () -> bench.wakeUps() > before);
    }

    @Test
    void the_end_of_a_job_wakes_the_controller() {
        bench.runs("true");
        bench.open().submit(Samples.job(JOB));
        Await.until("it is told", () -> bench.wakeUps() > 0);
        assertThat(bench.open().find(JOB)).isInstanceOf(JobState.Exited.class);
    }
}
