package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import metta.sweep.Problem;
import metta.sweep.space.Categorical;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;

final class QuadraticModelTest {
    private static final SearchSpace SPACE =
            Problems.space(new Uniform(0, 1), new Uniform(0, 1), new Categorical(List.of("x", "y")));
    private static final Problem PROBLEM = Problems.of(SPACE, 1);

    private static double number(Configuration configuration, String name) {
        return configuration.value(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static double bowl(Configuration configuration) {
        double a = number(configuration, "a") - 0.3;
        double b = number(configuration, "b") - 0.6;
        return 4 * a * a + 3 * a * b + 2 * b * b + ("x".equals(configuration.value("c")) ? 0.3 : 0);
    }

    private static List<Configuration> points(int count, int from) {
        return Optimizers.sobol().suggest(PROBLEM, List.of(), List.of(), from, count).stream()
                .map(each -> each.configuration())
                .toList();
    }

    private static Optional<QuadraticModel> model(int trials, ToDoubleFunction<Configuration> losses) {
        var points = points(trials, 1);
        var observations = IntStream.range(0, trials)
                .mapToObj(i -> Problems.lost(i + 1, points.get(i), losses.applyAsDouble(points.get(i))))
                .toList();
        var evidence = new Evidence.Cache().of(PROBLEM, observations);
        return QuadraticModel.of(CmaEsState.first(evidence.space().priors(), 100), evidence);
    }

    /// How many of 200 pairs of points it puts in the right order.
    private static long right(QuadraticModel model, ToDoubleFunction<Configuration> losses) {
        var space = new ModelSpace(SPACE);
        var points = points(400, 1_000);
        return IntStream.range(0, 200)
                .filter(i -> {
                    var one = points.get(2 * i);
                    var other = points.get(2 * i + 1);
                    return (model.at(space.place(one)) < model.at(space.place(other)))
                            == (losses.applyAsDouble(one) < losses.applyAsDouble(other));
                })
                .count();
    }

    @Test
    void a_quadratic_function_is_known_after_a_few_trials() {
        assertThat(right(model(40, QuadraticModelTest::bowl).orElseThrow(), QuadraticModelTest::bowl))
                .isGreaterThan(170);
    }

    @Test
    void failed_trials_are_bad_ones() {
        ToDoubleFunction<Configuration> losses = each -> number(each, "a") > 0.6 ? Double.NaN : bowl(each);
        var model = model(60, losses).orElseThrow();
        var space = new ModelSpace(SPACE);
        var worst = points(100, 1_000).stream()
                .max(Comparator.comparingDouble(each -> model.at(space.place(each))))
                .orElseThrow();
        assertThat(number(worst, "a")).isGreaterThan(0.6);
    }

    /// A linear one has a coefficient for each line and each thing that could be chosen, and a
    /// constant.
    @Test
    void there_is_none_before_there_are_trials_enough_or_differences() {
        assertThat(model(5, QuadraticModelTest::bowl)).isEmpty();
        assertThat(model(6, QuadraticModelTest::bowl)).isPresent();
        assertThat(model(40, _ -> 1)).isEmpty();
        assertThat(model(40, _ -> Double.NaN)).isEmpty();
    }
}
