package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Problem;
import metta.sweep.Suggestion;

/// The trials before there is something to learn from: the centre of the space, where a person said
/// that a search starts or believes the best to be, and points of a scrambled Sobol sequence.
final class InitialDesign {
    private final SobolSearch sobol = SobolSearch.believing();

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
        var space = problem.space();
        var priors = new ModelSpace(space).priors();
        var reason = priors.any()
                ? "where the best is believed, and otherwise the centre of the space"
                : "the centre of the space, where the search starts";
        return space.around(priors.likeliest(space)).map(each -> new Suggestion(each, Map.of(), reason));
    }
}
