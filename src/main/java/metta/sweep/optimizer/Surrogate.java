package metta.sweep.optimizer;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Optional<Regression> feasibility;

    private Surrogate(Evidence evidence, KernelShape shape, Optional<Surrogate> before) {
        var items = evidence.items();
        this.evidence = evidence;
        this.shape = shape;
        var geometry = before.map(each -> each.fit().geometry()).orElseGet(() -> new Geometry(evidence.space()));
        var subject = new Scores(evidence.sources());
        scores = Regression.of(geometry, shape, items, subject, before.map(each -> each.scores));
        feasibility = Optional.of(Feasibility.SUBJECT)
                .filter(each -> each.isIn(items))
                .map(each ->
                        Regression.of(geometry, shape, items, each, before.flatMap(earlier -> earlier.feasibility)));
    }

    /// @param evidence with a feasible run, of an earlier sweep at least
    /// @param before what may be of use still
    static Surrogate of(Evidence evidence, KernelShape shape, Optional<Surrogate> before) {
        var alike = before.filter(each -> each.evidence.space() == evidence.space() && each.shape == shape);
        return alike.filter(each -> SharedStart.isAll(each.evidence.items(), evidence.items()))
                .orElseGet(() -> new Surrogate(evidence, shape, alike));
    }

    Evidence evidence() {
        return evidence;
    }

    KernelFit fit() {
        return scores.fit();
    }

    /// The runs of this sweep whose scores are known to the process, in the order of its points.
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
        var acquisition = feasibility
                .map(each -> worth.and(new Feasibility(each.process())))
                .orElse(worth);
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
