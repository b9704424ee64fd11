package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Precedent;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.space.Belief;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;
import org.junit.jupiter.api.Test;

final class MogpSearchTest implements OptimizerContract {
    private static final double NONE = Double.NaN;

    @Override
    public Optimizer optimizer() {
        return Optimizers.mogp();
    }

    private static Problem problem(int objectives) {
        var metrics = IntStream.range(0, objectives)
                .mapToObj(i -> new Metric("loss" + i, Goal.MINIMIZE, Aggregate.LAST))
                .toList();
        return new Problem(Problems.cube(2), metrics, 100, 1);
    }

    /// @param losses NaN where there is none
    private static Observation observation(int number, Configuration configuration, double... losses) {
        var scores = new LinkedHashMap<String, Double>();
        for (int i = 0; i < losses.length; i++) {
            if (!Double.isNaN(losses[i])) {
                scores.put("loss" + i, losses[i]);
            }
        }
        Optional<String> why = scores.isEmpty() ? Optional.of("exit 1") : Optional.empty();
        return new Observation("r" + number, number, 1, configuration, scores, 1, 1, why, Optional.empty());
    }

    private static List<Observation> observed(Problem problem, int count, IntFunction<double[]> losses) {
        return Optimizers.sobol().suggest(problem, List.of(), List.of(), 1, count).stream()
                .map(Suggestion::configuration)
                .collect(
                        ArrayList::new,
                        (all, each) -> all.add(observation(all.size() + 1, each, losses.apply(all.size()))),
                        List::addAll);
    }

    private List<Suggestion> asked(Problem problem, List<Observation> observations, int count) {
        return optimizer().suggest(problem, observations, List.of(), observations.size() + 1, count);
    }

    private static double place(Observation observation, String name) {
        return (double) observation.configuration().value(name);
    }

    @Test
    void of_one_objective_it_does_what_gp_does() {
        var problem = problem(1);
        var observations = observed(problem, 20, i -> new double[] {Math.sin(i)});
        assertThat(asked(problem, observations, 4))
                .isEqualTo(Optimizers.gp().suggest(problem, observations, List.of(), 21, 4));
    }

    @Test
    void with_several_objectives_too_what_was_asked_before_changes_no_answer() {
        var problem = problem(3);
        var observations = observed(problem, 130, i -> new double[] {Math.sin(i), Math.cos(i), i % 7});
        var answer = asked(problem, observations, 3);
        var used = optimizer();
        used.suggest(problem, observations.subList(0, 120), List.of(), 121, 2);
        used.suggest(problem, observations.reversed(), List.of(), 131, 2);
        used.suggest(problem(2), observations, List.of(), 131, 2);
        assertThat(used.suggest(problem, observations, List.of(), 131, 3)).isEqualTo(answer);
    }

    @Test
    void a_run_that_lacks_an_objective_counts_for_what_it_has() {
        var problem = problem(2);
        var complete = observed(problem, 12, i -> new double[] {i % 5, i % 3});
        var lacking = observed(problem, 12, i -> new double[] {i % 5, i == 11 ? NONE : i % 3});
        var missing = observed(problem, 12, i -> new double[] {i == 11 ? NONE : i % 5, i == 11 ? NONE : i % 3});
        assertThat(asked(problem, lacking, 1))
                .isNotEqualTo(asked(problem, complete, 1))
                .isNotEqualTo(asked(problem, missing, 1));
    }

    @Test
    void an_objective_that_no_run_has_is_left_out() {
        var problem = problem(2);
        var lacking = observed(problem, 20, i -> new double[] {i % 5, NONE});
        assertThat(asked(problem, lacking, 3))
                .extracting(Suggestion::configuration)
                .doesNotHaveDuplicates();
        var neverBoth =
                observed(problem(3), 20, i -> new double[] {i % 5, i % 2 == 0 ? i : NONE, i % 2 == 0 ? NONE : i});
        assertThat(asked(problem(3), neverBoth, 3))
                .extracting(Suggestion::configuration)
                .doesNotHaveDuplicates();
    }

    @Test
    void an_objective_that_comes_late_is_taken_in() {
        var problem = problem(2);
        var late = observed(problem, 150, i -> new double[] {i % 11, i < 140 ? NONE : i % 7});
        assertThat(asked(problem, late, 2)).hasSize(2);
    }

    @Test
    void an_objective_that_is_the_same_everywhere_says_nothing() {
        var problem = problem(2);
        var story = new ArrayList<Observation>();
        for (int number = 1; number <= 30; number++) {
            var asked = asked(problem, story, 1).getFirst().configuration();
            double off = (double) asked.value("x0") - 0.3;
            story.add(observation(number, asked, off * off, 7));
        }
        assertThat(story.stream().mapToDouble(each -> Math.abs(place(each, "x0") - 0.3)))
                .anyMatch(each -> each < 0.01);
    }

    @Test
    void objectives_that_agree_are_one() {
        var problem = problem(3);
        var story = new ArrayList<Observation>();
        for (int number = 1; number <= 30; number++) {
            var asked = asked(problem, story, 1).getFirst().configuration();
            double off = Math.abs((double) asked.value("x0") - 0.3) + Math.abs((double) asked.value("x1") - 0.8);
            story.add(observation(number, asked, off, 1e300 * off, 1e-300 * off));
        }
        assertThat(story.stream().mapToDouble(each -> each.score().orElseThrow()))
                .anyMatch(each -> each < 0.02);
    }

