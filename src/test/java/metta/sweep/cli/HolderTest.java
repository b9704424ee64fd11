package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import metta.sweep.Owner;
import metta.sweep.process.Machine;
import org.junit.jupiter.api.Test;

final class HolderTest {
    private static final Machine HERE = Machine.here();

    private static Holder holder(String host, String bootId, String pidNamespace, long pid) {
        return Holder.of(Optional.of(new Owner(host, bootId, Optional.of(pidNamespace), pid, NOW)), HERE);
    }

    @Test
    void a_controller_that_lives_runs_the_sweep() {
        long self = ProcessHandle.current().pid();
        var holder = holder(HERE.host(), HERE.bootId(), HERE.pidNamespace(), self);
        assertThat(holder.words())
                .isEqualTo("run by process %d on %s since 2026-01-02T03:04:05Z".formatted(self, HERE.host()));
        assertThat(holder.tree())
                .containsEntry("state", "running")
                .containsEntry("host", Optional.of(HERE.host()))
                .containsEntry("pid", Optional.of(self))
                .containsEntry("since", Optional.of(NOW.toString()));
    }

    @Test
    void what_cannot_be_judged_from_here_is_not_called_gone() {
        var elsewhere = holder("elsewhere", "another boot", HERE.pidNamespace(), 1);
        var otherBoot = holder(HERE.host(), "another boot", HERE.pidNamespace(), Integer.MAX_VALUE);
        var container = holder("a container", HERE.bootId(), "pid:[1]", Integer.MAX_VALUE);
        var sameName = holder(HERE.host(), HERE.bootId(), "pid:[1]", Integer.MAX_VALUE);
        var older = Holder.of(Optional.of(new Owner(HERE.host(), HERE.bootId(), Integer.MAX_VALUE, NOW)), HERE);
        for (var holder : new Holder[] {elsewhere, otherBoot, container, sameName, older}) {
            assertThat(holder.words())
                    .startsWith("run by process ")
                    .endsWith("; whether it still lives cannot be told from here");
            assertThat(holder.tree()).containsEntry("state", "unknown");
        }
    }

    @Test
    void a_controller_that_was_killed_is_gone() throws IOException, InterruptedException {
        var process = new ProcessBuilder("true").start();
        process.waitFor();
        var holder = holder(HERE.host(), HERE.bootId(), HERE.pidNamespace(), process.pid());
        assertThat(holder.words())
                .startsWith("it was run by process " + process.pid())
                .endsWith("which is gone; go on with the command that started it");
        assertThat(holder.tree()).containsEntry("state", "gone").containsEntry("pid", Optional.of(process.pid()));
    }

    @Test
    void where_nobody_holds_the_sweep_it_is_said() {
        var nobody = Holder.of(Optional.empty(), HERE);
        assertThat(nobody.words()).isEqualTo("nobody runs it; go on with the command that started it");
        assertThat(nobody.tree()).containsEntry("state", "none").containsEntry("host", Optional.empty());
    }
}
