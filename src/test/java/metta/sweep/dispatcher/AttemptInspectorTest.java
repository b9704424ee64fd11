package metta.sweep.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import metta.sweep.JobState;
import metta.sweep.process.Machine;
import metta.sweep.process.ProcessIdentity;
import metta.sweep.process.ProcessStat;
import metta.sweep.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttemptInspectorTest {
    private static final Machine HERE = Machine.here();

    @TempDir
    Path folder;

    @Test
    void a_claim_from_another_machine_cannot_be_judged_from_here() throws IOException {
        assertThat(claimedOn(new Machine("elsewhere", "boot", "pid:[1]", "")))
                .isInstanceOfSatisfying(
                        JobState.Unreachable.class,
                        state -> assertThat(state.reason()).contains("elsewhere"));
    }

    @Test
    void a_claim_from_another_container_of_this_machine_cannot_be_judged_from_here() throws IOException {
        assertThat(claimedOn(new Machine(HERE.host(), HERE.bootId(), "pid:[1]", HERE.id())))
                .isInstanceOf(JobState.Unreachable.class);
    }

    @Test
    void a_claim_from_before_a_restart_is_lost() throws IOException {
        claimedOn(new Machine(HERE.host(), "boot", "pid:[1]", HERE.id()));
        var before = FileTime.from(Machine.upSince().minusSeconds(60));
        Files.setLastModifiedTime(folder.resolve("claim"), before);
        assertThat(state()).isInstanceOfSatisfying(JobState.Lost.class, lost -> {
            assertThat(lost.reason()).isEqualTo("the machine was restarted");
            assertThat(lost.since()).as("its hours count").isPresent();
            assertThat(lost.until())
                    .as("until then")
                    .contains(before.toInstant().plusSeconds(10));
        });
    }

    @Test
    void another_machine_may_have_the_same_name() throws IOException {
        assertThat(claimedOn(new Machine(HERE.host(), "boot", "pid:[1]", "")))
                .as("a claim that was taken while this machine was up in another boot")
                .isInstanceOfSatisfying(
                        JobState.Unreachable.class,
                        state -> assertThat(state.reason()).contains("another machine that is called"));
    }

    @Test
    void a_process_id_used_again_is_not_the_supervisor() throws IOException {
        assertThat(claimedBy(new ProcessIdentity(ProcessHandle.current().pid(), 1, HERE)))
                .isInstanceOf(JobState.Lost.class);
    }

    @Test
    void a_supervisor_that_lives_means_running() throws IOException {
        assertThat(claimedBy(ProcessIdentity.current())).isInstanceOf(JobState.Running.class);
    }

    @Test
    void a_zombie_is_no_supervisor() throws IOException {
        // The shell becomes a program that never looks after its child, which ends then and stays a zombie.
        var child = "until read -r name </proc/$PPID/comm && [ \"$name\" = sleep ]; do :; done";
        var parent = new ProcessBuilder("sh", "-c", "sh -c '" + child + "' & echo $!; exec sleep 60").start();
        try (var output = parent.inputReader()) {
            long pid = Long.parseLong(output.readLine());
            var zombie = Await.value(
                    () -> ProcessStat.read(pid),
                    "it is a zombie",
                    stat -> stat.orElseThrow().state() == 'Z');
            assertThat(claimedBy(new ProcessIdentity(pid, zombie.orElseThrow().startTicks(), HERE)))
                    .isInstanceOf(JobState.Lost.class);
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void a_program_that_failed_on_a_full_disk_is_not_to_blame() throws IOException {
        claimedBy(ProcessIdentity.current());
        Files.writeString(folder.resolve("stderr.log"), "cannot save\n");
        Files.writeString(
                folder.resolve("exit"), "pid=1\nstartTicks=2\n\ncode=1\nby=program\ndisk=full\n0m0.00s 0m0.00s\n");
        assertThat(state())
                .isInstanceOfSatisfying(
                        JobState.Lost.class,
                        lost -> assertThat(lost.reason())
                                .isEqualTo("the disk was full when its program ended, with exit code 1\ncannot save"));
    }

    @Test
    void an_exit_file_that_is_empty_or_unfinished_counts_for_nothing() throws IOException {
        claimedBy(ProcessIdentity.current());
        for (var content : new String[] {"", "code=", "pid=1\nstartTicks=2\n", "code=0\nby=prog"}) {
            Files.writeString(folder.resolve("exit"), content);
            assertThat(state()).as(content).isInstanceOf(JobState.Running.class);
        }
    }

    @Test
    void an_unreadable_claim_is_lost_and_never_running() throws IOException {
        Files.createFile(folder.resolve("claim"));
        assertThat(state()).isInstanceOf(JobState.Lost.class);
    }

    @Test
    void a_job_that_was_to_end_and_died_with_its_supervisor_counts_as_cancelled() throws IOException {
        Files.writeString(folder.resolve("cancel"), "at=2020-01-01T00:00:00Z\n");
        assertThat(claimedBy(new ProcessIdentity(ProcessHandle.current().pid(), 1, HERE)))
                .isInstanceOf(JobState.Cancelled.class);
    }

    private JobState claimedOn(Machine machine) throws IOException {
        return claimedBy(new ProcessIdentity(1, 1, machine));
    }

    private JobState claimedBy(ProcessIdentity supervisor) throws IOException {
        var machine = supervisor.machine();
        Files.writeString(
                folder.resolve("claim"),
                "by=supervisor\npid=%d\nstartTicks=%d\nbootId=%s\nhost=%s\npidNamespace=%s\nmachineId=%s\n"
                        .formatted(
                                supervisor.pid(),
                                supervisor.startTicks(),
                                machine.bootId(),
                                machine.host(),
                                machine.pidNamespace(),
                                machine.id()));
        return state();
    }

    private JobState state() {
        return new AttemptInspector(HERE).state(new Attempt(folder));
    }
}
