package metta.sweep;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.config.Budget;
import metta.sweep.config.Failures;
import metta.sweep.config.Metric;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.config.Prices;
import metta.sweep.config.Replicates;

/// What a controller has to keep to.
///
/// @param metrics the primary objective first; at least one
/// @param costMetric what a run cost is read from; absent: its seconds of wall-clock time
/// @param maxEvals evaluations at once; they take no training slot
/// @param evaluationOverrides what each evaluation is given besides its run
/// @param notKnownGrace how long after its submission a job may stay unknown to its dispatcher before it is withdrawn
/// @param jobTimeout how long a job may run before it is cancelled
/// @param failures what is done about jobs that fail
/// @param replicates with how many seeds configurations are run
/// @param outcomes what metrics of a trial have to keep for it to be the best
public record ControllerSettings(
        List<Metric> metrics,
        Optional<String> costMetric,
        Budget budget,
        Prices prices,
        int maxParallelJobs,
        int maxEvals,
        Resources resources,
        Map<String, Object> evaluationOverrides,
        Duration notKnownGrace,
        Optional<Duration> jobTimeout,
        Failures failures,
        Replicates replicates,
        List<OutcomeConstraint> outcomes) {
    public ControllerSettings {
        metrics = List.copyOf(metrics);
        outcomes = List.copyOf(outcomes);
        evaluationOverrides = Ordered.copy(evaluationOverrides);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("a sweep needs at least one metric");
        }
        if (maxParallelJobs < 1 || maxEvals < 1) {
            throw new IllegalArgumentException(
                    "limits must be at least 1: %d jobs, %d evals".formatted(maxParallelJobs, maxEvals));
        }
    }

    /// The settings of a sweep that runs each configuration once, and of which every trial may be the best.
    public ControllerSettings(
            List<Metric> metrics,
            Optional<String> costMetric,
            Budget budget,
            Prices prices,
            int maxParallelJobs,
            int maxEvals,
            Resources resources,
            Map<String, Object> evaluationOverrides,
            Duration notKnownGrace,
            Optional<Duration> jobTimeout,
            Failures failures) {
        this(
                metrics,
                costMetric,
                budget,
                prices,
                maxParallelJobs,
                maxEvals,
                resources,
                evaluationOverrides,
                notKnownGrace,
                jobTimeout,
                failures,
                Replicates.NONE,
                List.of());
    }

    public int maxTrials() {
        return budget.maxTrials();
    }

    public Metric primary() {
        return metrics.getFirst();
    }

    /// What makes a trial the best.
    public Merit merit() {
        return new Merit(primary().goal(), outcomes);
    }

    /// What every trial has to report: the objectives, then what is bounded besides, of which the last value counts.
    public List<Metric> reported() {
        var objectives = metrics.stream().map(Metric::name).toList();
        var bounded = outcomes.stream()
                .map(OutcomeConstraint::metric)
                .filter(each -> !objectives.contains(each))
                .distinct()
                .map(Metric::new);
        return Stream.concat(metrics.stream(), bounded).toList();
    }
}
