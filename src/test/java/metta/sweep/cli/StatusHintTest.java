package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import metta.sweep.Owner;
import metta.sweep.process.Machine;
import org.junit.jupiter.api.Test;

final class StatusHintTest {
    private static final Machine HERE = Machine.here();

    private static String hint(String host, String bootId, long pid) {
        return Standing.hint(Optional.of(new Owner(host, bootId, pid, NOW)), HERE);
    }

    @Test
    void a_controller_that_lives_or_cannot_be_judged_from_here_runs_the_sweep() {
        long self = ProcessHandle.current().pid();
        assertThat(hint(HERE.host(), HERE.bootId(), self)).startsWith("run by process " + self + " on " + HERE.host());
        assertThat(hint("elsewhere", "another boot", 1)).startsWith("run by process 1 on elsewhere");
        assertThat(hint("a container", HERE.bootId(), Integer.MAX_VALUE)).startsWith("run by ");
    }

    @Test
    void a_controller_that_was_killed_is_gone() throws IOException, InterruptedException {
        var process = new ProcessBuilder("true").start();
        process.waitFor();
        assertThat(hint(HERE.host(), HERE.bootId(), process.pid()))
                .startsWith("it was run by process " + process.pid())
                .endsWith("which is gone; go on with the command that started it");
    }

    @Test
    void where_nobody_holds_the_sweep_it_is_said() {
        assertThat(Standing.hint(Optional.empty(), HERE))
                .isEqualTo("nobody runs it; go on with the command that started it");
    }
}
