package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import metta.sweep.Ordered;
import metta.sweep.SweepException;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigFileTest {
    @TempDir
    private Path folder;

    private ConfigFile file(String text) throws IOException {
        return new ConfigFile(Files.writeString(folder.resolve("base.yaml"), text));
    }

    @Test
    void values_go_to_their_dotted_paths_and_everything_else_stays() throws IOException {
        Map<String, Object> named = Ordered.merge(Map.of("optim.lr", 1e-10), Map.of("model.new.depth", 3L));
        var text = file("""
                # a comment
                model: {width: 64, layers: [1, 2.5, relu]}
                optim:
                  lr: 0.1
                  schedule: ~
                seed: 7
                """).with(named);
        assertThat(Json.readTree(text).get("model"))
                .isEqualTo(Map.of("width", 64L, "layers", List.of(1L, 2.5, "relu"), "new", Map.of("depth", 3L)));
        assertThat(text).contains("\"lr\": 1.0e-10,", "\"schedule\": null", "\n  \"seed\": 7\n");
    }

    @Test
    void an_empty_file_has_room_for_everything() throws IOException {
        assertThat(Json.readTree(file("").with(Map.of("a.b", true)))).isEqualTo(Map.of("a", Map.of("b", true)));
    }

    @Test
    void merge_keys_are_written_out() throws IOException {
        var text = file("usual: &usual {b: 1, c: 2}\na: {<<: *usual, c: 3}\n").with(Map.of("a.d", 4L));
        assertThat(Json.readTree(text).get("a")).isEqualTo(Map.of("b", 1L, "c", 3L, "d", 4L));
    }

    @Test
    void a_value_that_has_no_place_is_refused_with_the_file() throws IOException {
        var scalar = file("optim: adam");
        assertThatThrownBy(() -> scalar.with(Map.of("optim.lr", 0.1)))
                .isInstanceOf(SweepException.class)
                .hasMessage(folder.resolve("base.yaml") + ": 'optim' is no map");
    }

    @Test
    void what_readers_of_yaml_take_for_different_things_is_refused() throws IOException {
        for (var word : List.of("no", "On", "y", "010", "1_000", "12:30", "2026-11-29")) {
            var file = file("a: 1\nb: " + word + "\n");
            assertThatThrownBy(() -> file.with(Map.of()))
                    .as(word)
                    .hasMessageContaining("base.yaml:2: readers of YAML differ about '%s'".formatted(word));
        }
        assertThat(file("a: 'no'\nb: \"010\"\nc:\n").with(Map.of("c.d", 1L))).contains("\"no\"", "\"010\"", "\"d\": 1");
    }

    @Test
    void what_cannot_be_read_is_said_with_the_file() throws IOException {
        for (var text : List.of("[1, 2]", "a: [")) {
            var file = file(text);
            assertThatThrownBy(() -> file.with(Map.of("a.d", 1L)))
                    .as(text)
                    .isInstanceOf(SweepException.class)
                    .hasMessageContaining("base.yaml");
        }
        assertThatThrownBy(() -> new ConfigFile(folder.resolve("gone.yaml")).with(Map.of()))
                .hasMessageContaining("gone.yaml: there is no such file");
        assertThat(ConfigFile.nameOfCopy("a/b.json")).isEqualTo("config.json");
        assertThat(ConfigFile.nameOfCopy("b.yml")).isEqualTo("config.yaml");
    }
}
