package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.space.Categorical;
import metta.sweep.space.Condition;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Source;
import metta.sweep.space.Uniform;
import metta.sweep.space.Zip;
import org.junit.jupiter.api.Test;

/// With a Parzen estimator, which knows nothing of what matters.
final class PrunedSearchTest implements OptimizerContract {
    @Override
    public Optimizer optimizer() {
        return Optimizers.pruned(Optimizers::tpe);
    }

    private static List<Observation> sobol(Problem problem, int runs, ToDoubleFunction<Configuration> loss) {
        return observed(Optimizers.sobol().suggest(problem, List.of(), List.of(), 1, runs), loss);
    }

    private static List<Observation> observed(List<Suggestion> suggestions, ToDoubleFunction<Configuration> loss) {
        return IntStream.range(0, suggestions.size())
                .mapToObj(i -> {
                    var configuration = suggestions.get(i).configuration();
                    return Problems.lost(i + 1, configuration, loss.applyAsDouble(configuration));
                })
                .toList();
    }

    private static Observation best(List<Observation> observations) {
        return observations.stream()
                .max((one, other) -> Double.compare(
                        one.score().orElse(Double.NEGATIVE_INFINITY),
                        other.score().orElse(Double.NEGATIVE_INFINITY)))
                .orElseThrow();
    }

    private static double square(Configuration configuration, String name, double at) {
        double off = (double) configuration.value(name) - at;
        return off * off;
    }

    @Test
    void what_matters_little_stays_as_in_the_best_trial() {
        var problem = Problems.of(Problems.cube(4), 1);
        var observations = sobol(problem, 40, each -> square(each, "x1", 0.3) + square(each, "x2", 0.8));
        var best = best(observations).configuration();
        var suggestions = optimizer().suggest(problem, observations, List.of(), 41, 3);
        assertThat(suggestions).allSatisfy(each -> {
            assertThat(each.configuration().values())
                    .containsEntry("x0", best.value("x0"))
                    .containsEntry("x3", best.value("x3"));
            assertThat(each.attributes())
                    .containsEntry("pruning/unimportant", Map.of("x0", best.value("x0"), "x3", best.value("x3")));
            assertThat(each.reason()).contains("; as in the best trial, because they matter little: 'x0' (");
        });
        assertThat(suggestions)
                .extracting(each -> each.configuration().value("x1"))
                .doesNotHaveDuplicates();
    }

    @Test
    void every_fifth_trial_has_all_parameters() {
        var problem = Problems.of(Problems.cube(4), 1);
        var observations = sobol(problem, 40, each -> square(each, "x1", 0.3));
        var suggestion =
                optimizer().suggest(problem, observations, List.of(), 45, 1).getFirst();
        assertThat(suggestion.reason()).contains("; all parameters, to see whether these matter after all: 'x0' (");
        assertThat(suggestion.configuration().value("x0"))
                .isNotEqualTo(best(observations).configuration().value("x0"));
    }

    @Test
    void where_few_trials_have_ended_nothing_is_left_out() {
        var problem = Problems.of(Problems.cube(12), 1);
        var observations = sobol(problem, 11, each -> square(each, "x1", 0.3));
        var suggestions = optimizer().suggest(problem, observations, List.of(), 13, 3);
        assertThat(suggestions)
                .extracting(Suggestion::configuration)
                .isEqualTo(Optimizers.tpe().suggest(problem, observations, List.of(), 13, 3).stream()
                        .map(Suggestion::configuration)
                        .toList());
        assertThat(suggestions).allSatisfy(each -> {
            assertThat(each.reason()).endsWith("; nothing is pruned before 12 trials have ended well");
            assertThat(each.attributes()).isEmpty();
        });
    }

