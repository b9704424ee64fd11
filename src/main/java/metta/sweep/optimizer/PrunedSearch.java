package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Lets another optimizer search without the parameters that matter little, see [Pruning]. In every
/// fifth trial it has them all, so that whether they matter is found out anew, and they come back
/// where they do.
final class PrunedSearch implements Optimizer {
    /// Not in step with optimizers that do every other trial, or two of four, in another way.
    private static final int PERIOD = 5;

    private final Optimizer whole;
    private final Optimizer narrowed;
    private final Evidence.Cache cache = new Evidence.Cache();
    private Optional<Decided> decided = Optional.empty();
    private Optional<NarrowedProblem> known = Optional.empty();

    /// @param optimizer makes one that searches
    PrunedSearch(Supplier<Optimizer> optimizer) {
        whole = optimizer.get();
        narrowed = optimizer.get();
    }

    /// @param basis the runs that it follows from
    private record Decided(Problem problem, List<Observation> basis, Pruning pruning) {}

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var pruning = pruning(problem, observations);
        if (!pruning.any()) {
            return whole.suggest(problem, observations, pending, first, count).stream()
                    .map(pruning::without)
                    .toList();
        }
        var flying = new ArrayList<>(pending);
        var suggestions = new ArrayList<Suggestion>();
        for (int number = first; number < first + count; number++) {
            var suggested = suggested(problem, pruning, observations, flying, number);
            suggested.forEach(each -> flying.add(each.configuration()));
            suggestions.addAll(suggested);
        }
        return suggestions;
    }

    private Pruning pruning(Problem problem, List<Observation> observations) {
        var basis = Pruning.basis(observations);
        decided = decided.filter(each -> each.problem.equals(problem) && SharedStart.isAll(each.basis, basis))
                .or(() -> Optional.of(new Decided(problem, basis, Pruning.of(problem, cache.of(problem, basis)))));
        return decided.orElseThrow().pruning;
    }

    private List<Suggestion> suggested(
            Problem problem, Pruning pruning, List<Observation> observations, List<Configuration> pending, int number) {
        if (number % PERIOD == 0) {
            return whole(problem, pruning, observations, pending, number, "to see whether these matter after all");
        }
        return narrowed(problem, pruning)
                .suggestion(narrowed, observations, pending, number)
                .map(each -> List.of(pruning.with(each, "as in the best trial, because they matter little: %s")))
                .orElseGet(() -> whole(
                        problem, pruning, observations, pending, number, "as without these nothing is left to try"));
    }

    private List<Suggestion> whole(
            Problem problem,
            Pruning pruning,
            List<Observation> observations,
            List<Configuration> pending,
            int number,
            String why) {
        return whole.suggest(problem, observations, pending, number, 1).stream()
                .map(each -> pruning.with(each, "all parameters, " + why + ": %s"))
                .toList();
    }

    private NarrowedProblem narrowed(Problem problem, Pruning pruning) {
        known = known.filter(each -> each.isOf(problem, pruning))
                .or(() -> Optional.of(new NarrowedProblem(problem, pruning)));
        return known.orElseThrow();
    }
}
