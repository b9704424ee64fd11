package metta.sweep.cli;

import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import metta.sweep.Fact;
import metta.sweep.HookEvent;
import metta.sweep.Hooks;
import metta.sweep.JobId;
import metta.sweep.RunInfo;
import metta.sweep.process.ProcessStat;
import metta.sweep.testing.Await;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hooks as real commands.
final class CommandHooksTest {
    private static final JobId JOB = JobId.training(RunInfo.id(SWEEP, 1));

    @TempDir
    Path folder;

    private static HookEvent event() {
        var run = RunInfo.created(SWEEP, Samples.init(1)).apply(new Fact.RecordJob(Samples.job(JOB)));
        return HookEvent.of(HookEvent.Kind.JOB_DISPATCH, run, run.job(JOB).orElseThrow());
    }

    private void run(Duration longest, String script) {
        var commands = Map.of(HookEvent.Kind.JOB_DISPATCH, List.of("sh", "-c", script));
        new CommandHooks(commands, folder, Map.of("PATH", "/usr/bin:/bin", "SERVICE_KEY", "given"), longest)
                .run(event());
    }

    @Test
    void a_command_learns_what_happened_and_its_output_is_kept() throws IOException {
        run(ShortCommand.LONGEST, "echo $METTA_EVENT of $METTA_JOB in $METTA_SWEEP_ID; echo $METTA_EVENT_ID >&2");
        assertThat(folder.resolve("hooks.log"))
                .hasContent("job_dispatch of %s in %s%n%s".formatted(JOB.name(), SWEEP, event().id()));
    }

    @Test
    void a_command_inherits_what_it_is_given_and_nothing_else_of_this_process() throws IOException {
        assertThat(System.getenv()).containsKey("HOME");
        run(ShortCommand.LONGEST, "echo $SERVICE_KEY; env | grep -c ^HOME=; true");
        assertThat(folder.resolve("hooks.log")).hasContent("given\n0");
    }

    @Test
    void a_command_that_fails_says_how_and_where_to_look() {
        assertThatThrownBy(() -> run(ShortCommand.LONGEST, "exit 3"))
                .isInstanceOf(Hooks.HookException.class)
                .hasMessage("the hook for %s failed: it ended with exit code 3; see %s"
                        .formatted(event().id(), folder.resolve("hooks.log")));
    }

    @Test
    void a_command_that_takes_too_long_is_ended_with_all_that_it_started() throws IOException {
        assertThatThrownBy(() -> run(Duration.ofSeconds(1), "(sleep 1000 & echo $!); sleep 1000"))
                .isInstanceOf(Hooks.HookException.class)
                .hasMessageEndingWith("it did not end within 1 s");
        long child =
                Long.parseLong(Files.readString(folder.resolve("hooks.log")).strip());
        Await.until(
                "the child's end",
                () -> ProcessStat.read(child).filter(ProcessStat::alive).isEmpty());
    }
}
