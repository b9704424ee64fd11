package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Merit;
import metta.sweep.SweepInfo;
import metta.sweep.config.Edit;
import metta.sweep.config.Goal;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.config.StoreType;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LookTest {
    @TempDir
    private Path folder;

    private static Optional<Look> asked(String words) {
        return Look.asked(words.split(" ", -1));
    }

    @Test
    void a_plain_look_is_understood() {
        assertThat(asked("sweep status")).contains(new Look(Optional.empty(), FolderOption.standard()));
        assertThat(asked("sweep status a")).contains(new Look(Optional.of("a"), FolderOption.standard()));
        assertThat(asked("sweep status --dir x")).contains(new Look(Optional.empty(), Path.of("x")));
        assertThat(asked("sweep status --dir x a"))
                .isEqualTo(asked("sweep status a --dir x"))
                .contains(new Look(Optional.of("a"), Path.of("x")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sweep",
                "sweep list",
                "sweep status --watch",
                "sweep status -w",
                "sweep status --json",
                "sweep status --help",
                "sweep status --dir",
                "sweep status --dir=x",
                "sweep status --dir --json",
                "sweep status --dir x --dir y",
                "sweep status a b",
                "sweep status @file",
                "sweep status \"a\"",
                "sweep status ",
                "--debug sweep status"
            })
    void anything_more_is_left_to_those_who_understand_all_of_it(String words) {
        assertThat(asked(words)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_look_says_what_the_whole_command_says(StoreType type) throws IOException {
        var recipe = Files.createDirectories(folder.resolve("recipe"));
        Files.writeString(recipe.resolve("recipe.yaml"), "train: {command: [\"true\"]}\nmetric: score\n");
        var config = Files.writeString(folder.resolve("sweep.yaml"), "parameters: {x: {min: 0.0, max: 1.0}}\n");
        var sweeps = folder.resolve("sweeps");
        HalfWay.leave(new Folder(sweeps), type, recipe, config);
        var quick = Captured.pipe();
        assertThat(quick.run("sweep", "status", "half", "--dir", sweeps.toString()))
                .isZero();
        var whole = Captured.pipe();
        assertThat(whole.run("sweep", "status", "half", "--debug", "--dir=" + sweeps))
                .isZero();
        assertThat(quick.out().replaceAll("[0-9]+:[0-9]+(:[0-9]+)?", "TIME"))
                .isEqualTo(whole.out().replaceAll("[0-9]+:[0-9]+(:[0-9]+)?", "TIME"))
                .contains("half-way  running", "1/", "best score = 0.5", "in training", "1,000");
        assertThat(quick.err()).isEqualTo(whole.err()).contains("run by process 1 on rehearsal");
    }

    @Test
    void a_look_that_fails_says_why_like_any_command() {
        var nothing = Captured.pipe();
        assertThat(nothing.run("sweep", "status", "--dir", folder.toString())).isEqualTo(3);
        assertThat(nothing.err()).startsWith("metta: no sweeps in " + folder);
    }

    @ParameterizedTest
    @CsvSource({
        "'metric: {name: a/b, goal: minimize}', a/b, MINIMIZE",
        "'metrics: [{name: first, goal: maximize}, {name: second, goal: minimize}]', first, MAXIMIZE",
        "'seed: 1', loss, MINIMIZE"
    })
    void what_is_needed_of_an_order_is_found_in_what_is_stored(String line, String metric, Goal goal)
            throws IOException {
        Files.writeString(
                folder.resolve("recipe.yaml"), "train: {command: [\"true\"]}\nmetric: {name: loss, goal: minimize}\n");
        var config = SweepConfigReader.parse(
                "sweep.yaml", line + "\nparameters: {x: {min: 0.0, max: 1.0}}\nbudget: {max_trials: 7}\n");
        var order = Orders.place(config, Optional.of(folder.toString()), Optional.of("mine"));
        var sweep = SweepInfo.created(
                "mine", plain(config.toTree()), plain(order.recipe().toTree()), 1, NOW);
        assertThat(Aim.recall(sweep)).isEqualTo(Aim.of(order)).isEqualTo(new Aim("mine", metric, goal, 7));
        var bounded = SweepInfo.created(
                "mine",
                Edit.of(sweep.config(), Map.of("outcome_constraints.ms.max", 50))
                        .config(),
                sweep.recipe(),
                1,
                NOW);
        assertThat(Aim.recall(bounded).merit()).isEqualTo(new Merit(goal, List.of(OutcomeConstraint.atMost("ms", 50))));
        var shorthand = SweepInfo.created(
                "mine",
                Map.of("metric", metric, "parameters", plain(config.toTree()).getOrDefault("parameters", "")),
                sweep.recipe(),
                1,
                NOW);
        assertThat(Aim.recall(shorthand).metric()).isEqualTo(metric);
    }

    private static Map<String, Object> plain(Map<String, Object> tree) {
        return Json.readTree(Json.write(tree));
    }
}
