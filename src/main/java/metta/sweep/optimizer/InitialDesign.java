package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Problem;
import metta.sweep.Suggestion;

/// The trials before there is something to learn from: the centre of the space, where a person said
/// that a search starts, and points of a scrambled Sobol sequence.
final class InitialDesign {
    private final SobolSearch sobol = new SobolSearch();

    List<Suggestion> suggest(Problem problem, int first, int count) {
        var suggestions = new ArrayList<Suggestion>();
        var centre = first == 1 && count > 0 ? centre(problem) : Optional.<Suggestion>empty();
        centre.ifPresent(suggestions::add);
        int given = suggestions.size();
        suggestions.addAll(sobol.suggest(problem, List.of(), List.of(), first + given, count - given));
        return suggestions;
    }

    /// Nothing where a constraint is not satisfied.
    private static Optional<Suggestion> centre(Problem problem) {
        return problem.space()
                .completed(Map.of())
                .map(each -> new Suggestion(each, Map.of(), "the centre of the space, where the search starts"));
    }
}
