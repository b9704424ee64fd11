package metta.sweep.optimizer;

import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Problem;
import metta.sweep.space.Configuration;

/// Scores of a bowl with waves on it, at random points of a cube, for benchmarks.
final class Waves {
    private Waves() {}

    static List<Observation> observations(Problem problem, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> observation(problem, number))
                .toList();
    }

    private static Observation observation(Problem problem, int number) {
        var configuration = Draws.first(problem.space(), problem.random(number));
        return Problems.lost(number, configuration, loss(configuration));
    }

    private static double loss(Configuration configuration) {
        double sum = 0;
        for (Object value : configuration.values().values()) {
            double x = ((Number) value).doubleValue();
            sum += (x - 0.3) * (x - 0.3) + 0.3 * StrictMath.sin(9 * x);
        }
        return sum;
    }
}
