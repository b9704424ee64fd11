package metta.sweep.optimizer;

import java.util.List;
import java.util.concurrent.TimeUnit;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One suggestion in ten dimensions after so many runs and up to 50 more, of which the last one ended
/// since the suggestion before.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class SuggestionBenchmark {
    private static final int MORE = 50;

    @Param({"gp", "tpe", "cmaes"})
    private String type = "";

    @Param({"100", "1000", "10000"})
    private int runs;

    private final Problem problem = Problems.of(Problems.cube(10), 0);
    private Optimizer optimizer = Optimizers.random();
    private List<Observation> all = List.of();
    private int more;

    @Setup
    public void fill() {
        optimizer = switch (type) {
            case "gp" -> Optimizers.gp();
            case "tpe" -> Optimizers.tpe();
            default -> Optimizers.cmaes();
        };
        all = Waves.observations(problem, runs + MORE);
    }

    @Benchmark
    public List<Suggestion> suggestion() {
        more = (more + 1) % MORE;
        return optimizer.suggest(problem, all.subList(0, runs + more), List.of(), runs + more, 1);
    }
}
