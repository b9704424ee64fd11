package metta.sweep.optimizer;

import java.util.List;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One suggestion in ten dimensions after so many runs and up to 50 more, of which the last one ended
/// since the suggestion before.
@State(Scope.Thread)
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
