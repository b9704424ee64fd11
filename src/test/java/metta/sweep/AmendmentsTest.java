package metta.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AmendmentsTest {
    private static final List<Map<String, Object>> CONFIGS = List.of(
            Map.of("budget", Map.of("max_trials", 5L), "seed", 1L),
            Map.of("budget", Map.of("max_trials", 8L), "seed", 1L),
            Map.of("budget", Map.of("max_trials", 8L), "prices", Map.of("cpu", 2L)),
            Map.of("budget", Map.of("max_trials", 5L), "seed", 2L));

    private static SweepInfo edited() {
        var sweep = SweepInfo.created("s", CONFIGS.getFirst(), Map.of(), 1, Instant.EPOCH);
        for (int edit = 1; edit < CONFIGS.size(); edit++) {
            sweep = sweep.apply(new Fact.SweepEdited(edit, CONFIGS.get(edit), "edited"));
        }
        return sweep;
    }

    @Test
    void every_configuration_that_was_ever_in_force_is_known() {
        for (int edits = 0; edits < CONFIGS.size(); edits++) {
            assertThat(edited().config(edits)).as("after %d edits", edits).contains(CONFIGS.get(edits));
        }
        assertThat(edited().config(4)).isEmpty();
        assertThat(edited().config(-1)).isEmpty();
    }

    @Test
    void of_those_that_an_earlier_version_edited_the_first_and_the_last_are() {
        var known = edited().amendments();
        var old = new Amendments(
                3,
                known.started(),
                known.paused(),
                known.reopened(),
                known.heard(),
                known.undo().subList(2, 3));
        assertThat(old.config(0, CONFIGS.get(3))).contains(CONFIGS.get(0));
        assertThat(old.config(1, CONFIGS.get(3))).isEmpty();
        assertThat(old.config(2, CONFIGS.get(3))).contains(CONFIGS.get(2));
        assertThat(old.config(3, CONFIGS.get(3))).contains(CONFIGS.get(3));
    }
}
