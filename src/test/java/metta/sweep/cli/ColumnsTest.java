package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ColumnsTest {
    @Test
    void wide_characters_take_two_columns_and_marks_none() {
        assertThat(Columns.of("abc")).isEqualTo(3);
        assertThat(Columns.of("学習率")).isEqualTo(6);
        assertThat(Columns.of("한글")).isEqualTo(4);
        assertThat(Columns.of("ＡＢ")).isEqualTo(4);
        assertThat(Columns.of("🚀")).isEqualTo(2);
        assertThat(Columns.of("e\u0301")).isEqualTo(1);
        assertThat(Columns.of("█░…")).isEqualTo(3);
    }

    @Test
    void what_fits_stays_as_it_is() {
        assertThat(Columns.fit("学習率", 6)).isEqualTo("学習率");
        assertThat(Columns.fit("", 0)).isEmpty();
        assertThat(Columns.fit("abc", Integer.MAX_VALUE)).isEqualTo("abc");
    }

    @Test
    void what_does_not_fit_is_cut_between_characters() {
        assertThat(Columns.fit("abcdef", 4)).isEqualTo("abc…");
        assertThat(Columns.fit("学習率", 5)).isEqualTo("学習…");
        assertThat(Columns.fit("学習率", 4)).isEqualTo("学…");
        assertThat(Columns.fit("🚀🚀🚀", 4)).isEqualTo("🚀…");
        assertThat(Columns.fit("abc", 1)).isEqualTo("…");
    }

    @Test
    void what_is_wrapped_is_broken_between_words_or_else_anywhere_and_loses_nothing() {
        assertThat(Columns.wrap("go on with it", 8)).containsExactly("go on", "with it");
        assertThat(Columns.wrap("go on with", 5)).containsExactly("go on", "with");
        assertThat(Columns.wrap("abcdef gh", 4)).containsExactly("abcd", "ef", "gh");
        assertThat(Columns.wrap("🚀🚀", 1)).containsExactly("🚀", "🚀");
        assertThat(Columns.wrap("", 4)).containsExactly("");
    }
}
