package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.Precedent;
import metta.sweep.json.Json;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WarmStartReaderTest {
    private static SweepConfig parse(String text) {
        return SweepConfigReader.parse("sweep.yaml", "warm_start: " + text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {weight: 1}                | 'from' is missing
            {from: []}                 | name one sweep at least
            {from: [a, a]}             | the sweep 'a' is there twice
            {from: [../a]}             | a sweep's name is at most 100 letters
            {from: a, weight: 1.5}     | must be from 0 to 1, got 1.5
            {from: a, wait: 1}         | unknown key 'wait'
            {from: a, taken: [{}]}     | 'sweep' is missing
            """)
    void what_cannot_be_learnt_from_is_refused(String text, String message) {
        assertThatThrownBy(() -> parse(text)).hasMessageContaining(message);
    }

    @Test
    void one_name_will_do_and_everything_counts_where_nothing_is_said() {
        assertThat(parse("{from: a}").warmStart()).isEqualTo(new WarmStart(List.of("a"), 1, List.of()));
        assertThat(SweepConfigReader.parse("sweep.yaml", "{}").warmStart()).isEqualTo(WarmStart.NONE);
    }

    @Test
    void what_was_taken_over_is_kept_with_the_sweep() {
        var lesson = new Precedent.Lesson(
                Configuration.of(Map.of("model.kind", "no", "lr", 0.1, "on", true, "depth", 3L)),
                Map.of("eval/score", -1.5e300));
        var leftOut = new LinkedHashMap<>(Map.of("that failed", 3));
        var config = parse("{from: [a, b], weight: 0.5}");
        var taken = config.warmStart().taking(List.of(new Precedent("a", List.of(lesson), leftOut)));
        var tree = config.toTree();
        tree.put("warm_start", taken.toTree());
        assertThat(SweepConfigReader.parse("kept", Json.write(tree)).warmStart())
                .isEqualTo(taken);
    }
}
