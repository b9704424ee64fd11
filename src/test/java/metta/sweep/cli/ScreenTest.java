package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ScreenTest {
    private final Captured captured = Captured.terminal(80);
    private final Screen screen = new Screen(captured.terminal);

    @Test
    void lines_are_drawn_over_those_before() {
        screen.draw(List.of("a", "b"));
        screen.draw(List.of("c"));
        screen.clear();
        assertThat(captured.err()).isEqualTo("a\nb\n\r\u001b[2A\u001b[Jc\n\r\u001b[1A\u001b[J");
        assertThat(captured.out()).isEmpty();
    }

    @Test
    void a_line_that_stays_takes_the_place_of_the_picture_which_is_drawn_below_it() {
        screen.draw(List.of("a"));
        screen.say("it stays");
        screen.draw(List.of("a"));
        assertThat(captured.err()).isEqualTo("a\n\r\u001b[1A\u001b[Jit stays\na\n");
    }

    @Test
    void no_more_is_drawn_than_can_be_drawn_over() {
        var low = Captured.terminal(Map.of("TERM", "xterm", "COLUMNS", "80", "LINES", "3"));
        var lowScreen = new Screen(low.terminal);
        lowScreen.draw(List.of("a", "b", "c"));
        lowScreen.clear();
        assertThat(low.err()).isEqualTo("a\nb\n\r\u001b[2A\u001b[J");
    }

    @Test
    void what_was_drawn_on_a_wider_terminal_is_broken_into_more_rows() {
        screen.draw(List.of(new Style(true).bold("x".repeat(80)), "", "y".repeat(41)));
        screen.on(captured.terminal.at(new Terminal.Size(24, 40)));
        screen.draw(List.of("a"));
        screen.on(captured.terminal);
        screen.clear();
        assertThat(captured.err()).endsWith("\n\r\u001b[5A\u001b[Ja\n\r\u001b[1A\u001b[J");
    }

    /// Whoever presses Ctrl-C is told how to come back, whatever the controller is about to draw.
    @Test
    void what_is_said_at_the_end_is_neither_erased_nor_drawn_over() {
        screen.draw(List.of("a"));
        screen.leave("come back");
        screen.draw(List.of("b"));
        screen.clear();
        assertThat(captured.err()).isEqualTo("a\n\r\u001b[1A\u001b[Jcome back\n");
    }

    @Test
    void a_screen_that_was_never_drawn_on_is_left_alone() {
        screen.clear();
        assertThat(captured.err()).isEmpty();
    }
}
