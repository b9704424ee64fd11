package metta.sweep.optimizer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// Every point of a grid once: next is always the first that is neither tried nor on its way.
///
/// What was tried follows from the observations and the pending configurations alone, whoever
/// suggested those and in whatever order; configurations off the grid do not count. A failed run has
/// tried its point.
final class GridSearch implements Optimizer {
    private final Resolution resolution;
    private Optional<TriedPoints> cache = Optional.empty();

    GridSearch(Resolution resolution) {
        this.resolution = resolution;
    }

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var tried = tried(problem.space(), observations);
        var grid = tried.grid();
        return tried.untried(pending, count).stream()
                .map(index -> new Suggestion(
                        grid.at(index).orElseThrow(),
                        Map.of(),
                        "combination %d of %d of the grid".formatted(index + 1, grid.combinations())))
                .toList();
    }

    private TriedPoints tried(SearchSpace space, List<Observation> observations) {
        var known = cache.filter(each -> each.space().equals(space));
        var current = known.filter(each -> each.takeIn(observations)).orElseGet(() -> {
            var grid = known.map(TriedPoints::grid).orElseGet(() -> Grid.of(space, resolution));
            var fresh = new TriedPoints(space, grid);
            fresh.takeIn(observations);
            return fresh;
        });
        cache = Optional.of(current);
        return current;
    }
}