    @Test
    void ten_thousand_runs_of_three_points_have_a_suggestion_that_is_new() {
        var problem = problem(2);
        var points = IntStream.range(0, 3)
                .mapToObj(i -> problem.space()
                        .decode(new double[] {0.1 + 0.4 * i, 0.5})
                        .orElseThrow())
                .toList();
        var observations = IntStream.rangeClosed(1, 10_000)
                .mapToObj(i -> observation(i, points.get(i % 3), i % 3, -i % 3))
                .toList();
        assertThat(points)
                .doesNotContain(asked(problem, observations, 1).getFirst().configuration());
    }

    @Test
    void where_runs_fail_few_more_are_tried() {
        var problem = problem(2);
        var story = new ArrayList<Observation>();
        for (int number = 1; number <= 40; number++) {
            var asked = asked(problem, story, 1).getFirst().configuration();
            double x = (double) asked.value("x0");
            double y = (double) asked.value("x1");
            story.add(observation(number, asked, x > 0.7 ? new double[0] : new double[] {-x, -y}));
        }
        assertThat(story.subList(20, 40).stream()
                        .filter(each -> !each.feasible())
                        .count())
                .isLessThan(7);
    }

    /// Draws from the square; each objective is least somewhere on the way from one corner to the
    /// other.
    private static Precedent precedent() {
        var lessons = new ArrayList<Precedent.Lesson>();
        for (var each : observed(problem(2), 40, _ -> new double[] {0, 0})) {
            double[] losses = losses(each.configuration());
            lessons.add(new Precedent.Lesson(
                    each.configuration(), Map.of("loss0", 40 * losses[0] + 7, "loss1", 3 * losses[1])));
        }
        return new Precedent("earlier", lessons, new LinkedHashMap<>());
    }

    /// Both are as low as can be together where x1 is 0.3, and x0 is from 0.6 to 0.8.
    private static double[] losses(Configuration at) {
        double x = (double) at.value("x0");
        double y = (double) at.value("x1");
        return new double[] {
            (x - 0.6) * (x - 0.6) + (y - 0.3) * (y - 0.3), (x - 0.8) * (x - 0.8) + (y - 0.3) * (y - 0.3)
        };
    }

    private List<Observation> story(Problem problem, int trials) {
        var story = new ArrayList<Observation>();
        for (int number = 1; number <= trials; number++) {
            var asked = asked(problem, story, 1).getFirst().configuration();
            story.add(observation(number, asked, losses(asked)));
        }
        return story;
    }

    private static double off(List<Observation> story) {
        return story.stream()
                .mapToDouble(each -> Math.abs(place(each, "x0") - 0.7) + Math.abs(place(each, "x1") - 0.3))
                .average()
                .orElseThrow();
    }

    @Test
    void earlier_sweeps_that_are_alike_help_with_several_objectives_too() {
        var after = problem(2).after(List.of(precedent()), 1);
        assertThat(off(story(after, 6))).isLessThan(0.7 * off(story(problem(2), 6)));
        assertThat(asked(after, List.of(), 1).getFirst().reason())
                .isEqualTo("largest expected gain of volume anywhere, by Gaussian processes of 0 runs, and earlier"
                        + " sweeps");
    }

    @Test
    void an_earlier_sweep_that_lacks_an_objective_and_own_runs_that_fail_are_no_obstacle() {
        var lessons = observed(problem(3), 20, i -> new double[] {i % 5, i % 7}).stream()
                .map(each -> new Precedent.Lesson(each.configuration(), each.scores()))
                .toList();
        var precedents = List.of(precedent(), new Precedent("strange", lessons, new LinkedHashMap<>()));
        for (int objectives : List.of(3, 5)) {
            var problem = problem(objectives).after(precedents, 1);
            var story = new ArrayList<Observation>();
            for (int number = 1; number <= 12; number++) {
                story.add(
                        observation(number, asked(problem, story, 1).getFirst().configuration()));
            }
            assertThat(story).extracting(Observation::configuration).doesNotHaveDuplicates();
        }
    }

    @Test
    void what_is_believed_counts_with_several_objectives_too() {
        var beliefs = new LinkedHashMap<String, Belief>();
        beliefs.put("x0", new Belief.Between(0.6, 0.8, 0.8));
        beliefs.put("x1", new Belief.Between(0.2, 0.4, 0.8));
        var plain = problem(2);
        var space = new SearchSpace(plain.space().parameters(), new LinkedHashMap<>(), List.of(), beliefs);
        var believing = new Problem(space, plain.objectives(), 100, 1);
        var observations = observed(plain, 12, i -> new double[] {i % 5, i % 3});
        assertThat(asked(believing, observations, 1)).isNotEqualTo(asked(plain, observations, 1));
        assertThat(off(story(believing, 8))).isLessThan(off(story(plain, 8)));
    }

    @Test
    void what_is_worse_in_one_objective_than_all_that_was_seen_may_lie_on_the_front() {
        var problem = problem(2);
        var observations = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> {
                    var at = problem.space()
                            .decode(new double[] {0.3 * i / 12, i * 7 % 12 / 12.0})
                            .orElseThrow();
                    return observation(i, at, (double) at.value("x0"), -(double) at.value("x0"));
                })
                .toList();
        var asked = asked(problem, observations, 1).getFirst().configuration();
        assertThat((double) asked.value("x0")).isGreaterThan(0.32);
    }

    @Test
    void it_says_what_it_went_by() {
        var problem = problem(2);
        var observations = observed(problem, 12, i -> new double[] {i % 5, i % 3});
        assertThat(asked(problem, observations, 2).getLast().reason())
                .matches(
                        "largest expected gain of volume .*, by Gaussian processes of 12 runs and 1 under way; expects loss0 .*, loss1 .*");
    }
}
