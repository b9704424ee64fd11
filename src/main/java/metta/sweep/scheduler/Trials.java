package metta.sweep.scheduler;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.Decision;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Runs;
import metta.sweep.SweepMetadata;

/// The trials that are still to come: the optimizer's, for as long as the budget lasts.
record Trials(Optimizer optimizer, Problem problem) {
    /// New trainings for these slots, from one question to the optimizer; the end of the sweep where there is nothing
    /// left to start and nothing to wait for.
    List<Decision> next(Runs runs, SweepMetadata metadata, int slots) {
        int unfinished = runs.size() - metadata.ended();
        int left = metadata.trialsLeft();
        if (left <= 0) {
            return end(unfinished, "all %d trials of the budget have ended".formatted(runs.size()));
        }
        int count = Math.min(slots, left);
        if (count <= 0) {
            return List.of();
        }
        int first = runs.size() + 1;
        var suggestions = optimizer.suggest(problem, runs.observations(), runs.pending(), first, count);
        if (suggestions.isEmpty()) {
            return end(unfinished, "nothing is left to try: all %d trials have ended".formatted(runs.size()));
        }
        var launches = new ArrayList<Decision>();
        for (var suggestion : suggestions) {
            launches.add(new Decision.LaunchTraining(
                    suggestion,
                    "trial %d of %d: %s".formatted(first + launches.size(), runs.size() + left, suggestion.reason())));
        }
        return launches;
    }

    private static List<Decision> end(int unfinished, String reason) {
        return unfinished == 0 ? List.of(new Decision.Finish(reason)) : List.of();
    }
}
