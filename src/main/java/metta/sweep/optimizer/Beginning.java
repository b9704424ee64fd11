package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// The first trials of a search by who learns: points of a scrambled Sobol sequence, every other of
/// them where a person believes the best to be. One that was tried, or is under way, gives its place
/// to a draw that is neither, if there is one.
final class Beginning {
    private static final int MOST_DRAWS = 100;

    private final SequenceSearch sequence = SequenceSearch.believing();

    /// @param first the number of the first trial
    List<Suggestion> suggestions(
            Problem problem, Evidence evidence, List<Configuration> pending, int first, int count) {
        var flying = new ArrayList<>(pending);
        var suggestions = new ArrayList<Suggestion>();
        for (int number = first; number < first + count; number++) {
            suggestions.add(suggestion(problem, evidence, flying, number));
            flying.add(suggestions.getLast().configuration());
        }
        return suggestions;
    }

    Suggestion suggestion(Problem problem, Evidence evidence, List<Configuration> pending, int number) {
        var point = sequence.suggest(problem, List.of(), pending, number, 1).getFirst();
        if (evidence.isNew(point.configuration(), pending)) {
            return point;
        }
        var random = problem.random(number);
        return Stream.generate(() -> Draws.first(problem.space(), random))
                .limit(MOST_DRAWS)
                .filter(each -> evidence.isNew(each, pending))
                .findFirst()
                .map(each -> new Suggestion(each, Map.of(), "a draw, as this point of the sequence was tried before"))
                .orElse(point);
    }
}
