package metta.sweep.config;

import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import metta.sweep.space.Gaussian;
import metta.sweep.space.IntLog;
import metta.sweep.space.IntStepped;
import metta.sweep.space.IntUniform;
import metta.sweep.space.LogGaussian;
import metta.sweep.space.LogNormal;
import metta.sweep.space.LogitNormal;
import metta.sweep.space.Parameter;
import metta.sweep.space.Pow2;
import metta.sweep.space.Quantized;
import metta.sweep.space.ReverseLog;
import metta.sweep.space.Stepped;
import metta.sweep.space.Uniform;

/// The distributions that a file can name, and the ranges they make.
enum Distribution {
    UNIFORM,
    INT_UNIFORM,
    UNIFORM_POW2,
    LOG_UNIFORM,
    LOG_NORMAL,
    LOGIT_NORMAL,
    NORMAL,
    REVERSE_LOG;

    /// What a file says about a range, unread.
    record Bounds(
            boolean log,
            Optional<YamlNode> min,
            Optional<YamlNode> max,
            Optional<YamlNode> step,
            Optional<YamlNode> stddev) {
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
        return this == UNIFORM || this == INT_UNIFORM || this == LOG_UNIFORM || this == LOG_NORMAL;
    }

    boolean takesStep() {
        return this != UNIFORM_POW2;
    }

    boolean takesStddev() {
        return this == NORMAL || this == LOG_NORMAL;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The range, to be constructed; empty if a bound, the step or the deviation is no number, which is
    /// then noted.
    Optional<Supplier<Parameter.Numeric>> over(Bounds bounds) {
        return switch (this) {
            case UNIFORM -> bounds.log() ? quantized(bounds, bounds.reals(LogNormal::new)) : uniform(bounds);
            case INT_UNIFORM -> bounds.log() ? quantized(bounds, bounds.wholes(IntLog::new)) : intUniform(bounds);
            case UNIFORM_POW2 -> bounds.wholes(Pow2::new);
            case LOG_UNIFORM -> quantized(bounds, bounds.reals(LogNormal::new));
            case LOG_NORMAL ->
                quantized(
                        bounds,
                        bounds.stddev().isEmpty() ? bounds.reals(LogNormal::new) : normal(bounds, LogGaussian::around));
            case LOGIT_NORMAL -> quantized(bounds, bounds.reals(LogitNormal::new));
            case NORMAL -> quantized(bounds, normal(bounds, Gaussian::around));
            case REVERSE_LOG -> quantized(bounds, bounds.reals(ReverseLog::new));
        };
    }

    private interface Normal {
        Parameter.Numeric around(double min, double max, double stddev);
    }

    private static Optional<Supplier<Parameter.Numeric>> normal(Bounds bounds, Normal normal) {
        var stddev = bounds.stddev().flatMap(YamlNode::number);
        var range = bounds.reals((min, max) -> normal.around(min, max, stddev.orElseThrow()));
        return stddev.flatMap(_ -> range);
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

    private static Optional<Supplier<Parameter.Numeric>> quantized(
            Bounds bounds, Optional<Supplier<Parameter.Numeric>> range) {
        if (bounds.step().isEmpty()) {
            return range;
        }
        var step = bounds.step().flatMap(YamlNode::number);
        return step.flatMap(each -> range.map(of -> () -> new Quantized(of.get(), each)));
    }
}
