package metta.sweep.cli;

import static metta.sweep.cli.Placing.place;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import metta.sweep.Suggestion;
import metta.sweep.config.Description;
import metta.sweep.config.Layer;
import metta.sweep.config.OptimizerType;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AskedTest {
    private static Optional<Double> costBudget(String config) {
        var order = place("parameters: {x: [1, 2]}\n" + config, "hello");
        return Asked.of(order, order.settings()).problem().costBudget();
    }

    @Test
    void an_optimizer_knows_how_many_seconds_all_jobs_may_run() {
        assertThat(costBudget("resources: {cpus: 4, gpus: 2}\nbudget: {cpu_hours: 2, gpu_hours: 9}"))
                .contains(1800.0);
        assertThat(costBudget("prices: {node: 3}\nbudget: {cpu_hours: 2, money: 1.5}"))
                .contains(1800.0);
    }

    private static final String SPACE = "metric: score\nparameters: {x: {min: 0.0, max: 1.0%s}, y: {min: 1, max: 4}}\n";

    private static List<Configuration> suggestions(String config) {
        var order = place(config, "hello");
        var asked = Asked.of(order, order.settings());
        return asked.optimizer().suggest(asked.problem(), List.of(), List.of(), 1, 12).stream()
                .map(Suggestion::configuration)
                .toList();
    }

    private static boolean remarked(String config) {
        return !Description.of(List.of(Layer.parse("sweep.yaml", config)))
                .remarks()
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(OptimizerType.class)
    void who_makes_nothing_of_beliefs_says_so(OptimizerType type) {
        var config = SPACE + "optimizer: " + Trees.word(type);
        var believing = config.formatted(", prior: {min: 0.85, max: 0.95, confidence: 0.9}");
        assertThat(remarked(believing)).isEqualTo(suggestions(believing).equals(suggestions(config.formatted(""))));
    }

    @ParameterizedTest
    @EnumSource(OptimizerType.class)
    void who_makes_nothing_of_earlier_sweeps_says_so(OptimizerType type) {
        var config = SPACE.formatted("") + "optimizer: " + Trees.word(type);
        var trials = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> "{configuration: {x: 0.%02d, y: 4}, scores: {score: %d}}".formatted(8 * i, i))
                .collect(Collectors.joining(", "));
        var warm = config + "\nwarm_start: {from: a, taken: [{sweep: a, trials: [%s]}]}".formatted(trials);
        assertThat(remarked(warm)).isEqualTo(suggestions(warm).equals(suggestions(config)));
    }

    @Test
    void of_another_unit_nobody_said_how_much_there_is() {
        assertThat(costBudget("cost: dollars\nbudget: {cpu_hours: 2}")).isEmpty();
        assertThat(costBudget("budget: {max_trials: 5, time: 1h}")).isEmpty();
    }
}
