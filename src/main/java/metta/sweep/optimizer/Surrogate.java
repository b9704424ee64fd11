package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.config.Spelling;
import metta.sweep.space.Configuration;

/// What Gaussian processes make of the losses of the runs that ended, one for each objective that an
/// [Aim] wants, of how far they are beyond bounds, one for each bound, and of which of them failed, as
/// far as a suggestion needs it.
final class Surrogate {
    private final Evidence evidence;
    private final KernelShape shape;
    private final Aim aim;
    private final Geometry geometry;
    private final List<LossModel> models;
    private final List<BoundModel> bounds;
    private final Optional<Regression> feasibility;
    private final List<Evidence.Item> centers;

    private Surrogate(Evidence evidence, KernelShape shape, Aim aim, Optional<Surrogate> before) {
        var items = evidence.items();
        this.evidence = evidence;
        this.shape = shape;
        this.aim = aim;
        geometry = before.map(each -> each.geometry).orElseGet(() -> new Geometry(evidence.space()));
        models = aim.objectives(evidence.telling()).stream()
                .map(each -> model(each, before))
                .toList();
        bounds = Bound.of(evidence).stream().map(each -> model(each, before)).toList();
        feasibility = Optional.of(Feasibility.SUBJECT)
                .filter(each -> each.isIn(items))
                .map(each ->
                        Regression.of(geometry, shape, items, each, before.flatMap(earlier -> earlier.feasibility)));
        centers = aim.centers(used());
    }

    private Scores scores(int objective) {
        return new Scores(evidence.sources(), objective, aim);
    }

    private LossModel model(int objective, Optional<Surrogate> before) {
        var same = before.stream()
                .flatMap(each -> each.models.stream())
                .filter(each -> each.objective() == objective)
                .map(LossModel::regression)
                .findFirst();
        return new LossModel(objective, Regression.of(geometry, shape, evidence.items(), scores(objective), same));
    }

    private BoundModel model(Bound bound, Optional<Surrogate> before) {
        var same = before.stream()
                .flatMap(each -> each.bounds.stream())
                .filter(each -> each.bound().number() == bound.number())
                .map(BoundModel::regression)
                .findFirst();
        return new BoundModel(bound, Regression.of(geometry, shape, evidence.items(), bound, same));
    }

    /// @param evidence with a feasible run, of an earlier sweep at least
    /// @param before what may be of use still
    static Surrogate of(Evidence evidence, KernelShape shape, Aim aim, Optional<Surrogate> before) {
        var alike = before.filter(
                each -> each.evidence.space() == evidence.space() && each.shape == shape && each.aim.equals(aim));
        return alike.filter(each -> SharedStart.isAll(each.evidence.items(), evidence.items()))
                .orElseGet(() -> new Surrogate(evidence, shape, aim, alike));
    }

    Evidence evidence() {
        return evidence;
    }

    Aim aim() {
        return aim;
    }

    Geometry geometry() {
        return geometry;
    }

    /// By objective.
    List<LossModel> models() {
        return models;
    }

    /// By objective.
    List<KernelFit> fits() {
        return models.stream().map(LossModel::fit).toList();
    }

    /// The runs of this sweep that are known to the process of the first objective, in the order of
    /// its points.
    List<Evidence.Item> used() {
        return models.getFirst().regression().used();
    }

    /// The best runs of this sweep.
    List<Evidence.Item> centers() {
        return centers;
    }

    /// The best runs of this sweep, and of each earlier one.
    List<Evidence.Item> allCenters() {
        return Stream.concat(
                        centers.stream(),
                        evidence.sources().sweeps().stream().flatMap(each -> aim.centers(each).stream()))
                .toList();
    }

    /// How fast the mean of the first objective rises along each coordinate.
    double[] slopes(Point point) {
        var outlook = models.getFirst().process().at(point.toArray());
        return IntStream.range(0, geometry.dimensions())
                .mapToDouble(i -> outlook.meanByPlace(0, i))
                .toArray();
    }

    /// The processes after runs that have not ended are imagined to have.
    List<LossModel> imagining(double[][] pending, RandomGenerator random) {
        int ways = aim.fantasies(models.size());
        return pending.length == 0
                ? models
                : models.stream()
                        .map(each -> each.imagining(pending, ways, random))
                        .toList();
    }

    /// What the processes say of bounds after the same runs are imagined to have ended.
    Chances chances(double[][] pending, RandomGenerator random) {
        int ways = aim.fantasies(models.size());
        return pending.length == 0
                ? new Chances(bounds)
                : new Chances(bounds.stream()
                        .map(each -> each.imagining(pending, ways, random))
                        .toList());
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
        return new Ascent(acquisition, evidence, new HashSet<>(pending), candidates, geometry)
                .best()
                .map(each -> said(problem, each, reason, acquisition.jitter()))
                .orElseGet(() -> new Suggestion(
                        Draws.first(problem.space(), random),
                        Map.of(),
                        "random draw, because the constraints reject what the model looked at"));
    }

    /// With what is expected of it. Where more noise was taken than there is, it says so, so that
    /// nobody has to wonder.
    private Suggestion said(Problem problem, Configuration configuration, String reason, double jitter) {
        var told = reason + expected(problem, configuration) + kept(problem, configuration);
        return jitter > 0
                ? new Suggestion(
                        configuration,
                        Map.of("gp/jitter", jitter),
                        "%s; with noise of %.1e, as runs lie too close together for the arithmetic"
                                .formatted(told, jitter))
                : new Suggestion(configuration, Map.of(), told);
    }

    private String expected(Problem problem, Configuration configuration) {
        double[][] place = places(List.of(configuration));
        var expected = new ArrayList<String>();
        for (var model : aim.goesByMetrics() ? models : List.<LossModel>of()) {
            double[][] means = new double[1][1];
            double known = model.process().at(place, means)[0];
            double deviation = Math.sqrt(known * known + model.process().noise());
            var metric = problem.objectives().get(model.objective());
            scores(model.objective())
                    .scale(evidence.items())
                    .map(targets -> Expectation.of(metric, targets, means[0][0], deviation))
                    .ifPresent(each -> expected.add(each.toString()));
        }
        return expected.isEmpty() ? "" : "; expects " + String.join(", ", expected);
    }

    /// How likely it is to keep the bounds of which something is known.
    private String kept(Problem problem, Configuration configuration) {
        var known = bounds.stream().map(each -> each.bound().number()).toList();
        var unknown = IntStream.range(0, evidence.bounds())
                .filter(number -> !known.contains(number))
                .mapToObj(
                        number -> Spelling.shown(problem.outcomes().get(number).metric()))
                .distinct()
                .collect(Collectors.joining(", "));
        var nothing = unknown.isEmpty() ? "" : "; nothing is known yet of the bound of " + unknown;
        double likely = 100 * StrictMath.exp(new Chances(bounds).of(places(List.of(configuration)))[0]);
        return known.isEmpty()
                ? nothing
                : String.format(Locale.ROOT, "; %.0f %% likely to keep the outcome constraints", likely) + nothing;
    }
}
