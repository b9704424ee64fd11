package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SweepTableTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final SweepTable TABLE = new SweepTable(List.of(
            new SweepTable.Row("arena", "finished", "12/12", AT, "score = 1.901"),
            new SweepTable.Row("x".repeat(100), "interrupted", "1/1000", AT, "loss = 0.5 ± 0.01 (3 seeds)")));

    @Test
    void a_pipe_gets_all_of_it_below_its_headings() {
        assertThat(TABLE.lines(Integer.MAX_VALUE, Style.PLAIN))
                .containsExactly(
                        "sweep" + " ".repeat(96) + "state       trials  started               best",
                        "arena" + " ".repeat(96) + "finished     12/12  2026-01-02T03:04:05Z  score = 1.901",
                        "x".repeat(100) + " interrupted 1/1000  2026-01-02T03:04:05Z  loss = 0.5 ± 0.01 (3 seeds)");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 80, 100, 200})
    void no_line_is_wider_than_the_terminal(int width) {
        assertThat(TABLE.lines(width, Style.PLAIN))
                .hasSize(3)
                .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(width));
    }

    @Test
    void in_80_columns_names_are_cut_and_scores_are_not() {
        var lines = TABLE.lines(80, Style.PLAIN);
        assertThat(lines.getLast())
                .startsWith("x".repeat(20))
                .contains("… interrupted 1/1000  2026-01-02  loss = 0.5 ± 0.01 (");
    }
}
