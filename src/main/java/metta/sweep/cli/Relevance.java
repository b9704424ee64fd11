package metta.sweep.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import metta.sweep.Changes;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.SweepView;
import metta.sweep.config.Metric;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.config.Spelling;
import metta.sweep.json.Json;
import metta.sweep.optimizer.Optimizers;
import metta.sweep.telemetry.Values;

/// How much each parameter of a sweep matters, the most first, and which of them trials leave as they
/// are.
///
/// @param runs how many ended runs it is told from
/// @param bounded what only has to keep bounds, to which a parameter may matter too
record Relevance(long runs, List<Metric> metrics, List<String> bounded, List<Share> shares) {
    /// Fewer runs do not tell.
    private static final int FEWEST = 10;

    /// @param importance the share of what scores differ by that is due to the parameter, alone or
    ///     with others
    /// @param fixed the value that the newest trials leave it at
    record Share(String parameter, double importance, Optional<Object> fixed) {}

    /// Without shares where there is nothing to compare.
    static Relevance of(SweepInfo sweep, Order order, List<RunInfo> runs) {
        var view = new SweepView(sweep, order.metrics().getFirst().goal(), Set.of());
        view.fold(new Changes(0, sweep, runs, List.of()));
        var observations = List.copyOf(view.observations());
        var problem = Asked.of(order, order.settings()).problem();
        long feasible = observations.stream()
                .filter(each -> each.feasible() && problem.space().contains(each.configuration()))
                .count();
        if (feasible < FEWEST || problem.space().dimensions() < 2) {
            return new Relevance(feasible, order.metrics(), bounded(order), List.of());
        }
        var fixed = unimportant(runs);
        var shares = Optimizers.importance(problem, observations).entrySet().stream()
                .map(each -> new Share(each.getKey(), each.getValue(), Optional.ofNullable(fixed.get(each.getKey()))))
                .sorted(Comparator.comparingDouble(Share::importance).reversed())
                .toList();
        return new Relevance(feasible, order.metrics(), bounded(order), shares);
    }

    private static List<String> bounded(Order order) {
        var objectives = order.metrics().stream().map(Metric::name).toList();
        return order.config().outcomeConstraints().stream()
                .map(OutcomeConstraint::metric)
                .filter(each -> !objectives.contains(each))
                .distinct()
                .toList();
    }

    /// What the newest trial says of it.
    private static Map<?, ?> unimportant(List<RunInfo> runs) {
        return runs.stream()
                .filter(RunInfo::trial)
                .max(Comparator.comparingInt(RunInfo::number))
                .map(each -> each.summary().get(Optimizers.UNIMPORTANT))
                .<Map<?, ?>>map(each -> each instanceof Map<?, ?> map ? map : Map.of())
                .orElse(Map.of());
    }

    /// For people; none where there are no shares.
    List<String> lines() {
        var lines = new ArrayList<String>();
        if (!shares.isEmpty()) {
            lines.add(Values.plain("How much each parameter matters to %s%s, by %s:"
                    .formatted(
                            metrics.stream().map(Metric::name).collect(Collectors.joining(" or ")),
                            bounded.isEmpty() ? "" : " and the bounds of " + Spelling.list(bounded),
                            Values.count(runs, "trial"))));
        }
        shares.forEach(each -> lines.add(Values.plain("  %3.0f %%  %s%s"
                .formatted(
                        100 * each.importance(),
                        each.parameter(),
                        each.fixed()
                                .map(value -> "  (stays at %s in four of five trials)".formatted(Json.write(value)))
                                .orElse("")))));
        return lines;
    }
}
