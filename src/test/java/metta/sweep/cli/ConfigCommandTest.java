package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import metta.sweep.config.SweepConfigReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigCommandTest {
    @TempDir
    private Path folder;

    private static Captured show(int exit, String... more) {
        var captured = Captured.pipe();
        var words = new ArrayList<>(List.of("sweep", "config", "show"));
        words.addAll(List.of(more));
        assertThat(captured.run(words.toArray(String[]::new)))
                .as(captured.err())
                .isEqualTo(exit);
        return captured;
    }

    @Test
    void what_is_shown_is_read_back_to_the_same() throws IOException {
        var file = Files.writeString(folder.resolve("sweep.yaml"), """
                parameters: {lr: {min: 1.0e-5, max: 1.0e-2, log: true}, name: "it's: \\"x\\""}
                budget: {time: 90m}
                """);
        var read = SweepConfigReader.read(file);
        for (var form : List.of("--json", "--seed=0")) {
            var shown = show(0, "-c", file.toString(), form).out();
            assertThat(SweepConfigReader.parse("shown", shown)).isEqualTo(read);
        }
    }

    @Test
    void each_value_is_shown_with_where_it_comes_from() throws IOException {
        var recipe = Files.createDirectories(folder.resolve("r"));
        Files.writeString(recipe.resolve("recipe.yaml"), """
                train: {command: [python, train.py]}
                metric: score
                sweep:
                  parameters: {lr: {min: 1.0e-5, max: 1.0e-2, log: true}}
                  budget: {max_trials: 30}
                """);
        var file = Files.writeString(folder.resolve("sweep.yaml"), "budget: {max_trials: 20, time: 1h}\n");
        var lines = show(0, recipe.toString(), "-c", file.toString(), "--set", "budget.time=2h", "--origin")
                .out();
        assertThat(lines)
                .containsPattern("(?m)^parameters\\.lr\\.min=1\\.0E-5 +# .*recipe\\.yaml:4:")
                .containsPattern("(?m)^budget\\.max_trials=20 +# .*sweep\\.yaml:1:")
                .containsPattern("(?m)^budget\\.time=7200 +# --set budget\\.time$")
                .containsPattern("(?m)^execution\\.max_parallel_jobs=1 +# default$");
    }

    @Test
    void the_metric_of_the_recipe_the_first_point_and_each_default_are_shown_with_their_origin() throws IOException {
        var recipe = Files.writeString(folder.resolve("recipe.yaml"), """
                train: {command: [python, train.py]}
                metric: {name: loss, goal: minimize}
                """);
        var file = Files.writeString(folder.resolve("sweep.yaml"), """
                parameters: {a.lr: {min: 0.0, max: 1.0, default: 0.25}}
                first: default
                """);
        var words = List.of(recipe.toString(), "-c", file.toString());
        assertThat(show(0, words.getFirst(), "-c", words.getLast(), "--origin").out())
                .containsPattern("(?m)^metrics=.*\"loss\".*\"minimize\".* # .*recipe\\.yaml:2:16$")
                .containsPattern("(?m)^points_to_evaluate=.*0\\.25.* # first, .*sweep\\.yaml:2:8$")
                .containsPattern("(?m)^parameters\\.a\\.lr\\.default=0\\.25 +# .*sweep\\.yaml:1:");
        assertThat(show(0, words.getFirst(), "-c", words.getLast()).out()).contains("name: loss", "default: 0.25");
        assertThat(show(0, words.getFirst(), "-c", words.getLast(), "--set", "metric=score")
                        .out())
                .contains("name: score")
                .doesNotContain("loss");
        var chosen = Files.writeString(folder.resolve("chosen.yaml"), """
                parameters: {lr: {min: 0.0, max: 1.0}}
                first: optimizer
                points_to_evaluate: [{}]
                """);
        assertThat(show(0, "-c", chosen.toString(), "--origin").out())
                .containsPattern("(?m)^points_to_evaluate=.* # /.*chosen\\.yaml:3:21$");
        assertThat(show(0, "arena", "--origin").out()).containsPattern("(?m)^metrics=.*score.* # the recipe arena");
    }

    @Test
    void a_recipe_with_defaults_needs_no_file() {
        assertThat(show(0, "arena").out()).contains("trainer.optimizer.learning_rate", "sobol");
    }

    @Test
    void nothing_to_try_is_said() {
        assertThat(show(2).err()).contains("what is to be tried?");
    }
}
