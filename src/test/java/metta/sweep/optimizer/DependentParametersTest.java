package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Suggestion;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every optimizer in a space whose parameters depend on each other. What is valid is said here once
/// more, in Java.
final class DependentParametersTest {
    private static final int MANY = 100_000;
    private static final int AT_ONCE = 1_000;

    /// `-Dlearned=100000` asks as often as of the others, which takes hours.
    private static final int LEARNED = Integer.getInteger("learned", 100);

    private static final int REMEMBERED = 60;
    private static final int BATCH = 20;

    /// Twelve parameters: five that take part only under a condition, three that are tied, derived or
    /// zipped.
    private static final SearchSpace SPACE =
            SweepConfigReader.parse("sweep.yaml", """
            parameters:
              batch: {distribution: uniform_pow2, min: 32, max: 512}
              minibatch: {distribution: uniform_pow2, min: 8, max: 512}
              base_lr: {min: 1.0e-4, max: 1.0e-1, log: true}
              lr: {expr: base_lr * batch / 256}
              eval_batch: {same_as: batch}
              size: {zip: {width: [128, 256, 512], depth: [2, 4, 8]}}
              optimizer:
                one_of:
                  adam: {beta2: {distribution: reverse_log, min: 0.9, max: 0.9999}}
                  sgd: {momentum: {min: 0.0, max: 0.99}, nesterov: [true, false]}
              warmup: {min: 0, max: 100, when: batch > 64}
              steps: {min: 50, max: 200, step: 10}
              clip: {distribution: normal, min: 0.1, max: 10.0, mean: 1.0, stddev: 2.0, when: {optimizer: sgd}}
            constraints: [minibatch <= batch, lr < 0.15, warmup < steps, batch % minibatch == 0]
            """).space();

    static Stream<Arguments> optimizers() {
        return Stream.of(
                Arguments.of("random", Optimizers.random()),
                Arguments.of("sobol", Optimizers.sobol()),
                Arguments.of("lhs", Optimizers.lhs()),
                Arguments.of("grid", Optimizers.grid(4, Map.of())));
    }

    /// Those that learn are asked again and again, with what they proposed before as what was tried.
    static Stream<Arguments> learners() {
        return Stream.of(
                Arguments.of("auto", Optimizers.auto()),
                Arguments.of("tpe", Optimizers.tpe()),
                Arguments.of("gp", Optimizers.gp()),
                Arguments.of("tpe, pruned", Optimizers.pruned(Optimizers::tpe)),
                Arguments.of("gp by hope", GpSearchTest.by("ucb")),
                Arguments.of("gp by drawn functions", GpSearchTest.by("thompson")),
                Arguments.of("gp by cost", new Priced(ThriftTest.heeding(OptimizerType.GP, "per_unit"))),
                Arguments.of("tpe by cost", new Priced(ThriftTest.heeding(OptimizerType.TPE, "budget"))),
                Arguments.of("gp within bounds", new Bounded(Optimizers.gp())),
                Arguments.of("tpe within bounds", new Bounded(Optimizers.tpe())),
                Arguments.of("mogp", Optimizers.mogp()),
                Arguments.of("cmaes", Optimizers.cmaes()),
                Arguments.of("protein", Optimizers.protein(new OptimizerConfig(OptimizerType.PROTEIN))),
                Arguments.of("nsga2", Optimizers.nsga2()),
                Arguments.of("nsga3", Optimizers.nsga3()),
                Arguments.of("de", Optimizers.de()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void every_one_of_a_hundred_thousand_suggestions_is_valid(String name, Optimizer optimizer) {
        var problem = Problems.of(SPACE, 1);
        for (int first = 1; first <= MANY; first += AT_ONCE) {
            assertThat(optimizer.suggest(problem, List.of(), List.of(), first, AT_ONCE))
                    .as("%s from trial %d", name, first)
                    .hasSize(AT_ONCE)
                    .extracting(Suggestion::configuration)
                    .allSatisfy(DependentParametersTest::assertValid);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void every_suggestion_of_one_that_learns_is_valid(String name, Optimizer optimizer) {
        var problem = Problems.of(SPACE, 1);
        var observations = new ArrayList<Observation>();
        for (int first = 1; first <= LEARNED; first += BATCH) {
            var suggestions = optimizer.suggest(problem, observations, List.of(), first, BATCH);
            assertThat(suggestions)
                    .as("%s from trial %d", name, first)
                    .hasSize(BATCH)
                    .extracting(Suggestion::configuration)
                    .allSatisfy(DependentParametersTest::assertValid);
            for (int i = 0; i < BATCH; i++) {
                observations.add(
                        Problems.observation(first + i, suggestions.get(i).configuration()));
            }
            observations
                    .subList(0, Math.max(0, observations.size() - REMEMBERED))
                    .clear();
        }
    }

    /// Where `kind` is `one` there is nothing more to choose, and it is the best.
    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void what_leaves_nothing_more_to_choose_is_tried_once(String name, Optimizer optimizer) {
        var space = SweepConfigReader.parse("sweep.yaml", """
                parameters: {kind: [many, one], x: {min: 0.0, max: 1.0, when: {kind: many}}}
                """).space();
        var problem = Problems.of(space, 1);
        var observations = new ArrayList<Observation>();
        for (int number = 1; number <= 40; number++) {
            var suggestion = optimizer
                    .suggest(problem, observations, List.of(), number, 1)
                    .getFirst();
            var configuration = suggestion.configuration();
            assertThat(observations)
                    .as("%s, trial %d: %s", name, number, suggestion)
                    .filteredOn(_ -> !suggestion.reason().contains("once more"))
                    .noneMatch(each -> each.configuration().equals(configuration));
            double loss = configuration.values().get("x") instanceof Double x ? 1 + x : 0;
            observations.add(Problems.lost(number, configuration, loss));
        }
    }

    private static void assertValid(Configuration configuration) {
        var values = configuration.values();
        long batch = whole(values, "batch");
        long minibatch = whole(values, "minibatch");
        double lr = number(values, "lr");
        boolean sgd = "sgd".equals(values.get("optimizer"));
        boolean valid = SPACE.contains(configuration)
                && minibatch <= batch
                && batch % minibatch == 0
                && lr < 0.15
                && lr == number(values, "base_lr") * batch / 256
                && whole(values, "eval_batch") == batch
                && whole(values, "depth") == whole(values, "width") / 64
                && values.containsKey("beta2") == !sgd
                && values.containsKey("momentum") == sgd
                && values.containsKey("nesterov") == sgd
                && values.containsKey("clip") == sgd
                && values.containsKey("warmup") == (batch > 64)
                && Optional.ofNullable(values.get("warmup"))
                        .map(warmup -> ((Number) warmup).longValue() < whole(values, "steps"))
                        .orElse(true);
        assertThat(valid).as("%s", values).isTrue();
    }

    private static long whole(Map<String, Object> values, String name) {
        return values.get(name) instanceof Long whole ? whole : -1;
    }

    private static double number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
