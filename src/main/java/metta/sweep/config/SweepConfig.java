package metta.sweep.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import metta.sweep.HookEvent;
import metta.sweep.Resources;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// A sweep as its file describes it, complete with defaults.
///
/// @param name the sweep's id unless the command line gives one
/// @param recipe what is swept, unless the command line says so
/// @param metrics the primary objective first; empty means the recipe's own
/// @param outcomeConstraints what metrics of a trial have to keep for it to be of use
/// @param points configurations to try first, in order
/// @param warmStart earlier sweeps that the optimizer learns from
/// @param prices what an hour costs
/// @param resources what each job occupies
/// @param failures what is done about jobs that fail
/// @param replicates with how many seeds configurations are run
/// @param hooks the command to run when something has happened, as its arguments
/// @param notification whom to tell of its end, or of trouble
public record SweepConfig(
        Optional<String> name,
        Optional<String> recipe,
        List<Metric> metrics,
        List<OutcomeConstraint> outcomeConstraints,
        Optional<Cost> cost,
        SearchSpace space,
        List<Configuration> points,
        OptimizerConfig optimizer,
        WarmStart warmStart,
        SchedulerConfig scheduler,
        Budget budget,
        Prices prices,
        Resources resources,
        Evaluation evaluation,
        Execution execution,
        Failures failures,
        Replicates replicates,
        long seed,
        StorePlace store,
        SequencedMap<HookEvent.Kind, List<String>> hooks,
        Notify notification) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");

    public SweepConfig {
        metrics = List.copyOf(metrics);
        outcomeConstraints = List.copyOf(outcomeConstraints);
        points = List.copyOf(points);
        hooks = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(hooks));
        name.ifPresent(SweepConfig::checkName);
        if (metrics.stream().map(Metric::name).distinct().count() < metrics.size()) {
            throw new IllegalArgumentException("a metric is there twice");
        }
        if (outcomeConstraints.stream().map(SweepConfig::place).distinct().count() < outcomeConstraints.size()) {
            throw new IllegalArgumentException("a metric is bounded twice on one side: " + outcomeConstraints);
        }
    }

    private static Map.Entry<String, OutcomeConstraint.Side> place(OutcomeConstraint constraint) {
        return Map.entry(constraint.metric(), constraint.side());
    }

    /// This configuration as plain values, with everything explicit. Written as JSON or YAML, it is read back to an
    /// equal configuration.
    public SequencedMap<String, Object> toTree() {
        return SweepConfigTree.of(this);
    }

    /// Checks what a sweep may be called: it becomes a directory's name and part of every run's id.
    ///
    /// @throws IllegalArgumentException if it may not
    public static String checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a sweep's name is at most 100 letters, digits, '.', '_' and '-', "
                    + "and starts with none of '.' and '-'; got '%s'".formatted(Spelling.shown(name)));
        }
        return name;
    }
}
