package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Suggestion;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.space.Belief;
import metta.sweep.space.Configuration;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a person believes of where the best is: it helps where it is right, and is overcome where it is
/// wrong.
final class BeliefsTest {
    private static final int SEEDS = 3;
    private static final int EARLY = 6;

    /// A model gets by with fewer trials, and takes longer for each.
    private static final int LATE = 60;

    private static final int LATE_FOR_A_PROCESS = 30;

    /// Every kind of belief, under conditions and constraints too.
    private static final SearchSpace DEPENDENT =
            SweepConfigReader.parse("sweep.yaml", """
            parameters:
              rate: {min: 1.0e-5, max: 1.0e-1, log: true, prior: {min: 1.0e-4, max: 1.0e-3}}
              layers: {min: 1, max: 8, prior: {min: 2, max: 3}}
              batch: {distribution: uniform_pow2, min: 32, max: 512, prior: {min: 64, max: 64, confidence: 0.5}}
              size: {values: [s, m, l], ordered: true, prior: {m: 2}}
              kind:
                one_of:
                  adam: {beta: {min: 0.9, max: 0.999, prior: {min: 0.98, max: 0.99}}}
                  sgd: {nesterov: {values: [true, false], prior: {true: 5}}}
                prior: {adam: 3}
              warmup: {min: 0, max: 100, prior: {min: 10, max: 40}}
            constraints: [warmup < 20 * layers]
            """).space();

    static Stream<Arguments> learners() {
        return Stream.of(
                Arguments.of("auto", Optimizers.auto()),
                Arguments.of("tpe", Optimizers.tpe()),
                Arguments.of("gp", Optimizers.gp()),
                Arguments.of("mogp", Optimizers.mogp()),
                Arguments.of("cmaes", Optimizers.cmaes()),
                Arguments.of("nsga2", Optimizers.nsga2()),
                Arguments.of("nsga3", Optimizers.nsga3()),
                Arguments.of("de", Optimizers.de()));
    }

    /// The plane from 0 to 1, with what is believed of both coordinates.
    private static SearchSpace plane(Map<String, List<Double>> between) {
        var parameters = new LinkedHashMap<String, Parameter>();
        parameters.put("x0", new Uniform(0, 1));
        parameters.put("x1", new Uniform(0, 1));
        var beliefs = new LinkedHashMap<String, Belief>();
        between.forEach((name, ends) -> beliefs.put(name, new Belief.Between(ends.get(0), ends.get(1), 0.8)));
        return new SearchSpace(parameters, new LinkedHashMap<>(), List.of(), beliefs);
    }

    private static final SearchSpace WITHOUT = plane(Map.of());

    /// Around 0.8 and 0.2.
    private static final SearchSpace ONE_CORNER = plane(Map.of("x0", List.of(0.7, 0.9), "x1", List.of(0.1, 0.3)));

    private static final SearchSpace OTHER_CORNER = plane(Map.of("x0", List.of(0.1, 0.3), "x1", List.of(0.7, 0.9)));

    private static final SearchSpace WORST_CORNER = plane(Map.of("x0", List.of(0.0, 0.2), "x1", List.of(0.0, 0.2)));

    /// 0 at 0.77 and 0.23.
    private static double sphere(double x, double y) {
        return (x - 0.77) * (x - 0.77) + (y - 0.23) * (y - 0.23);
    }

    /// The function of Branin on the unit square, less its minimum: it has three valleys, and is worst in
    /// the lower left.
    private static double branin(double x, double y) {
        double a = 15 * x - 5;
        double bent = 15 * y - 5.1 / (4 * Math.PI * Math.PI) * a * a + 5 / Math.PI * a - 6;
        return bent * bent + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(a) + 10 - 0.397887;
    }

