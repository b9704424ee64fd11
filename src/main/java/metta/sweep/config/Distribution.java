package metta.sweep.config;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import metta.sweep.space.IntLog;
import metta.sweep.space.IntStepped;
import metta.sweep.space.IntUniform;
import metta.sweep.space.LogNormal;
import metta.sweep.space.LogitNormal;
import metta.sweep.space.Parameter;
import metta.sweep.space.Pow2;
import metta.sweep.space.Stepped;
import metta.sweep.space.Uniform;

/// The distributions that a file can name, and the ranges they make.
enum Distribution {
    UNIFORM,
    INT_UNIFORM,
    UNIFORM_POW2,
    LOG_NORMAL,
    LOGIT_NORMAL;

    /// What a file says about a range, unread.
    record Bounds(boolean log, Optional<YamlNode> min, Optional<YamlNode> max, Optional<YamlNode> step) {
        private <N> Optional<Supplier<Parameter.Numeric>> read(
                Function<YamlNode, Optional<N>> reading, BiFunction<N, N, Parameter.Numeric> range) {
            var low = min.flatMap(reading);
            var high = max.flatMap(reading);
            return low.flatMap(a -> high.map(b -> () -> range.apply(a, b)));
        }

        private Optional<Supplier<Parameter.Numeric>> reals(BiFunction<Double, Double, Parameter.Numeric> range) {
            return read(YamlNode::number, range);
        }

        private Optional<Supplier<Parameter.Numeric>> wholes(BiFunction<Long, Long, Parameter.Numeric> range) {
            return read(YamlNode::whole, range);
        }
    }

    boolean takesLog() {
        return switch (this) {
            case UNIFORM, INT_UNIFORM, LOG_NORMAL -> true;
            case UNIFORM_POW2, LOGIT_NORMAL -> false;
        };
    }

    boolean takesStep() {
        return this == UNIFORM || this == INT_UNIFORM;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The range, to be constructed; empty if a bound or the step is no number, which is then noted.
    Optional<Supplier<Parameter.Numeric>> over(Bounds bounds) {
        return switch (this) {
            case UNIFORM -> bounds.log() ? bounds.reals(LogNormal::new) : uniform(bounds);
            case INT_UNIFORM -> bounds.log() ? bounds.wholes(IntLog::new) : intUniform(bounds);
            case UNIFORM_POW2 -> bounds.wholes(Pow2::new);
            case LOG_NORMAL -> bounds.reals(LogNormal::new);
            case LOGIT_NORMAL -> bounds.reals(LogitNormal::new);
        };
    }

    private static Optional<Supplier<Parameter.Numeric>> uniform(Bounds bounds) {
        if (bounds.step().isEmpty()) {
            return bounds.reals(Uniform::new);
        }
        var step = bounds.step().flatMap(YamlNode::number);
        var range = bounds.reals((min, max) -> new Stepped(min, max, step.orElseThrow()));
        return step.flatMap(_ -> range);
    }

    private static Optional<Supplier<Parameter.Numeric>> intUniform(Bounds bounds) {
        if (bounds.step().isEmpty()) {
            return bounds.wholes(IntUniform::new);
        }
        var step = bounds.step().flatMap(YamlNode::whole);
        var range = bounds.wholes((min, max) -> new IntStepped(min, max, step.orElseThrow()));
        return step.flatMap(_ -> range);
    }
}
