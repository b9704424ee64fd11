package metta.sweep.optimizer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.optimizer.Coordinate.Line;
import metta.sweep.space.Configuration;

/// The trials before there is something to learn from: the centre of the space, where a person said
/// that a search starts or believes the best to be, and then a step along one coordinate, and along
/// another one, each from the best so far, as COBYLA begins (Powell, "A direct search optimization
/// method that models the objective and constraint functions by linear interpolation", 1994, section
/// 2).
///
/// Where nothing but failures is known, and where there is no such step, or one to where a trial was,
/// points of a scrambled Sobol sequence; and so where there is not one best but a front, which may
/// reach far.
final class InitialDesign {
    private static final int FEWEST_STEPS = 3;

    /// How many points of the sequence it takes where there is a front.
    private static final int SPREAD = 5;

    /// How much of a line.
    static final double STEP = 1.0 / 6;

    /// Multiples of it come to every part between two whole numbers, whichever multiples are left out.
    private static final double GOLDEN_RATIO = 0.6180339887498949;

    private final boolean all;
    private final Beginning sobol = new Beginning();

    /// @param all whether all objectives count, else the first
    InitialDesign(boolean all) {
        this.all = all;
    }

    /// How many trials it takes: the centre and a step along each coordinate, but not more than a
    /// fourth of all trials.
    int size(Problem problem) {
        int most = Math.max(FEWEST_STEPS, problem.maxTrials() / 4);
        return 1 + Math.clamp(spreads(problem) ? SPREAD : problem.space().dimensions(), FEWEST_STEPS, most);
    }

    private boolean spreads(Problem problem) {
        return all && problem.objectives().size() > 1;
    }

    Suggestion suggestion(Problem problem, Evidence evidence, List<Configuration> pending, int number) {
        var suggested = number == 1
                ? centre(evidence.space()).map(each -> new Suggestion(each, Map.of(), start(evidence.space())))
                : base(problem, evidence).flatMap(each -> step(problem, evidence, each, number));
        return suggested
                .filter(each -> evidence.isNew(each.configuration(), pending))
                .orElseGet(() -> sobol.suggestion(problem, evidence, pending, number));
    }

    /// Nothing where a constraint is not satisfied.
    private static Optional<Configuration> centre(ModelSpace space) {
        return space.space().around(space.priors().likeliest(space.space()));
    }

    private static String start(ModelSpace space) {
        return space.priors().any()
                ? "where the best is believed, and otherwise the centre of the space"
                : "the centre of the space, where the search starts";
    }

    /// Where to step from: the best, or the centre as long as no run has ended. Nothing where there is
    /// nowhere to step to, or not one best.
    private Optional<Configuration> base(Problem problem, Evidence evidence) {
        if (problem.space().dimensions() == 0 || spreads(problem)) {
            return Optional.empty();
        }
        return evidence.items().isEmpty()
                ? centre(evidence.space())
                : Evidence.best(evidence.items(), 1).stream()
                        .map(Evidence.Item::configuration)
                        .findFirst();
    }

    private static Optional<Suggestion> step(Problem problem, Evidence evidence, Configuration base, int number) {
        var space = evidence.space();
        var random = problem.random(number);
        var place = space.place(base);
        int dimensions = space.coordinates().size();
        double turn = number * GOLDEN_RATIO;
        int coordinate = (int) ((turn - Math.floor(turn)) * dimensions);
        while (!place.has(coordinate)) {
            coordinate = (coordinate + 1) % dimensions;
        }
        double moved = moved(space.coordinates().get(coordinate), place.at(coordinate), random);
        var to = space.whole(place.with(List.of(coordinate), Point.of(moved)), random);
        String name = problem.space().freeNames().get(coordinate);
        return space.at(to)
                .map(each -> new Suggestion(
                        each,
                        Map.of(),
                        "a step of '%s' from the %s"
                                .formatted(name, evidence.items().isEmpty() ? "centre" : "best so far")));
    }

    private static double moved(Coordinate coordinate, double from, RandomGenerator random) {
        return switch (coordinate) {
            case Choice choice when choice.size() > 1 -> (from + 1 + random.nextInt(choice.size() - 1)) % choice.size();
            case Choice _ -> from;
            case Line line -> {
                double step = random.nextBoolean() ? Math.max(STEP, line.step()) : -Math.max(STEP, line.step());
                double to = from + step;
                yield to < 0 || to > 1 ? from - step : to;
            }
        };
    }
}
