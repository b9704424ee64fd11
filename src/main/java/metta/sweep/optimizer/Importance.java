package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.Problem;

/// How much each coordinate matters: of what scores differ by, the share that would be left open if
/// all other coordinates were known (the total effect: Homma and Saltelli, "Importance measures in
/// global sensitivity analysis of nonlinear models", 1996).
///
/// One that takes part under a condition is looked at where it does.
///
/// It is what a Gaussian process expects of it, by pairs of points that differ in one coordinate
/// (Jansen, "Analysis of variance designs for model output", 1999). What the process does not know
/// counts too: a coordinate of which little is known matters.
final class Importance {
    private static final int PAIRS = 100;

    private Importance() {}

    /// By parameter with something to choose, in order; of several objectives and bounds the one that
    /// it matters most to.
    ///
    /// @param evidence with a feasible run
    static SequencedMap<String, Double> of(Problem problem, Evidence evidence) {
        double[] shares = shares(evidence, problem.random(0)); // trials are numbered from 1
        var byName = new LinkedHashMap<String, Double>();
        for (String name : problem.space().freeNames()) {
            byName.put(name, shares[byName.size()]);
        }
        return byName;
    }

    private static double[] shares(Evidence evidence, RandomGenerator random) {
        var geometry = new Geometry(evidence.space());
        var aim = new WidestFront();
        var objectives = aim.objectives(evidence.telling()).stream()
                .map(each -> Regression.of(
                                geometry,
                                KernelShape.BOWL,
                                evidence.items(),
                                new Scores(evidence.sources(), each, aim),
                                Optional.empty())
                        .process());
        var bounds = Bound.of(evidence).stream()
                .map(each -> Regression.of(geometry, KernelShape.BOWL, evidence.items(), each, Optional.empty())
                        .process());
        var pairs = Pairs.of(evidence.space(), random);
        double[] most = new double[geometry.dimensions()];
        for (var model : Stream.concat(objectives, bounds).toList()) {
            double[] shares = shares(model, pairs);
            Arrays.setAll(most, i -> Math.max(most[i], shares[i]));
        }
        return most;
    }

    private static double[] shares(GaussianProcess process, Pairs pairs) {
        double whole = mean(process.squaredDifferences(pairs.points, pairs.others), pairs.all());
        double[] shares = new double[pairs.moved.size()];
        Arrays.setAll(shares, i -> {
            double[] squares = process.squaredDifferences(pairs.points, pairs.moved.get(i));
            return Math.min(mean(squares, pairs.with(i)) / whole, 1); // By few pairs it may come out as more.
        });
        return shares;
    }

    private static double mean(double[] values, int[] counted) {
        return IntStream.of(counted).mapToDouble(i -> values[i]).average().orElseThrow();
    }

    /// Points, as many others, and by coordinate the same points moved along it alone.
    private static final class Pairs {
        private final double[][] points = new double[PAIRS][];
        private final double[][] others = new double[PAIRS][];
        private final List<double[][]> moved = new ArrayList<>();

        /// Whether a constraint rejects a point does not matter to what it would score.
        static Pairs of(ModelSpace whole, RandomGenerator random) {
            var space = new ModelSpace(whole.space().withoutConstraints());
            var pairs = new Pairs();
            int dimensions = space.coordinates().size();
            for (int i = 0; i < dimensions; i++) {
                pairs.moved.add(new double[PAIRS][]);
            }
            for (int pair = 0; pair < PAIRS; pair++) {
                var point = drawn(space, random);
                var other = drawn(space, random);
                var settled = space.settled(point).orElseThrow();
                pairs.points[pair] = settled.toArray();
                pairs.others[pair] = space.settled(other).orElseThrow().toArray();
                for (int i = 0; i < dimensions; i++) {
                    var beside = point.with(List.of(i), Point.of(other.at(i)));
                    pairs.moved.get(i)[pair] =
                            space.settled(beside).orElse(settled).toArray();
                }
            }
            return pairs;
        }

        /// One at which there is a configuration: what follows from parameters may have no value.
        private static Point drawn(ModelSpace space, RandomGenerator random) {
            return Stream.generate(() -> space.draw(random))
                    .limit(Draws.MOST)
                    .filter(each -> space.settled(each).isPresent())
                    .findFirst()
                    .orElseThrow(Draws::rejected);
        }

        int[] all() {
            return IntStream.range(0, PAIRS).toArray();
        }

        /// Those in which a coordinate takes part; all, where it does in none.
        int[] with(int coordinate) {
            int[] with = IntStream.range(0, PAIRS)
                    .filter(i -> !Double.isNaN(points[i][coordinate]))
                    .toArray();
            return with.length == 0 ? all() : with;
        }
    }
}
