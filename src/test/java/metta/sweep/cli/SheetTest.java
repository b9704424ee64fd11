package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SheetTest {
    private static Map<String, Object> row(Object... keysAndValues) {
        var row = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            row.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return row;
    }

    private static String cell(Object value) {
        return Sheet.of(List.of(row("x", value))).csv().lines().toList().getLast();
    }

    @Test
    void what_lies_in_one_thing_stands_side_by_side_whichever_row_has_it() {
        var sheet = Sheet.of(List.of(
                row("id", 1L, "config", Map.of(), "end", Optional.empty()),
                row("id", 2L, "config", row("a.b", 0.5), "end", Optional.of("ok")),
                row("id", 3L, "config", row("c", "x,y"), "end", Optional.empty())));
        assertThat(sheet.csv()).isEqualTo("id,config.a.b,config.c,end\r\n1,,,\r\n2,0.5,,ok\r\n3,,\"x,y\",\r\n");
        assertThat(sheet.lines(Style.PLAIN))
                .containsExactly(
                        "id  config.a.b  config.c  end",
                        "1   -           -         -",
                        "2   0.5         -         ok",
                        "3   -           x,y       -");
        assertThat(Sheet.of(List.of()).csv()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+cmd", "-2+3", "@SUM(A1)", "  =1", "＝1", "=cmd|'/C calc'!A0", "-"})
    void text_that_a_spreadsheet_would_compute_is_shown_as_text(String text) {
        assertThat(cell(text).replaceFirst("^\"", "")).startsWith("'" + text.charAt(0));
    }

    @ParameterizedTest
    @CsvSource({"-1", "+2.5", "-1e-5", "1.0e+10", "plain", "a=b"})
    void numbers_and_ordinary_words_stay_what_they_are(String text) {
        assertThat(cell(text)).isEqualTo(text);
    }

    @Test
    void hostile_text_stays_in_its_cell_on_its_line() {
        assertThat(cell("two\nlines\u001b[2J")).isEqualTo("two\ufffdlines\ufffd[2J");
        assertThat(cell("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
        assertThat(cell(-0.5)).isEqualTo("-0.5");
        assertThat(cell(List.of(1L, 2L))).isEqualTo("\"[1,2]\"");
        assertThat(Sheet.of(List.of(row("=x", 1L))).csv()).startsWith("'=x\r\n");
        assertThat(Sheet.of(List.of(row("x", "学習率".repeat(200)), row("x", 1L))).lines(Style.PLAIN))
                .hasSize(3)
                .element(1)
                .isEqualTo("学習率".repeat(200));
    }
}
