package metta.sweep.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import metta.sweep.JobDefinition;
import metta.sweep.JobRecord;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.RunInfo;
import metta.sweep.Spread;
import metta.sweep.SweepInfo;

/// Sweeps and runs as programs read them. Each has all of its keys always; an empty `Optional` becomes
/// null. The guide's page on JSON names them all.
final class Trees {
    private Trees() {}

    /// What all commands say of a sweep.
    static Map<String, Object> sweep(SweepInfo sweep, Order order) {
        var metric = order.metrics().getFirst();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("sweep", sweep.sweepId());
        tree.put("state", word(sweep.state()));
        tree.put("reason", sweep.reason());
        tree.put(
                "paused", sweep.amendments().paused().filter(_ -> !sweep.state().ended()));
        tree.put("created_at", sweep.createdAt().toString());
        tree.put("optimizer", word(order.config().optimizer().type()));
        tree.put("metric", metric.name());
        tree.put("goal", word(metric.goal()));
        return tree;
    }

    /// One run.
    static Map<String, Object> run(RunInfo run) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("run", run.runId());
        tree.put("number", run.number());
        tree.put("replicate", run.replicate() + 1);
        tree.put(
                "seed",
                run.jobs().stream().findFirst().map(JobRecord::definition).map(JobDefinition::seed));
        tree.put("status", run.status().name());
        tree.put("stopped", run.stopped());
        tree.put("problem", problem(run));
        tree.put("scores", run.observation().map(Observation::scores).orElse(Map.of()));
        tree.put("cost", run.observation().map(Observation::cost));
        tree.put("configuration", run.configuration().values());
        return tree;
    }

    /// A trial, with the means of its seeds where there are several.
    static Map<String, Object> found(RunInfo run, Observation taught) {
        var tree = run(run);
        tree.put("scores", taught.scores());
        tree.put("cost", taught.cost());
        tree.put("seeds", taught.seeds());
        tree.put("standard_errors", taught.spread().map(Spread::standardErrors).orElse(Map.of()));
        tree.put(
                "interval_95",
                taught.mean().map(mean -> List.of(mean.value() - mean.margin(), mean.value() + mean.margin())));
        return tree;
    }

    /// What its last job said that did not end well, with its own numbers; of an observation these are blanked.
    private static Optional<String> problem(RunInfo run) {
        var said = run.jobs().reversed().stream()
                .flatMap(job -> job.outcome().stream())
                .findFirst()
                .flatMap(Trees::said);
        return run.observation()
                .flatMap(Observation::problem)
                .map(blanked -> run.stopped().isPresent() ? blanked : said.orElse(blanked));
    }

    private static Optional<String> said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> Optional.of(failed.problem());
            case Outcome.Lost lost -> Optional.of("lost: " + lost.reason());
            case Outcome.Succeeded _, Outcome.Cancelled _ -> Optional.empty();
        };
    }

    static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
