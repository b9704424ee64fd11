package metta.sweep.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Observation;
import metta.sweep.Problem;
import metta.sweep.RunInfo;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.space.Categorical;
import metta.sweep.space.Configuration;
import metta.sweep.space.Fixed;
import metta.sweep.space.IntLog;
import metta.sweep.space.IntStepped;
import metta.sweep.space.IntUniform;
import metta.sweep.space.LogNormal;
import metta.sweep.space.LogitNormal;
import metta.sweep.space.Parameter;
import metta.sweep.space.Pow2;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Stepped;
import metta.sweep.space.Uniform;

/// Problems and observations for the tests of optimizers.
final class Problems {
    private Problems() {}

    static Problem of(SearchSpace space, long seed) {
        return new Problem(space, List.of(new Metric("score", Goal.MAXIMIZE, Aggregate.LAST)), 100, seed);
    }

    /// A space of these parameters, named `a`, `b`, `c` …
    static SearchSpace space(Parameter... parameters) {
        var named = new LinkedHashMap<String, Parameter>();
        for (var parameter : parameters) {
            named.put(String.valueOf((char) ('a' + named.size())), parameter);
        }
        return new SearchSpace(named);
    }

    static SearchSpace cube(int dimensions) {
        var parameters = new LinkedHashMap<String, Parameter>();
        for (int i = 0; i < dimensions; i++) {
            parameters.put("x" + i, new Uniform(0, 1));
        }
        return new SearchSpace(parameters);
    }

    /// Twelve dimensions of every kind, fixed values between them, in no alphabetical order.
    static SearchSpace mixed() {
        var parameters = new LinkedHashMap<String, Parameter>();
        parameters.put("trainer.total_timesteps", new Fixed(1_000_000));
        parameters.put("trainer.optimizer.learning_rate", new LogNormal(1e-5, 1e-2));
        parameters.put("trainer.gamma", new LogitNormal(0.8, 0.999));
        parameters.put("batch", new Pow2(32, 4096));
        parameters.put("act", new Categorical(List.of("relu", "tanh", "gelu")));
        parameters.put("layers", new IntUniform(1, 8));
        parameters.put("norm", new Fixed("layer"));
        parameters.put("width", new IntLog(8, 4096));
        parameters.put("dropout", new Stepped(0, 0.5, 0.1));
        parameters.put("heads", new IntStepped(2, 16, 2));
        parameters.put("bias", new Categorical(List.of(true, false)));
        parameters.put("clip", new Uniform(0.05, 0.3));
        parameters.put("z", new Uniform(-1, 1));
        parameters.put("only", new Categorical(List.of("x")));
        parameters.put("eps", new LogNormal(1e-8, 1e-4));
        parameters.put("a", new Uniform(0, 1e6));
        return new SearchSpace(parameters);
    }

    static SearchSpace withoutFreedom() {
        return space(new Fixed(3), new Categorical(List.of("x")), new Fixed(true));
    }

    /// What run `number` taught with this configuration; every fifth failed.
    static Observation observation(int number, Configuration configuration) {
        boolean failed = number % 5 == 0;
        return new Observation(
                RunInfo.id("s", number),
                number,
                1,
                configuration,
                failed ? Map.of() : Map.of("score", Math.sin(number)),
                1,
                100,
                failed ? Optional.of("exit 1") : Optional.empty(),
                Optional.empty());
    }

    /// What run `number` taught whose loss was this; NaN where it failed.
    static Observation lost(int number, Configuration configuration, double loss) {
        boolean failed = Double.isNaN(loss);
        return new Observation(
                RunInfo.id("s", number),
                number,
                1,
                configuration,
                failed ? Map.of() : Map.of("score", -loss),
                1,
                1,
                failed ? Optional.of("exit 1") : Optional.empty(),
                Optional.empty());
    }
}
