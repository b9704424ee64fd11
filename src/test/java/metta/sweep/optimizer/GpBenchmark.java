package metta.sweep.optimizer;

import java.util.List;
import java.util.Optional;
import metta.sweep.Observation;
import metta.sweep.Problem;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What the parts of a suggestion of `gp` cost in ten dimensions.
@State(Scope.Thread)
public class GpBenchmark {
    @Param({"100", "250", "500"})
    private int runs;

    private final Problem problem = Problems.of(Problems.cube(10), 0);
    private Evidence evidence = new Evidence.Cache().of(problem, List.of());
    private double[][] points = {};
    private double[] targets = {};
    private double[][] candidates = {};
    private Optional<Improvement> improvement = Optional.empty();

    @Setup
    public void fill() {
        List<Observation> observations = Waves.observations(problem, runs);
        evidence = new Evidence.Cache().of(problem, observations);
        points = evidence.items().stream().map(each -> each.point().toArray()).toArray(double[][]::new);
        var warped = new Targets(evidence.items());
        targets = evidence.items().stream()
                .mapToDouble(each -> warped.of(each.loss()))
                .toArray();
        var fitted = fit();
        improvement =
                Optional.of(new Improvement(GaussianProcess.of(fitted.kernel(), fitted.noise(), points, targets)));
        candidates = new SpaceCandidates(
                        evidence.space(),
                        new LowestLoss().centers(evidence.items()),
                        Optional.empty(),
                        problem.random(7))
                .places();
    }

    @Benchmark
    public KernelFit fit() {
        return KernelFit.of(new Geometry(evidence.space()), KernelShape.BOWL, points, targets);
    }

    @Benchmark
    public double[] acquisitionOfCandidates() {
        return improvement.orElseThrow().of(candidates);
    }

    @Benchmark
    public double acquisitionAndGradient() {
        return improvement.orElseThrow().at(candidates[0], new double[10]);
    }
}
