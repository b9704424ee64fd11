package metta.sweep.cli;

import static metta.sweep.config.OutcomeConstraint.atMost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.config.Metric;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Test;

/// What earlier sweeps are taken to say of bounds.
final class TranslationTest {
    private static final Translation TRANSLATION = new Translation(
            SweepConfigReader.parse("test", "parameters: {x: {min: 0, max: 99}}")
                    .space(),
            List.of(new Metric("score")),
            List.of(atMost("ms", 50)),
            Map.of());

    private static Observation trial(int number, double score, Map<String, Double> others) {
        var scores = new LinkedHashMap<String, Double>();
        scores.put("score", score);
        scores.putAll(others);
        return new Observation(
                "s_" + number,
                number,
                1,
                Configuration.of(Map.of("x", number)),
                scores,
                1,
                1,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void what_is_bounded_is_taken_over_where_a_trial_has_it() {
        var trials = List.of(trial(1, 0.5, Map.of("ms", 60.0, "other", 1.0)), trial(2, 0.75, Map.of()));
        var lessons = TRANSLATION.of("s", trials, 10).lessons();
        assertThat(lessons).hasSize(2);
        assertThat(lessons.getFirst().scores()).containsExactly(entry("score", 0.5), entry("ms", 60.0));
        assertThat(lessons.getLast().scores()).containsExactly(entry("score", 0.75));
    }

    @Test
    void of_too_many_those_that_keep_the_bounds_are_the_best() {
        var trials = IntStream.rangeClosed(1, 20)
                .mapToObj(number -> trial(number, number, Map.of("ms", number <= 3 ? 40.0 : 60.0)))
                .toList();
        var kept = TRANSLATION.of("s", trials, 6);
        assertThat(kept.lessons())
                .extracting(each -> each.scores().get("score"))
                .hasSize(6)
                .startsWith(1.0, 2.0, 3.0);
    }
}
