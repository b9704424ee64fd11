package metta.sweep.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {
    @TempDir
    private Path folder;

    private List<String> tail(String text, int count) throws IOException {
        return LogTail.lines(Files.writeString(folder.resolve("stdout.log"), text), count);
    }

    @Test
    void the_last_lines_are_shown_oldest_first_without_blank_ones() throws IOException {
        assertThat(tail("a\nb\n\nc\n \n", 2)).containsExactly("b", "c");
        assertThat(tail("a\nb\n", 0)).isEmpty();
        assertThat(LogTail.lines(folder.resolve("nosuch"), 2)).isEmpty();
    }

    @Test
    void a_line_of_which_only_the_end_was_read_says_so() throws IOException {
        var huge = "first\n" + "x".repeat(20_000_000) + "end\n";
        var cut = "(the beginning of this line is left out) …" + "x".repeat(497) + "end";
        assertThat(tail(huge + "last\n", 2)).containsExactly(cut, "last");
        assertThat(tail(huge, 2)).containsExactly(cut);
        assertThat(tail(huge + "last\n", 1)).containsExactly("last");
    }

    @Test
    void a_long_line_says_that_its_rest_is_left_out() throws IOException {
        assertThat(tail("y".repeat(501) + "\n", 2))
                .containsExactly("y".repeat(500) + "… (the rest of this line is left out)");
        assertThat(tail("y".repeat(500) + "\n", 2)).containsExactly("y".repeat(500));
    }

    @Test
    void of_a_bar_that_was_drawn_many_times_its_last_state_is_shown_whole() throws IOException {
        assertThat(tail("step 1 of 2\r".repeat(10_000) + "step 2 of 2\nlast\n", 2))
                .containsExactly("step 2 of 2", "last");
    }

    @Test
    void a_character_that_was_cut_in_two_is_not_shown() throws IOException {
        assertThat(tail("é".repeat(10_000) + "\n" + "z".repeat(16_201) + "\n", 2))
                .hasSize(2)
                .first()
                .isEqualTo("(the beginning of this line is left out) …" + "é".repeat(90));
    }
}
