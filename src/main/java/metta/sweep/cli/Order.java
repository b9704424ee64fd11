package metta.sweep.cli;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metta.sweep.ControllerSettings;
import metta.sweep.Merit;
import metta.sweep.SweepException;
import metta.sweep.config.Cost;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.Spelling;
import metta.sweep.config.SweepConfig;
import metta.sweep.recipe.Recipe;
import metta.sweep.recipe.Step;

/// What a person asked to be swept, with every question answered.
record Order(String sweepId, SweepConfig config, Recipe recipe) {
    private static final Duration NOT_KNOWN_GRACE = Duration.ofSeconds(30);

    Order {
        if (config.evaluation().enabled().orElse(false) && recipe.evaluate().isEmpty()) {
            throw new SweepException(
                    SweepException.Exit.USAGE,
                    "the recipe %s has no evaluation; leave `evaluation` out, or add `evaluate:` to the recipe"
                            .formatted(recipe.name()));
        }
    }

    /// Refuses a command that has a macro for a parameter which its jobs do not always have.
    void requireParameters() {
        require("train", recipe.train(), config.space().certainNames());
        program()
                .evaluate()
                .ifPresent(step -> require(
                        "evaluate",
                        step,
                        List.copyOf(config.evaluation().overrides().values().keySet())));
    }

    private static void require(String which, Step step, List<String> known) {
        step.parametersNamed().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new SweepException(
                            SweepException.Exit.USAGE,
                            "%s: its command has ${param.%s}, which is no parameter that every one of its jobs has%s"
                                    .formatted(which, Spelling.shown(name), Spelling.hint(name, known)));
                });
    }

    /// The same program, with the configuration that is in force, whatever the order was placed with.
    Order inForce(Map<String, Object> tree) {
        return new Order(sweepId, Orders.config(sweepId, tree), recipe);
    }

    /// The recipe without its evaluation where the sweep wants none.
    Recipe program() {
        return config.evaluation().enabled().orElse(true) ? recipe : recipe.withoutEvaluation();
    }

    /// The metrics that must be kept of what jobs report.
    Set<String> wanted() {
        var names = new LinkedHashSet<String>();
        metrics().forEach(each -> names.add(each.name()));
        config.outcomeConstraints().forEach(each -> names.add(each.metric()));
        config.cost().ifPresent(each -> names.add(each.metric()));
        return names;
    }

    /// The metrics to optimize: the file's, else the recipe's own.
    List<Metric> metrics() {
        return config.metrics().isEmpty() ? recipe.metric().stream().toList() : config.metrics();
    }

    /// The primary metric's.
    Goal goal() {
        return metrics().getFirst().goal();
    }

    /// What makes a trial the best.
    Merit merit() {
        return settings().merit();
    }

    ControllerSettings settings() {
        var execution = config.execution();
        return new ControllerSettings(
                metrics(),
                config.cost().map(Cost::metric),
                config.budget(),
                config.prices(),
                execution.maxParallelJobs(),
                execution.maxConcurrentEvals(),
                config.resources(),
                config.evaluation().overrides().values(),
                NOT_KNOWN_GRACE,
                execution.jobTimeout(),
                config.failures(),
                config.replicates(),
                config.outcomeConstraints());
    }
}
