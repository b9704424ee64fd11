package metta.sweep.optimizer;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// What Gaussian processes make of the scores of the runs that ended, and of which of them failed, as
/// far as a suggestion needs it.
final class Surrogate {
    private static final int FANTASIES = 16;

    private final Evidence evidence;
    private final KernelShape shape;
    private final Regression scores;
    private final Optional<Feasibility> feasibility;

    private Surrogate(Evidence evidence, KernelShape shape, Regression scores, Optional<Feasibility> feasibility) {
        this.evidence = evidence;
        this.shape = shape;
        this.scores = scores;
        this.feasibility = feasibility;
    }

    /// @param evidence with a feasible run
    /// @param before what may be of use still
    static Surrogate of(Evidence evidence, KernelShape shape, Optional<Surrogate> before) {
        var items = evidence.items();
        var alike = before.filter(each -> each.evidence.space() == evidence.space() && each.shape == shape);
        if (alike.isPresent() && SharedStart.isAll(alike.get().evidence.items(), items)) {
            return alike.get();
        }
        var geometry = alike.map(each -> each.fit().geometry()).orElseGet(() -> new Geometry(evidence.space()));
        var scores = Regression.of(geometry, shape, items, Surrogate::targets, alike.map(each -> each.scores));
        return new Surrogate(evidence, shape, scores, feasibility(geometry, items));
    }

    private static ToDoubleFunction<Evidence.Item> targets(List<Evidence.Item> items) {
        var targets = new Targets(items);
        return each -> targets.of(each.loss());
    }

    private static Optional<Feasibility> feasibility(Geometry geometry, List<Evidence.Item> items) {
        if (items.stream().allMatch(Evidence.Item::feasible)) {
            return Optional.empty();
        }
        var newest = items.subList(Math.max(0, items.size() - Regression.MOST_FITTED), items.size());
        boolean[] feasible = new boolean[newest.size()];
        for (int i = 0; i < feasible.length; i++) {
            feasible[i] = newest.get(i).feasible();
        }
        return Optional.of(Feasibility.of(geometry, Regression.places(newest), feasible));
    }

    Evidence evidence() {
        return evidence;
    }

    KernelFit fit() {
        return scores.fit();
    }

    /// The runs whose scores are known to the process, in the order of its points.
    List<Evidence.Item> used() {
        return scores.used();
    }

    /// The process of the scores after runs that have not ended are imagined to have.
    GaussianProcess imagining(double[][] pending, RandomGenerator random) {
        return pending.length == 0 ? scores.process() : scores.process().imagining(pending, FANTASIES, random);
    }

    /// Where configurations lie that have not been tried.
    double[][] places(List<Configuration> configurations) {
        return configurations.stream()
                .map(each -> evidence.space().place(each).toArray())
                .toArray(double[][]::new);
    }

    /// The suggestion of the most worth, by the probability that a run does not fail too; a draw where
    /// the constraints reject all that was looked at.
    ///
    /// @param pending is not suggested again, unless there is nothing else
    Suggestion best(
            Problem problem,
            Acquisition worth,
            List<Configuration> pending,
            Candidates candidates,
            RandomGenerator random,
            String reason) {
        var acquisition = feasibility.map(worth::and).orElse(worth);
        return new Ascent(acquisition, evidence, new HashSet<>(pending), candidates, fit().geometry())
                .best()
                .map(each -> new Suggestion(each, attributes(), reason))
                .orElseGet(() -> new Suggestion(
                        Draws.first(problem.space(), random),
                        Map.of(),
                        "random draw, because the constraints reject what the model looked at"));
    }

    /// What was added to the model where its arithmetic failed, so that nobody has to wonder.
    private Map<String, Object> attributes() {
        var attributes = new LinkedHashMap<String, Object>();
        if (scores.process().noise() > fit().noise()) {
            attributes.put("gp/jitter", scores.process().noise());
        }
        return attributes;
    }
}
