package metta.sweep.cli;

import static metta.sweep.cli.Placing.place;
import static metta.sweep.cli.Placing.recipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.config.SweepConfigReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrdersTest {
    @TempDir
    private Path folder;

    @Test
    void an_order_needs_a_recipe_a_metric_and_a_name() throws IOException {
        var config = SweepConfigReader.parse("sweep.yaml", "parameters: {x: [1, 2]}");
        assertThatThrownBy(() -> Orders.place(config, Optional.empty(), Optional.empty()))
                .hasMessageStartingWith("which recipe? Name one, as in `metta sweep start arena`")
                .hasMessageContaining("arena, hello");
        var mute = recipe(folder, "mute", "train: {command: [sh, train.sh]}");
        assertThatThrownBy(() -> Orders.place(config, Optional.of(mute), Optional.empty()))
                .hasMessage(
                        "which metric? Neither the sweep's file nor the recipe mute names one; add `metric: NAME`, or --set metric=NAME");
        assertThatThrownBy(() -> Orders.place(config, Optional.of("arena"), Optional.of("../out")))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("a sweep's name is at most 100 letters")
                .hasMessageContaining("got '../out'");
        for (var name : new String[] {"metta.db", "METTA.DB", "metta.db-wal"}) {
            assertThatThrownBy(() -> Orders.place(config, Optional.of("arena"), Optional.of(name)))
                    .hasMessageStartingWith("names that begin with metta.db are those of the database's own files");
        }
    }

    @Test
    void a_recipe_whose_folder_cannot_name_a_sweep_asks_for_a_name() throws IOException {
        var config = SweepConfigReader.parse("sweep.yaml", "parameters: {x: [1, 2]}");
        var odd = recipe(folder, "od d <img>", "{train: {command: [sh, train.sh]}, metric: score}");
        assertThatThrownBy(() -> Orders.place(config, Optional.of(odd), Optional.empty()))
                .hasMessageStartingWith(
                        "the recipe's name, else its folder's, cannot be the sweep's; give --name, or `name:` in the recipe: ")
                .hasMessageContaining("got 'od d <img>'");
    }

    @Test
    void a_command_may_name_only_parameters_that_every_one_of_its_jobs_has() throws IOException {
        var recipe = recipe(
                folder, "named", "{train: {command: [sh, train.sh, '${param.%s}']}, metric: score}".formatted("width"));
        var zipped = "{parameters: {big: [true, false], size: {zip: {width: [1, 2], depth: [3, 4]}%s}}}";
        assertThat(place(zipped.formatted(""), recipe).sweepId()).isEqualTo("mine");
        assertThatThrownBy(() -> place(zipped.formatted(", when: {big: true}"), recipe))
                .hasMessage("train: its command has ${param.width}, which is no parameter that every one of its jobs"
                        + " has; known here: big");
        for (var following : List.of("same_as: depth", "expr: depth * 2")) {
            assertThatThrownBy(() -> place(
                            "{parameters: {big: [true, false], depth: {min: 1, max: 4, when: {big: true}}, width: {%s}}}"
                                    .formatted(following),
                            recipe))
                    .as(following)
                    .hasMessageContaining("its command has ${param.width}");
        }
    }

    @Test
    void a_sweep_may_name_the_tool_that_evaluates() {
        var order = place("evaluation: {tool: evaluate_in_sweep}", "arena.sweep_train");
        assertThat(order.program().evaluate()).isPresent();
        assertThat(Orders.place(order.config(), Optional.of("arena"), Optional.of("mine"))
                        .recipe()
                        .evaluate())
                .isEqualTo(order.recipe().evaluate());
        assertThatThrownBy(() -> place("evaluation: {tool: evaluat}", "arena"))
                .hasMessage("the recipe arena has no tool 'evaluat'; did you mean 'evaluate'?");
    }

    @Test
    void an_evaluation_that_the_recipe_does_not_have_is_refused() throws IOException {
        var mute = recipe(folder, "mute", "train: {command: [sh, train.sh]}");
        assertThatThrownBy(() -> place("{metric: score, evaluation: true}", mute))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("the recipe mute has no evaluation");
        assertThat(place("{metric: score, evaluation: false}", "arena")
                        .program()
                        .evaluate())
                .isEmpty();
    }
}
