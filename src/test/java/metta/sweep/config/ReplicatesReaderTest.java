package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With how many seeds, and which, a file says that configurations are run.
final class ReplicatesReaderTest {
    private static Replicates read(String text) {
        return SweepConfigReader.parse("sweep.yaml", text).replicates();
    }

    private static Map<String, Object> tree(String text) {
        return Json.readTree(
                Json.write(SweepConfigReader.parse("sweep.yaml", text).toTree()));
    }

    private static TrialSeeds common(Long... seeds) {
        return TrialSeeds.of(List.of(seeds));
    }

    @Test
    void seeds_are_of_every_trial_and_replicates_of_those_they_name() {
        assertThat(read("{}")).isEqualTo(Replicates.NONE);
        assertThat(read("{seeds: 1}")).isEqualTo(Replicates.NONE);
        assertThat(read("{seeds: 3}").ofEach()).isEqualTo(3);
        assertThat(read("{seeds: [11, 0, 13]}").trial()).isEqualTo(common(11L, 0L, 13L));
        var composed = read("{seeds: [11, 12], replicates: {seeds: 5, of: top 3}}");
        assertThat(composed).isEqualTo(new Replicates(5, Optional.of(3), common(11L, 12L)));
        assertThat(List.of(composed.ofEach(), composed.most())).containsExactly(2, 5);
        var all = read("{seeds: [11, 12], replicates: 5}");
        assertThat(List.of(all.ofEach(), all.most())).containsExactly(5, 5);
        assertThat(read("{seeds: [7]}").all()).as("one seed, which is given").isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'{seeds: 3}'",
        "'{seeds: [11, 12, 13]}'",
        "'{seeds: [7]}'",
        "'{seeds: [11, 12], replicates: {seeds: 5, of: top 3}}'",
        "'{replicates: 3}'"
    })
    void what_is_written_is_read_back(String text) {
        var config = SweepConfigReader.parse("sweep.yaml", text);
        assertThat(SweepConfigReader.parse("again", Json.write(config.toTree())))
                .isEqualTo(config);
    }

    @Test
    void programs_that_do_not_know_the_key_read_sweeps_without_it() {
        assertThat(tree("{seeds: 1, replicates: 3}")).doesNotContainKey("seeds");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{seeds: 0}|seeds: must be at least 1, got 0",
                "{seeds: 1001}|seeds: must be at most 1000, got 1001",
                "{seeds: 1.5}|seeds: must be a whole number, got 1.5",
                "{seeds: many}|seeds: must be a whole number, got the text 'many'",
                "{seeds: {a: 1}}|seeds: must be a whole number, or a list of seeds; got a map",
                "{seeds: []}|seeds: must have between 1 and 1000 seeds, got 0",
                "{seeds: [1, x, 1.5]}|seeds[1]: must be a whole number, got the text 'x'",
                "{seeds: [1, x, 1.5]}|seeds[2]: must be a whole number, got 1.5",
                "{seeds: [1, -1]}|seeds[1]: must be at least 0, got -1",
                "{seeds: [4294967296]}|seeds[0]: must be at most 2147483647, got 4294967296",
                "{seeds: [3, 4, 3]}|seeds[2]: the seed 3 is there twice",
                "{seeds: 3, replicates: 3}|replicates: must be above 3, with which every trial is run by the key 'seeds', got 3",
                "{seeds: [1, 2, 3], replicates: {seeds: 2, of: top 3}}|replicates.seeds: must be above 3, with which every trial is run by the key 'seeds', got 2",
            })
    void what_cannot_be_is_refused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.path() + ": " + problem.message())
                                .contains(message));
    }

    private static String edited(String text, String key, Object value) {
        return Edit.of(tree(text), Map.of(key, value)).what();
    }

    private static void assertNotEdited(String text, Object value, String why) {
        assertThatThrownBy(() -> edited(text, "seeds", value))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining(why);
    }

    @Test
    void a_number_is_edited_and_a_list_at_its_end_alone() {
        assertThat(edited("{}", "seeds", 3L)).isEqualTo("seeds none -> 3");
        assertThat(edited("{seeds: 3}", "seeds", "+2")).isEqualTo("seeds 3 -> 5");
        assertThat(edited("{seeds: 3}", "seeds", Edit.NONE)).isEqualTo("seeds 3 -> none");
        assertThat(edited("{seeds: [1, 2]}", "seeds", List.of(1L, 2L, 9L))).isEqualTo("seeds [1,2] -> [1,2,9]");
        assertThat(edited("{seeds: [1, 2]}", "seeds", List.of(1L))).isEqualTo("seeds [1,2] -> [1]");
        assertThat(edited("{seeds: 2}", "replicates.seeds", 3L)).isEqualTo("replicates.seeds 1 -> 3");
        var end = "a list of seeds may grow or shrink at its end";
        assertNotEdited("{seeds: [1, 2]}", List.of(2L, 1L), "seeds: trials were begun with [1,2]; " + end);
        assertNotEdited("{seeds: [1, 2]}", 3L, end);
        assertNotEdited("{seeds: [1, 2]}", Edit.NONE, end);
        assertNotEdited("{}", List.of(1L), "seeds: trials were begun with seeds of their own; " + end);
        assertNotEdited("{replicates: {seeds: 3, of: top 2}}", 3L, "replicates.seeds: must be above 3");
    }
}
