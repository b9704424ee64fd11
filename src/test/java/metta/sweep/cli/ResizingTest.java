package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import metta.sweep.cli.Terminal.Size;
import org.junit.jupiter.api.Test;

final class ResizingTest {
    private static final Terminal TERMINAL =
            Captured.terminal(Map.of("TERM", "xterm", "COLUMNS", "80", "LINES", "24")).terminal;
    private Instant now = NOW;
    private Optional<Size> size = Optional.of(new Size(50, 132));

    @Test
    void a_terminal_keeps_what_its_environment_says_until_its_window_gets_another_size() {
        var resizing = new Resizing(TERMINAL, () -> size, () -> now);
        now = now.plusSeconds(1);
        assertThat(resizing.now()).isEqualTo(TERMINAL);
        size = Optional.of(new Size(50, 200));
        assertThat(resizing.now()).as("within the second").isEqualTo(TERMINAL);
        now = now.plusSeconds(1);
        assertThat(resizing.now()).isEqualTo(TERMINAL.at(new Size(50, 200)));
        size = Optional.empty();
        now = now.plusSeconds(1);
        assertThat(resizing.now().width())
                .as("where it cannot be asked any more")
                .isEqualTo(200);
        size = Optional.of(new Size(50, 132));
        now = now.plusSeconds(1);
        assertThat(resizing.now().width()).isEqualTo(132);
    }

    @Test
    void a_pipe_is_not_asked() {
        var pipe = Captured.pipe().terminal;
        var resizing = new Resizing(pipe, () -> size, () -> now);
        size = Optional.of(new Size(10, 10));
        now = now.plusSeconds(1);
        assertThat(resizing.now()).isEqualTo(pipe);
    }
}
