package metta.sweep.cli;

import static metta.sweep.cli.Placing.place;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

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

    @Test
    void of_another_unit_nobody_said_how_much_there_is() {
        assertThat(costBudget("cost: dollars\nbudget: {cpu_hours: 2}")).isEmpty();
        assertThat(costBudget("budget: {max_trials: 5, time: 1h}")).isEmpty();
    }
}
