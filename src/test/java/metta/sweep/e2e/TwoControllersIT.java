package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Coming and going: a second controller, Ctrl-C, coming back, and the end by hand.
final class TwoControllersIT {
    @TempDir
    private Path folder;

    private Metta metta;
    private Path home;

    @BeforeEach
    void setUp() throws IOException {
        metta = new Metta(folder);
        home = metta.recipe("long", """
                echo $$ >"$METTA_RUN_DIR/pid"
                until [ -e "$METTA_RUN_DIR/../go" ]; do sleep 0.05; done
                echo '{"score": 1}' >>"$METTA_METRICS_FILE"
                """);
    }

    private Metta.Running running() throws IOException, InterruptedException {
        var controller = metta.startGrid(home, "1");
        Metta.await(
                "the training is told to have started", () -> controller.err().contains("long_trial_0001 started"));
        return controller;
    }

    private ProcessHandle training() throws InterruptedException {
        var pid = metta.sweeps().resolve("long/long_trial_0001/pid");
        Metta.await("the training runs", () -> pid.toFile().length() > 0);
        return ProcessHandle.of(Long.parseLong(Metta.read(pid).strip())).orElseThrow();
    }

    @Test
    void a_second_controller_is_refused_and_told_who_runs_the_sweep() throws Exception {
        var first = running();
        var second = metta.startGrid(home, "1").end();
        assertThat(second.exitCode()).isEqualTo(5);
        assertThat(second.err())
                .startsWith("metta: sweep long is being run by process %d on "
                        .formatted(first.process().pid()))
                .contains(
                        "watch it with `metta sweep status long --watch`, end it with `metta sweep stop long`, or take it from there with `--takeover`");
        letGo();
        assertThat(first.end().exitCode()).isZero();
        assertThat(metta.startedJobs("long")).containsExactly("long_trial_0001");
    }

    @Test
    void an_interrupt_leaves_the_jobs_running_and_the_same_command_comes_back_to_them() throws Exception {
        var first = running();
        signal("INT", first);
        var left = first.end();
        assertThat(left.exitCode()).isEqualTo(130);
        assertThat(left.err())
                .contains(
                        "metta: left sweep long; jobs that run go on by themselves.\nCome back with: metta sweep start %s"
                                        .formatted(home)
                                + " --grid x=1 --parallel 1\nEnd it with: metta sweep stop long\n")
                .doesNotContain("Exception", "did not come to rest");
        assertThat(training().isAlive()).isTrue();
        assertThat(metta.run("status", "long").err())
                .contains("nobody runs it; go on with: metta sweep start %s --grid x=1".formatted(home));
        assertThat(String.valueOf(metta.run("status", "long", "--json").json().get("controller")))
                .contains("state=none", "host=null");

        var second = metta.startGrid(home, "1");
        letGo();
        var back = second.end();
        assertThat(back.exitCode()).isZero();
        assertThat(back.err()).contains("Going on with long: 0 of 1 trials ended, 1 not yet.\n");
        assertThat(metta.startedJobs("long")).containsExactly("long_trial_0001");
    }

    @Test
    void stop_ends_the_sweep_and_its_jobs_through_the_controller_that_runs_it() throws Exception {
        var controller = running();
        var training = training();
        var stopped = metta.run("stop", "long", "--reason", "enough");
        assertThat(stopped.exitCode()).as(stopped.err()).isZero();
        assertThat(stopped.out()).startsWith("Sweep long stopped by ").endsWith(": enough\n");
        assertThat(controller.end().exitCode()).isEqualTo(1);
        assertThat(training).matches(each -> !each.isAlive());
        assertThat(metta.runs("long").getFirst()).containsEntry("status", "STOPPED");
    }

    @Test
    void a_controller_that_was_stopped_and_taken_over_changes_nothing_when_it_goes_on() throws Exception {
        var first = running();
        signal("STOP", first);
        var second = metta.startGrid(home, "1", "--takeover");
        Metta.await(
                "the second has the lease",
                () -> second.err()
                        .contains("metta: taken from process %d on "
                                .formatted(first.process().pid())));
        signal("CONT", first);
        var deposed = first.end();
        assertThat(deposed.exitCode()).as(deposed.err()).isEqualTo(5);
        assertThat(deposed.err())
                .contains("was taken over by process %d on "
                        .formatted(second.process().pid()));
        Metta.await("the second goes on", () -> second.err().contains("Going on with long"));
        letGo();
        assertThat(second.end().exitCode()).isZero();
        assertThat(metta.startedJobs("long")).containsExactly("long_trial_0001");
    }

    private static void signal(String name, Metta.Running controller) throws IOException, InterruptedException {
        var pid = Long.toString(controller.process().pid());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    private void letGo() throws IOException {
        Files.createFile(metta.sweeps().resolve("long/go"));
    }
}
