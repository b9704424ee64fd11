package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandWordsTest {
    @Test
    void words_end_at_blanks_and_quotes_hold_them_together() {
        assertThat(CommandWords.split("  python  train.py\t--name 'a b' \"c d\"e\n f\\ g  "))
                .containsExactly("python", "train.py", "--name", "a b", "c de", "f g");
    }

    @Test
    void quotes_keep_what_posix_says_they_keep() {
        assertThat(CommandWords.split("'a\\b$x' \"a\\b\\\"\\$\\\\\" '' \"\" a''b \"x\\\ny\" p\\\nq"))
                .containsExactly("a\\b$x", "a\\b\"$\\", "", "", "ab", "xy", "pq");
    }

    @Test
    void nothing_is_expanded() {
        assertThat(CommandWords.split("$HOME $(touch x) `id` * ~ {a,b} ${args} # not-a-comment"))
                .containsExactly("$HOME", "$(touch", "x)", "`id`", "*", "~", "{a,b}", "${args}", "#", "not-a-comment");
    }

    @Test
    void nothing_gives_no_words() {
        assertThat(CommandWords.split(" \t\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a 'b", "a \"b", "a \"b\\\"", "a\\", "cd x && y", "a|b", "a; b", "a > b"})
    void what_only_a_shell_could_do_is_refused(String line) {
        assertThatThrownBy(() -> CommandWords.split(line)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void quoted_operators_are_text() {
        assertThat(CommandWords.split("sh -c 'a && b' \"|\" \\;")).containsExactly("sh", "-c", "a && b", "|", ";");
    }
}
