package metta.sweep.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import metta.sweep.Observation;
import metta.sweep.Ordered;
import metta.sweep.Problem;
import metta.sweep.Suggestion;

/// Which parameters matter so little that they are left as they are in the best trial.
///
/// @param choices what they keep, by parameter
/// @param values the same by name in a configuration
/// @param why for people
record Pruning(Map<String, Object> choices, Map<String, Object> values, String why) {
    Pruning {
        choices = Ordered.copy(choices);
        values = Ordered.copy(values);
    }

    /// What matters less is left, or less than a part of what each would if all mattered alike: of
    /// many parameters each may matter little, and all of them together much.
    private static final double LITTLE = 0.03;

    private static final double PART = 0.3;

    /// Fewer runs do not tell, nor do fewer than there are parameters.
    private static final int FEWEST = 10;

    /// After some runs. It follows from those that a Gaussian process would be fitted to, so that it
    /// changes the less often the more there are.
    static Pruning of(Problem problem, Evidence evidence) {
        var space = problem.space();
        int fewest = Math.max(FEWEST, space.dimensions());
        if (evidence.feasible() < fewest) {
            return none("nothing is pruned before %d trials have ended well".formatted(fewest));
        }
        var best = Evidence.best(evidence.items(), 1).getFirst().configuration();
        var chosen = space.choices(best).orElseThrow();
        var shares = Importance.of(problem, evidence);
        double little = Math.min(LITTLE, PART / space.dimensions());
        shares.entrySet().removeIf(each -> each.getValue() >= little || !chosen.containsKey(each.getKey()));
        chosen.keySet().retainAll(shares.keySet());
        var values = new LinkedHashMap<String, Object>();
        chosen.keySet().stream()
                .flatMap(each -> space.parameter(each).names(each).stream())
                .forEach(each -> values.put(each, best.value(each)));
        return chosen.isEmpty()
                ? none("no parameter matters so little that it is pruned")
                : new Pruning(chosen, values, why(shares));
    }

    private static Pruning none(String why) {
        return new Pruning(Map.of(), Map.of(), why);
    }

    private static String why(Map<String, Double> shares) {
        return shares.entrySet().stream()
                .map(each -> "'%s' (%.1f %%)".formatted(each.getKey(), 100 * each.getValue()))
                .collect(Collectors.joining(", "));
    }

    /// The first of some runs, by which it is decided.
    static List<Observation> basis(List<Observation> observations) {
        return List.copyOf(observations.subList(0, Regression.fittedOf(observations.size())));
    }

    boolean any() {
        return !choices.isEmpty();
    }

    /// The suggestion, and why nothing is left as it is.
    Suggestion without(Suggestion suggestion) {
        return new Suggestion(suggestion.configuration(), suggestion.attributes(), suggestion.reason() + "; " + why);
    }

    /// The suggestion, and that these parameters matter little.
    ///
    /// @param how they are treated, for people
    Suggestion with(Suggestion suggestion, String how) {
        return new Suggestion(
                suggestion.configuration(),
                Ordered.merge(suggestion.attributes(), Map.of(Optimizers.UNIMPORTANT, choices)),
                suggestion.reason() + "; " + how.formatted(why));
    }
}
