package metta.sweep.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.SweepInfo;
import metta.sweep.config.Goal;
import org.jspecify.annotations.Nullable;

/// What a picture of a sweep needs to know of the order that it was started with.
///
/// @param metric the name of the primary one
record Aim(String sweepId, String metric, Goal goal, int trials) {
    static Aim of(Order order) {
        var primary = order.metrics().getFirst();
        return new Aim(
                order.sweepId(),
                primary.name(),
                primary.goal(),
                order.config().budget().maxTrials());
    }

    /// Takes it from where it stands in what is stored: understanding a whole configuration and a whole recipe takes
    /// longer than the look for which the rest of them is not needed.
    static Aim recall(SweepInfo sweep) {
        return stored(sweep).orElseGet(() -> of(Orders.recall(sweep)));
    }

    /// How many trials the sweep may have now, which may have been edited since.
    int trials(SweepInfo now) {
        return now.amendments().edits() == 0 ? trials : recall(now).trials();
    }

    private static Optional<Aim> stored(SweepInfo sweep) {
        var metric = metric(sweep);
        return metric.get("name") instanceof String name
                        && metric.get("goal") instanceof String goal
                        && object(sweep.config().get("budget")).get("max_trials") instanceof Long trials
                ? goal(goal).map(each -> new Aim(sweep.sweepId(), name, each, Math.toIntExact(trials)))
                : Optional.empty();
    }

    /// The sweep's own primary metric, else its recipe's.
    private static Map<?, ?> metric(SweepInfo sweep) {
        return sweep.config().get("metrics") instanceof List<?> metrics && !metrics.isEmpty()
                ? object(metrics.getFirst())
                : object(object(sweep.recipe().get("recipe")).get("metric"));
    }

    private static Optional<Goal> goal(String word) {
        return switch (word) {
            case "maximize" -> Optional.of(Goal.MAXIMIZE);
            case "minimize" -> Optional.of(Goal.MINIMIZE);
            default -> Optional.empty();
        };
    }

    private static Map<?, ?> object(@Nullable Object value) {
        return value instanceof Map<?, ?> object ? object : Map.of();
    }
}