    private static double best(
            Optimizer optimizer, SearchSpace space, int trials, ToDoubleFunction<Configuration> loss) {
        double sum = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            var problem = Problems.of(space, seed);
            var observations = new ArrayList<Observation>();
            double best = Double.POSITIVE_INFINITY;
            for (int number = 1; number <= trials; number++) {
                var chosen = optimizer
                        .suggest(problem, observations, List.of(), number, 1)
                        .getFirst()
                        .configuration();
                double lost = loss.applyAsDouble(chosen);
                best = Math.min(best, lost);
                observations.add(Problems.lost(number, chosen, lost));
            }
            sum += best;
        }
        return sum / SEEDS;
    }

    private static double onSphere(Optimizer optimizer, SearchSpace space, int trials) {
        return best(optimizer, space, trials, each -> sphere((double) each.value("x0"), (double) each.value("x1")));
    }

    private static double onBranin(Optimizer optimizer, SearchSpace space, int trials) {
        return best(optimizer, space, trials, each -> branin((double) each.value("x0"), (double) each.value("x1")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void a_right_belief_helps(String name, Optimizer optimizer) {
        assertThat(onSphere(optimizer, ONE_CORNER, EARLY)).isLessThan(0.7 * onSphere(optimizer, WITHOUT, EARLY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void a_wrong_belief_costs_only_some_trials(String name, Optimizer optimizer) {
        int late = List.of("gp", "mogp", "auto").contains(name) ? LATE_FOR_A_PROCESS : LATE;
        double half = onSphere(optimizer, WITHOUT, late / 2);
        assertThat(onSphere(optimizer, OTHER_CORNER, late)).isLessThan(Math.max(half, 0.003));
        double valley = onBranin(optimizer, WITHOUT, late / 2);
        assertThat(onBranin(optimizer, WORST_CORNER, late)).isLessThan(Math.max(valley, 1));
    }

    @Test
    void who_does_not_go_by_beliefs_suggests_the_same() {
        var protein = Optimizers.protein(new OptimizerConfig(OptimizerType.PROTEIN));
        for (var optimizer : List.of(
                Optimizers.random(), Optimizers.sobol(), Optimizers.lhs(), Optimizers.grid(5, Map.of()), protein)) {
            assertThat(optimizer.suggest(Problems.of(ONE_CORNER, 1), List.of(), List.of(), 1, 20))
                    .isEqualTo(optimizer.suggest(Problems.of(WITHOUT, 1), List.of(), List.of(), 1, 20));
        }
    }

    @Test
    void the_first_trial_of_a_process_is_the_likeliest() {
        var first = Optimizers.gp().suggest(Problems.of(DEPENDENT, 1), List.of(), List.of(), 1, 1);
        assertThat(first.getFirst().configuration().values())
                .containsEntry("batch", 64L)
                .containsEntry("size", "m")
                .containsEntry("kind", "adam")
                .hasEntrySatisfying("rate", it -> assertThat((double) it).isBetween(3e-4, 3.3e-4));
        assertThat(first.getFirst().reason()).startsWith("where the best is believed");
    }

    @Test
    void the_next_trials_of_a_process_are_steps_from_there() {
        var suggestions = Optimizers.gp().suggest(Problems.of(ONE_CORNER, 1), List.of(), List.of(), 1, 3);
        var likeliest = suggestions.getFirst().configuration();
        assertThat(likeliest.values()).isEqualTo(Map.of("x0", 0.8, "x1", 0.2));
        for (var step : suggestions.subList(1, 3)) {
            assertThat(step.configuration().values().entrySet())
                    .filteredOn(each -> !each.getValue().equals(likeliest.value(each.getKey())))
                    .hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("learners")
    void beliefs_in_a_space_that_depends_on_itself_change_no_rule_of_it(String name, Optimizer optimizer) {
        var problem = Problems.of(DEPENDENT, 2);
        var observations = new ArrayList<Observation>();
        var story = new ArrayList<Configuration>();
        for (int first = 1; first <= 40; first += 8) {
            var suggestions = optimizer.suggest(problem, observations, List.of(), first, 8);
            for (int i = 0; i < 8; i++) {
                var chosen = suggestions.get(i).configuration();
                assertThat(DEPENDENT.contains(chosen)).as("%s", chosen).isTrue();
                story.add(chosen);
                observations.add(Problems.observation(first + i, chosen));
            }
        }
        var again = optimizer.suggest(problem, observations.subList(0, 32), List.of(), 33, 8);
        assertThat(again).extracting(Suggestion::configuration).isEqualTo(story.subList(32, 40));
    }

    @Test
    void about_half_of_the_draws_at_the_start_lie_where_the_best_is_believed() {
        var drawn = Optimizers.nsga2().suggest(Problems.of(ONE_CORNER, 3), List.of(), List.of(), 1, 400);
        long inside = IntStream.range(0, 400)
                .filter(i -> (double) drawn.get(i).configuration().value("x0") > 0.7
                        && (double) drawn.get(i).configuration().value("x0") < 0.9)
                .count();
        // half of them in 0.8 * 0.954 + 0.2 * 0.2, and half of them in 0.2, of the cases
        assertThat(inside).isBetween(185L, 217L);
    }
}
