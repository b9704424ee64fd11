package metta.sweep.numeric;

import java.util.Arrays;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a hypervolume and the contributions to it cost: of a front on a sphere.
@State(Scope.Thread)
public class HypervolumeBenchmark {
    @Param({"2", "3", "4"})
    private int objectives;

    @Param({"25", "100"})
    private int points;

    private double[][] front = {};
    private double[] reference = {};

    @Setup
    public void fill() {
        var random = new Random(1);
        front = new double[points][];
        for (int i = 0; i < points; i++) {
            double[] point = random.doubles(objectives).toArray();
            double length = Math.sqrt(Cholesky.dot(point, 0, point, 0, objectives));
            for (int d = 0; d < objectives; d++) {
                point[d] = 1 - point[d] / length;
            }
            front[i] = point;
        }
        reference = new double[objectives];
        Arrays.fill(reference, 1.1);
    }

    @Benchmark
    public double volume() {
        return Hypervolume.of(front, reference);
    }

    @Benchmark
    public double[] contributions() {
        return Hypervolume.contributions(front, reference);
    }
}
