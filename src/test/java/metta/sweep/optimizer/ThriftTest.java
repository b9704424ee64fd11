package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Optimizers that heed what trials cost.
final class ThriftTest {
    private static final int TRIALS = 24;

    /// Any of those that can.
    static Optimizer heeding(OptimizerType type, String way) {
        var config = new OptimizerConfig(type, new LinkedHashMap<>(Map.of("cost_aware", way)));
        return switch (type) {
            case TPE -> Optimizers.tpe(config);
            case GP -> Optimizers.gp(config);
            case MOGP -> Optimizers.mogp(config);
            case AUTO -> Optimizers.auto(config);
            case RANDOM, SOBOL, LHS, GRID, CMAES, PROTEIN, NSGA2, NSGA3, DE ->
                throw new IllegalArgumentException("" + type);
        };
    }

    @Nested
    final class ByTheUnit implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Priced(heeding(OptimizerType.GP, "per_unit"));
        }
    }

    @Nested
    final class Cooled implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Priced(heeding(OptimizerType.GP, "cooled"));
        }
    }

    @Nested
    final class WithinABudget implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Priced(heeding(OptimizerType.GP, "budget"));
        }
    }

    @Nested
    final class ByDensities implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Priced(heeding(OptimizerType.TPE, "budget"));
        }
    }

    @Nested
    final class WhateverFits implements OptimizerContract {
        @Override
        public Optimizer optimizer() {
            return new Priced(heeding(OptimizerType.AUTO, "cooled"));
        }
    }

    /// From 1 to 20.
    private static double cost(Configuration configuration) {
        return Math.exp(3 * (double) configuration.value("x0"));
    }

    /// Best at both ends of the first line, of which one is cheap.
    private static double score(Configuration configuration) {
        double x = (double) configuration.value("x0");
        double y = (double) configuration.value("x1");
        return Math.abs(x - 0.5) - (y - 0.6) * (y - 0.6);
    }

    private static List<Observation> swept(Optimizer optimizer, Problem problem, int trials) {
        var observations = new ArrayList<Observation>();
        for (int number = 1; number <= trials; number++) {
            var tried = one(optimizer, problem, observations, List.of(), number).configuration();
            observations.add(Priced.costing(Problems.lost(number, tried, -score(tried)), cost(tried)));
        }
        return observations;
    }

    private static Suggestion one(
            Optimizer optimizer,
            Problem problem,
            List<Observation> observations,
            List<Configuration> pending,
            int number) {
        return optimizer.suggest(problem, observations, pending, number, 1).getFirst();
    }

    @ParameterizedTest
    @CsvSource({"GP, per_unit", "GP, budget", "TPE, per_unit", "TPE, cooled", "MOGP, budget", "MOGP, per_unit"})
    void where_all_trials_cost_the_same_nothing_changes(OptimizerType type, String way) {
        var problem = Problems.of(Problems.mixed(), 1).within(Optional.of(50.0));
        var observations = new ArrayList<Observation>();
        for (int number = 1; number <= TRIALS; number++) {
            var suggestion = one(heeding(type, way), problem, observations, List.of(), number);
            assertThat(suggestion).isEqualTo(one(heeding(type, "never"), problem, observations, List.of(), number));
            observations.add(Problems.observation(number, suggestion.configuration()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = OptimizerType.class,
            names = {"GP", "TPE", "MOGP", "AUTO"})
    void trials_that_cost_less_are_preferred(OptimizerType type) {
        double spent = 0;
        double otherwise = 0;
        for (long seed = 0; seed < 3; seed++) {
            var problem = Problems.of(Problems.cube(2), seed);
            spent += total(swept(heeding(type, "per_unit"), problem, TRIALS));
            otherwise += total(swept(heeding(type, "never"), problem, TRIALS));
        }
        assertThat(spent).isLessThan(0.7 * otherwise);
    }

    private static double total(List<Observation> observations) {
        return observations.stream().skip(10).mapToDouble(Observation::cost).sum();
    }

    @ParameterizedTest
    @EnumSource(
            value = OptimizerType.class,
            names = {"GP", "TPE", "MOGP"})
    void when_no_trials_are_left_costs_have_cooled_down(OptimizerType type) {
        var problem = Problems.of(Problems.cube(2), 1);
        var observations = swept(Optimizers.random(), problem, TRIALS);
        int after = problem.maxTrials() + 1;
        var cooled = one(heeding(type, "cooled"), problem, observations, List.of(), after);
        assertThat(cooled.reason()).contains(" by its cost to the power of 0.00");
        assertThat(cooled.configuration())
                .isEqualTo(one(heeding(type, "never"), problem, observations, List.of(), after)
                        .configuration());
        assertThat(one(heeding(type, "cooled"), problem, observations, List.of(), 26)
                        .reason())
                .contains(" by its cost to the power of 0.75");
        assertThat(one(heeding(type, "per_unit"), problem, observations, List.of(), 26)
                        .reason())
                .contains(" per unit of cost");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GP", "TPE", "AUTO", "MOGP"})
    void nothing_is_tried_that_is_expected_to_cost_more_than_is_left(OptimizerType type) {
        var problem = Problems.of(Problems.cube(2), 1);
        var observations = swept(Optimizers.random(), problem, TRIALS);
        double spent = observations.stream().mapToDouble(Observation::cost).sum();
        var pending = observations.subList(3, 5).stream()
                .map(Observation::configuration)
                .toList();
        double reserved = pending.stream().mapToDouble(ThriftTest::cost).sum();
        for (int number = 25; number < 33; number++) {
            var poor = problem.within(Optional.of(spent + reserved + 2));
            assertThat(cost(one(heeding(type, "budget"), poor, observations, pending, number)
                            .configuration()))
                    .isLessThan(2.2);
        }
        var broke = problem.within(Optional.of(spent / 2));
        assertThat(cost(one(heeding(type, "budget"), broke, observations, List.of(), 26)
                        .configuration()))
                .isLessThan(2);
    }

    @Test
    void the_share_of_the_budget_that_is_left_is_the_power() {
        var problem = Problems.of(Problems.cube(2), 1);
        var observations = swept(Optimizers.random(), problem, TRIALS);
        double spent = observations.stream().mapToDouble(Observation::cost).sum();
        var half = one(
                heeding(OptimizerType.GP, "budget"),
                problem.within(Optional.of(2 * spent)),
                observations,
                List.of(),
                25);
        assertThat(half.reason()).contains(" by its cost to the power of 0.50");
    }

    @Test
    void without_a_budget_it_goes_by_trials() {
        var problem = Problems.of(Problems.cube(2), 1);
        var observations = swept(Optimizers.random(), problem, TRIALS);
        assertThat(one(heeding(OptimizerType.GP, "budget"), problem, observations, List.of(), 25))
                .isEqualTo(one(heeding(OptimizerType.GP, "cooled"), problem, observations, List.of(), 25));
    }

    @Test
    void what_an_evolution_does_not_heed_is_left_to_a_process() {
        var problem = Problems.of(Problems.cube(2), 1);
        var observations = swept(Optimizers.random(), problem, TRIALS);
        assertThat(one(heeding(OptimizerType.AUTO, "per_unit"), problem, observations, List.of(), 26)
                        .reason())
                .startsWith(
                        "gp, as cmaes cannot heed what trials cost: largest expected improvement per unit of cost ");
    }

    @Test
    void many_runs_say_what_trials_cost_as_well_as_few() {
        var problem = Problems.of(Problems.cube(2), 1);
        var evidence = new Evidence.Cache().of(problem, swept(Optimizers.random(), problem, 1_000));
        var purse = new Thrift(Thrift.Way.PER_UNIT)
                .purse(problem, evidence, List.of())
                .orElseThrow();
        assertThat(purse.costs().of(new double[][] {{0.5, 0.5}, {0.1, 0.9}}))
                .containsExactly(new double[] {1.5, 0.3}, within(0.02));
    }
}
