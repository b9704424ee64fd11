package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import metta.sweep.Problem;

/// How much each coordinate matters: of what scores differ by, the share that would be left open if
/// all other coordinates were known (the total effect: Homma and Saltelli, "Importance measures in
/// global sensitivity analysis of nonlinear models", 1996).
///
/// It is what a Gaussian process expects of it, by pairs of points that differ in one coordinate
/// (Jansen, "Analysis of variance designs for model output", 1999). What the process does not know
/// counts too: a coordinate of which little is known matters.
final class Importance {
    private static final int PAIRS = 100;

    private Importance() {}

    /// By parameter with something to choose, in order; of several objectives the one that it matters
    /// most to.
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
        var models = aim.objectives(evidence.telling()).stream()
                .map(each -> Regression.of(
                                geometry,
                                KernelShape.BOWL,
                                evidence.items(),
                                new Scores(evidence.sources(), each, aim),
                                Optional.empty())
                        .process())
                .toList();
        var pairs = Pairs.of(evidence.space(), random);
        double[] most = new double[geometry.dimensions()];
        for (var model : models) {
            double[] shares = shares(model, pairs);
            Arrays.setAll(most, i -> Math.max(most[i], shares[i]));
        }
        return most;
    }

    private static double[] shares(GaussianProcess process, Pairs pairs) {
        double whole = mean(process.squaredDifferences(pairs.points, pairs.others));
        return pairs.moved.stream()
                .mapToDouble(each -> mean(process.squaredDifferences(pairs.points, each)) / whole)
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /// Points, as many others, and by coordinate the same points moved along it alone.
    private static final class Pairs {
        private final double[][] points = new double[PAIRS][];
        private final double[][] others = new double[PAIRS][];
        private final List<double[][]> moved = new ArrayList<>();

        static Pairs of(ModelSpace space, RandomGenerator random) {
            var pairs = new Pairs();
            int dimensions = space.coordinates().size();
            for (int i = 0; i < dimensions; i++) {
                pairs.moved.add(new double[PAIRS][]);
            }
            for (int pair = 0; pair < PAIRS; pair++) {
                var point = space.draw(random);
                var other = space.draw(random);
                pairs.points[pair] = seen(space, point);
                pairs.others[pair] = seen(space, other);
                for (int i = 0; i < dimensions; i++) {
                    pairs.moved.get(i)[pair] = seen(space, point.with(List.of(i), Point.of(other.at(i))));
                }
            }
            return pairs;
        }

        /// Without what takes no part. Whether a constraint rejects it does not matter to what it
        /// would score.
        private static double[] seen(ModelSpace space, Point point) {
            return space.settled(point).orElse(point).toArray();
        }
    }
}
