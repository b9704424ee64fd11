package metta.sweep.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Merit;
import metta.sweep.Overview;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import metta.sweep.config.Goal;
import org.jspecify.annotations.Nullable;

/// What a picture of a sweep needs to know of the order that it was started with.
///
/// @param metric the name of the primary one
/// @param merit what makes a trial the best
record Aim(String sweepId, String metric, Merit merit, int trials) {
    /// That of a sweep of which every trial may be the best.
    Aim(String sweepId, String metric, Goal goal, int trials) {
        this(sweepId, metric, new Merit(goal), trials);
    }

    static Aim of(Order order) {
        return new Aim(
                order.sweepId(),
                order.metrics().getFirst().name(),
                order.merit(),
                order.config().budget().maxTrials());
    }

    /// Takes it from where it stands in what is stored: understanding a whole configuration and a whole recipe takes
    /// longer than the look for which the rest of them is not needed.
    static Aim recall(SweepInfo sweep) {
        return stored(sweep).orElseGet(() -> of(Orders.recall(sweep)));
    }

    /// What counts now that the sweep may have been edited.
    Aim now(SweepInfo now) {
        return now.amendments().edits() == 0 ? this : recall(now);
    }

    /// How many trials the sweep may have now.
    int trials(SweepInfo now) {
        return now(now).trials();
    }

    /// The sweep at a glance, by the bounds that are in force now.
    Overview overview(Store store) {
        var overview = store.overview(sweepId, merit);
        var inForce = now(overview.sweep()).merit();
        return inForce.equals(merit) ? overview : store.overview(sweepId, inForce);
    }

    /// Bounds are left to those who understand a whole configuration.
    private static Optional<Aim> stored(SweepInfo sweep) {
        var metric = metric(sweep);
        boolean bounded = sweep.config().containsKey("outcome_constraints");
        return !bounded
                        && metric.get("name") instanceof String name
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
