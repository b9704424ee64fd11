package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.numeric.BoundedMinimizer;
import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.optimizer.Coordinate.Line;
import metta.sweep.space.Configuration;

/// The search for the configuration that an [Acquisition] values most: the best of some candidates
/// climb along the lines by the gradient, then step by step where values can be counted, as long as
/// that pays.
final class Ascent {
    private static final int CLIMBERS = 3;
    private static final int WALKERS = 2;
    private static final int ROUNDS = 50;
    private static final double TOLERANCE = 1e-6;
    private static final int SWEEPS = 3;
    private static final int[] JUMPS = {-2, -1, 1, 2};
    private static final Comparator<Valued> BEST_FIRST = Comparator.comparing(Valued::fresh)
            .thenComparingDouble(Valued::value)
            .reversed();

    private static final double[] SHARES_OF_THE_WAY = {1, 0.75, 0.5, 0.25, 0.125, 0.03125, 0};

    private final Acquisition acquisition;
    private final Evidence evidence;
    private final Set<Configuration> pending;
    private final Candidates candidates;
    private final Geometry geometry;

    Ascent(
            Acquisition acquisition,
            Evidence evidence,
            Set<Configuration> pending,
            Candidates candidates,
            Geometry geometry) {
        this.acquisition = acquisition;
        this.evidence = evidence;
        this.pending = pending;
        this.candidates = candidates;
        this.geometry = geometry;
    }

    /// The best that was neither tried nor is on its way; another where everything was. Nothing where
    /// the constraints reject every candidate.
    Optional<Configuration> best() {
        var starts = bestFirst();
        var best = best(starts.stream(), _ -> true);
        var other = best.filter(each -> !each.fresh())
                .flatMap(_ -> best(starts.stream().filter(this::fresh), this::fresh));
        return other.or(() -> best).map(Valued::configuration);
    }

    /// @param starts the best first, of which a few are climbed from
    /// @param wanted where a climb may end
    private Optional<Valued> best(Stream<double[]> starts, Predicate<Configuration> wanted) {
        return starts.limit(CLIMBERS)
                .flatMap(each -> climbed(each, wanted).stream())
                .map(this::valued)
                .sorted(BEST_FIRST)
                .limit(WALKERS)
                .map(this::walk)
                .min(BEST_FIRST);
    }

    /// @param fresh whether it was neither tried nor is on its way
    private record Valued(Configuration configuration, Point place, double value, boolean fresh) {
        boolean betterThan(Valued other) {
            return BEST_FIRST.compare(this, other) < 0;
        }
    }

    private List<double[]> bestFirst() {
        double[][] all = candidates.places();
        double[] values = acquisition.of(all);
        return IntStream.range(0, all.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .map(i -> all[i])
                .toList();
    }

    /// As far on the way up as the constraints allow; the start is allowed.
    private Optional<Configuration> climbed(double[] start, Predicate<Configuration> wanted) {
        double[] top = climb(start);
        return DoubleStream.of(SHARES_OF_THE_WAY)
                .mapToObj(share -> candidates.at(between(start, top, share)))
                .flatMap(Optional::stream)
                .filter(wanted)
                .findFirst();
    }

    private static Point between(double[] start, double[] top, double share) {
        double[] place = top.clone();
        for (int i = 0; i < place.length && share < 1; i++) {
            place[i] = start[i] + share * (top[i] - start[i]);
        }
        return Point.of(place);
    }

    private Valued valued(Configuration configuration) {
        return valued(List.of(configuration)).getFirst();
    }

    private List<Valued> valued(Collection<Configuration> configurations) {
        var all = List.copyOf(configurations);
        var places = all.stream().map(evidence.space()::place).toList();
        double[] values = acquisition.of(places.stream().map(Point::toArray).toArray(double[][]::new));
        return IntStream.range(0, all.size())
                .mapToObj(i -> new Valued(all.get(i), places.get(i), values[i], fresh(all.get(i))))
                .toList();
    }

    private boolean fresh(double[] place) {
        return candidates.at(Point.of(place)).filter(this::fresh).isPresent();
    }

    private boolean fresh(Configuration configuration) {
        return evidence.isNew(configuration, pending);
    }

    /// Along the lines that take part and that candidates move along.
    private double[] climb(double[] start) {
        int[] free = IntStream.range(0, start.length)
                .filter(i -> geometry.line(i) && !Double.isNaN(start[i]) && candidates.moves(start, i))
                .toArray();
        double[] at = start.clone();
        double[] slopes = new double[start.length];
        BoundedMinimizer.Function alongLines = (moved, gradient) -> {
            put(moved, free, at);
            double value = acquisition.at(at, slopes);
            Arrays.setAll(gradient, i -> slopes[free[i]]);
            return value;
        };
        double[] lower = IntStream.of(free).mapToDouble(candidates::lower).toArray();
        double[] upper = IntStream.of(free).mapToDouble(candidates::upper).toArray();
        var from = IntStream.of(free).mapToDouble(i -> start[i]).toArray();
        put(
                new BoundedMinimizer(alongLines, lower, upper)
                        .from(from, ROUNDS, TOLERANCE)
                        .point(),
                free,
                at);
        return at;
    }

    private static void put(double[] values, int[] places, double[] into) {
        for (int i = 0; i < places.length; i++) {
            into[places[i]] = values[i];
        }
    }

    /// From neighbour to better neighbour, one coordinate after the other.
    private Valued walk(Valued start) {
        var current = start;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            var before = current;
            for (int coordinate = 0; coordinate < geometry.dimensions(); coordinate++) {
                for (var neighbour : valued(neighbours(current.place, coordinate))) {
                    current = neighbour.betterThan(current) ? neighbour : current;
                }
            }
            if (current.equals(before)) {
                break;
            }
        }
        return current;
    }

    private List<Configuration> neighbours(Point place, int coordinate) {
        var neighbours = new ArrayList<Configuration>();
        if (place.has(coordinate)) {
            for (double value :
                    values(place.at(coordinate), evidence.space().coordinates().get(coordinate))) {
                candidates.at(place.with(List.of(coordinate), Point.of(value))).ifPresent(neighbours::add);
            }
        }
        return neighbours;
    }

    private static double[] values(double from, Coordinate coordinate) {
        return switch (coordinate) {
            case Choice choice ->
                IntStream.range(0, choice.size())
                        .filter(each -> each != (int) from)
                        .asDoubleStream()
                        .toArray();
            case Line line when line.step() == 0 -> new double[0];
            case Line line ->
                IntStream.of(JUMPS)
                        .mapToDouble(jump -> Math.clamp(from + jump * line.step(), 0.0, 1.0))
                        .toArray();
        };
    }
}