    /// `x0` matters where `x1` is above a half, which the first trials do not show.
    @Test
    void what_turns_out_to_matter_comes_back() {
        var problem = Problems.of(Problems.cube(3), 1);
        ToDoubleFunction<Configuration> loss = each -> {
            boolean beyond = (double) each.value("x1") > 0.5;
            return square(each, "x2", 0.4) + (beyond ? square(each, "x0", 0.9) - 1 : 0);
        };
        var space = problem.space().fixing(Map.of("x1", 0.2));
        var first = Optimizers.sobol().suggest(Problems.of(space, 2), List.of(), List.of(), 1, 30);
        var observations = new ArrayList<>(observed(first, loss));
        var before =
                optimizer().suggest(problem, observations, List.of(), 31, 1).getFirst();
        assertThat(unimportant(before)).contains("x0").doesNotContain("x2");
        var more =
                Optimizers.sobol().suggest(problem, List.of(), List.of(), 1, 60).subList(30, 60);
        more.forEach(each -> observations.add(Problems.lost(
                observations.size() + 1, each.configuration(), loss.applyAsDouble(each.configuration()))));
        var after = optimizer().suggest(problem, observations, List.of(), 61, 1).getFirst();
        assertThat(unimportant(after)).doesNotContain("x0");
    }

    private static List<String> unimportant(Suggestion suggestion) {
        return suggestion.attributes().get("pruning/unimportant") instanceof Map<?, ?> fixed
                ? fixed.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    /// A choice with parameters of its own, and columns that change together.
    private static SearchSpace branches() {
        var sources = new LinkedHashMap<String, Source>();
        sources.put("rate", new Uniform(0, 1));
        sources.put("kind", new Categorical(List.of("sgd", "adam")));
        sources.put("beta", new Uniform(0, 1));
        sources.put("size", new Zip(List.of("width", "depth"), List.of(List.of(8, 1), List.of(16, 2), List.of(32, 4))));
        var conditions = new LinkedHashMap<String, Condition>();
        conditions.put("beta", Condition.of("kind", List.of("adam")));
        return new SearchSpace(sources, conditions, List.of());
    }

    @Test
    void a_choice_takes_the_place_of_its_parameters_and_columns_stay_together() {
        var problem = Problems.of(branches(), 1);
        var observations = sobol(problem, 50, each -> square(each, "rate", 0.3));
        var best = best(observations).configuration();
        var suggestions = optimizer().suggest(problem, observations, List.of(), 51, 3);
        assertThat(suggestions).allSatisfy(each -> {
            assertThat(problem.space().contains(each.configuration())).isTrue();
            assertThat(each.configuration().with("rate", 0.5)).isEqualTo(best.with("rate", 0.5));
        });
    }

    /// Two values of what matters: both are known after a few trials, and only the others are left.
    @Test
    void where_nothing_else_is_left_to_try_all_parameters_are_tried() {
        var space = Problems.space(
                new Categorical(List.of(1L, 2L)),
                new Categorical(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l")));
        var problem = Problems.of(space, 1);
        var observations = new ArrayList<Observation>();
        var optimizer = optimizer();
        for (int number = 1; number <= 18; number++) {
            var configuration = optimizer
                    .suggest(problem, observations, List.of(), number, 1)
                    .getFirst()
                    .configuration();
            observations.add(Problems.lost(number, configuration, (double) (long) configuration.value("a")));
        }
        assertThat(observations).extracting(Observation::configuration).doesNotHaveDuplicates();
    }

    /// What matters little is in a constraint, which rejects most runs once it is fixed.
    @Test
    void what_runs_cost_is_known_of_all_of_them() {
        var space = SweepConfigReader.parse("sweep.yaml", """
                parameters: {u: {min: 0.0, max: 1.0}, v: {min: 0.0, max: 1.0}}
                constraints: [u + v > 1]
                """).space();
        var problem = Problems.of(space, 1);
        var observations = sobol(problem, 40, each -> square(each, "u", 0.9));
        var seen = new ArrayList<List<Observation>>();
        Optimizer recording = (asked, known, pending, first, count) -> {
            seen.add(known);
            return Optimizers.sobol().suggest(asked, known, pending, first, count);
        };
        Optimizers.pruned(() -> recording).suggest(problem, observations, List.of(), 41, 1);
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst()).hasSize(40).isNotEqualTo(observations);
    }

    @Test
    void many_parameters_that_matter_alike_all_stay() {
        var problem = Problems.of(Problems.cube(20), 1);
        var observations = sobol(
                problem,
                60,
                each -> problem.space().freeNames().stream()
                        .mapToDouble(name -> square(each, name, 0.4))
                        .sum());
        var suggestion =
                optimizer().suggest(problem, observations, List.of(), 61, 1).getFirst();
        assertThat(unimportant(suggestion)).hasSizeLessThan(3);
    }
}
