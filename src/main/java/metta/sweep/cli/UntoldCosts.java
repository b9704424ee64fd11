package metta.sweep.cli;

import java.util.List;
import java.util.Optional;
import metta.sweep.Fact;
import metta.sweep.Observation;
import metta.sweep.RunInfo;
import metta.sweep.SweepListener;
import metta.sweep.SweepView;
import metta.sweep.config.Cost;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.Spelling;
import metta.sweep.config.SweepConfig;
import metta.sweep.telemetry.Values;

/// Says once of a sweep whose optimizer heeds what runs cost that some of them have told no cost.
final class UntoldCosts implements SweepListener {
    private static final String COST_AWARE = "cost_aware";
    private static final String NEVER = "never";

    private final SweepConfig config;
    private final SweepListener listener;
    private boolean told;

    /// @param listener is told of it
    UntoldCosts(Order order, SweepListener listener) {
        this.config = order.config();
        this.listener = listener;
    }

    @Override
    public void recorded(Fact fact, SweepView view) {
        boolean asked = !told && metric(config).isPresent();
        if (asked && fact instanceof Fact.Observed(var _, var observation) && untold(observation)) {
            words(config, view.all()).ifPresent(words -> {
                told = true;
                listener.warning(words);
            });
        }
    }

    /// How many runs have told no cost; nothing where all have, and where costs do not count.
    static Optional<String> words(SweepConfig config, List<RunInfo> runs) {
        var well = runs.stream()
                .flatMap(each -> each.observation().stream())
                .filter(Observation::feasible)
                .toList();
        long untold = well.stream().filter(UntoldCosts::untold).count();
        return metric(config)
                .filter(_ -> untold > 0)
                .map(metric -> untold == well.size()
                        ? "no run has told '%s' above 0, so that what runs cost does not count".formatted(metric)
                        : "%d of %s told no '%s' above 0, and teach nothing of what runs cost"
                                .formatted(untold, Values.count(well.size(), "run"), metric))
                .map(words -> "%s: %s".formatted(who(config), words));
    }

    private static boolean untold(Observation observation) {
        return observation.feasible() && !(observation.cost() > 0);
    }

    /// What says what a run cost, where the optimizer heeds that. Seconds are always told.
    private static Optional<String> metric(SweepConfig config) {
        boolean heeded = config.optimizer().type() == OptimizerType.PROTEIN
                || !config.optimizer()
                        .settings()
                        .getOrDefault(COST_AWARE, NEVER)
                        .equals(NEVER);
        return config.cost().filter(_ -> heeded).map(Cost::metric).map(Spelling::shown);
    }

    private static String who(SweepConfig config) {
        return config.optimizer().type() == OptimizerType.PROTEIN ? "protein" : COST_AWARE;
    }
}
