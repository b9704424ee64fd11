package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TerminalTest {
    @Test
    void a_terminal_has_colours_and_as_many_columns_as_it_says() {
        var terminal = Captured.terminal(132).terminal;
        assertThat(terminal.interactive()).isTrue();
        assertThat(terminal.width()).isEqualTo(132);
        assertThat(terminal.style().on()).isTrue();
    }

    @Test
    void a_terminal_has_as_many_lines_as_it_says_and_a_pipe_has_no_end() {
        var environment = Map.of("TERM", "xterm", "COLUMNS", "80", "LINES", "50");
        assertThat(Captured.terminal(environment).terminal.height()).isEqualTo(50);
        assertThat(Captured.terminal(Map.of("TERM", "xterm", "LINES", "0"))
                        .terminal
                        .height())
                .isPositive();
        assertThat(Captured.pipe().terminal.height()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void what_a_terminal_says_of_its_size_counts_only_where_it_has_one() {
        assertThat(Terminal.Size.of("24 80")).contains(new Terminal.Size(24, 80));
        for (var words :
                List.of("", "0 0", "24", "24 0", "0 80", "-1 80", "24 99999", "stty: no tty", "\u001b[2J 80")) {
            assertThat(Terminal.Size.of(words)).as(words).isEmpty();
        }
    }

    @Test
    void no_color_means_no_colour_unless_it_is_empty() {
        assertThat(styled(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
        assertThat(styled(Map.of("TERM", "xterm", "NO_COLOR", "0"))).isFalse();
        assertThat(styled(Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
    }

    private static boolean styled(Map<String, String> environment) {
        return Captured.terminal(environment).terminal.style().on();
    }

    @Test
    void a_dumb_terminal_is_not_drawn_on() {
        assertThat(Captured.terminal(Map.of("TERM", "dumb")).terminal.interactive())
                .isFalse();
        assertThat(Captured.terminal(Map.of()).terminal.interactive()).isFalse();
    }

    @Test
    void a_pipe_gets_whole_lines_without_colour() {
        var terminal = Captured.pipe().terminal;
        assertThat(terminal.interactive()).isFalse();
        assertThat(terminal.style()).isEqualTo(Style.PLAIN);
        assertThat(terminal.width()).isGreaterThan(100_000);
    }
}
