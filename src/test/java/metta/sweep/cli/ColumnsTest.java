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
}
