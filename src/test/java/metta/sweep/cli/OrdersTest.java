package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrdersTest {
    private static final String CONFIG =
            "{metric: score, parameters: {x: {min: 0.0, max: 1.0}, y: [1, 2]}, budget: {max_trials: 5}}";

    @TempDir
    private Path folder;

    private static Order place(String config, String recipe) {
        return Orders.place(SweepConfigReader.parse("sweep.yaml", config), Optional.of(recipe), Optional.of("mine"));
    }

    private String recipe(String name, String text) throws IOException {
        var home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("recipe.yaml"), text);
        return home.toString();
    }

    private static SweepInfo stored(Order order) {
        var tree = Json.readTree(Json.write(order.config().toTree()));
        var recipe = Json.readTree(Json.write(order.recipe().toTree()));
        return SweepInfo.created("mine", tree, recipe, order.config().seed(), NOW);
    }

    private static void assertRefused(Order first, Order second, String message) {
        assertThatThrownBy(() -> Orders.requireSame(stored(first), second))
                .isInstanceOfSatisfying(
                        SweepException.class, e -> assertThat(e.exit()).isEqualTo(SweepException.Exit.USAGE))
                .hasMessage(message);
    }

    @Test
    void the_same_order_goes_on() {
        var order = place(CONFIG, "arena");
        assertThatCode(() -> Orders.requireSame(stored(order), place(CONFIG, "arena")))
                .doesNotThrowAnyException();
        assertThat(Orders.recall(stored(order))).isEqualTo(order);
    }

    @Test
    void every_difference_is_named_with_what_it_was_and_is() {
        assertRefused(
                place(CONFIG, "arena"),
                place(
                        "{metric: score, parameters: {x: {min: 0.0, max: 2.0}, y: [1, 3]}, budget: {max_trials: 5, time: 1h}}",
                        "arena"),
                """
                sweep mine was started with another configuration:
                  budget.time was not there, now 3600
                  parameters.x.max was 1.0, now 2.0
                  parameters.x.mean was 0.5, now 1.0
                  parameters.y.values was [1,2], now [1,3]
                Go on with that one, or start a new sweep with --name""");
    }

    @Test
    void another_order_of_parameters_is_another_configuration() {
        var turned = "{metric: score, parameters: {y: [1, 2], x: {min: 0.0, max: 1.0}}, budget: {max_trials: 5}}";
        assertRefused(
                place(CONFIG, "arena"),
                place(turned, "arena"),
                "sweep mine was started with another configuration:\n  the order of parameters was x, y, now y, x\n"
                        + "Go on with that one, or start a new sweep with --name");
    }

    @Test
    void another_recipe_is_refused() throws IOException {
        var hello = recipe("hello", "train: {command: [sh, train.sh]}");
        var other = recipe("other", "train: {command: [sh, train.sh, --fast]}");
        assertRefused(place(CONFIG, hello), place(CONFIG, other), """
                sweep mine was started with another configuration:
                  recipe.name was "hello", now "other"
                  recipe.train.command was ["sh","train.sh"], now ["sh","train.sh","--fast"]
                Go on with that one, or start a new sweep with --name""");
    }

    @Test
    void a_recipe_that_was_moved_is_the_same() throws IOException {
        var here = recipe("here", "{name: hello, train: {command: [sh, train.sh]}}");
        var there = recipe("there", "{name: hello, train: {command: [sh, train.sh]}}");
        assertThatCode(() -> Orders.requireSame(stored(place(CONFIG, here)), place(CONFIG, there)))
                .doesNotThrowAnyException();
    }

    @Test
    void a_setting_that_an_older_program_did_not_know_has_its_default() {
        var order = place(CONFIG, "arena");
        var now = stored(order);
        var older = new LinkedHashMap<>(now.config());
        older.remove("hooks");
        older.put("execution", Map.of("max_parallel_jobs", 1L));
        var then = SweepInfo.created("mine", older, now.recipe(), now.seed(), NOW);
        assertThatCode(() -> Orders.requireSame(then, order)).doesNotThrowAnyException();
    }

    @Test
    void an_order_needs_a_recipe_a_metric_and_a_name() throws IOException {
        var config = SweepConfigReader.parse("sweep.yaml", "parameters: {x: [1, 2]}");
        assertThatThrownBy(() -> Orders.place(config, Optional.empty(), Optional.empty()))
                .hasMessageStartingWith("which recipe? Name one, as in `metta sweep start arena`")
                .hasMessageContaining("arena, hello");
        var mute = recipe("mute", "train: {command: [sh, train.sh]}");
        assertThatThrownBy(() -> Orders.place(config, Optional.of(mute), Optional.empty()))
                .hasMessage("which metric? Neither the sweep's file nor the recipe mute names one; add `metric: NAME`");
        assertThatThrownBy(() -> Orders.place(config, Optional.of("arena"), Optional.of("../out")))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("a sweep's name is at most 100 letters")
                .hasMessageContaining("got '../out'");
    }

    @Test
    void an_evaluation_that_the_recipe_does_not_have_is_refused() throws IOException {
        var mute = recipe("mute", "train: {command: [sh, train.sh]}");
        assertThatThrownBy(() -> place("{metric: score, evaluation: true}", mute))
                .isInstanceOf(SweepException.class)
                .hasMessageContaining("the recipe mute has no evaluation");
        assertThat(place("{metric: score, evaluation: false}", "arena")
                        .program()
                        .evaluate())
                .isEmpty();
    }
}
