package metta.sweep.scheduler;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.Decision;
import metta.sweep.Hindsight;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Runs;
import metta.sweep.SweepMetadata;

/// What is still to come: the optimizer's trials, for as long as the budget lasts, and their replicates.
record Trials(Optimizer optimizer, Problem problem, Race race) {
    /// Ends replicates that do not matter any more.
    List<Decision> outOfTheRace(Runs runs) {
        return race.stops(runs);
    }

    private static String all(int trials, String what) {
        return trials == 1
                ? "the one trial%s has ended".formatted(what)
                : "all %d trials%s have ended".formatted(trials, what);
    }

    /// New trainings for these slots, replicates first, the others from one question to the optimizer; the end of the
    /// sweep where there is nothing left to start and nothing to wait for.
    List<Decision> next(Runs runs, SweepMetadata metadata, int slots) {
        var decisions = new ArrayList<>(race.meanwhile(runs, Math.min(slots, metadata.affordable())));
        int left = Math.min(metadata.trialsLeft(), metadata.affordable() - decisions.size());
        if (left <= 0) {
            return decisions.isEmpty()
                    ? last(runs, metadata, slots, all(metadata.tried(), " of the budget"))
                    : decisions;
        }
        int count = Math.min(slots - decisions.size(), left);
        if (count <= 0) {
            return decisions;
        }
        int first = runs.size() + 1;
        var suggestions = optimizer.suggest(problem, runs.observations(), runs.pending(), first, count);
        if (suggestions.isEmpty() && decisions.isEmpty()) {
            return last(runs, metadata, slots, "nothing is left to try: " + all(metadata.tried(), ""));
        }
        int number = first;
        for (var suggestion : suggestions) {
            decisions.add(new Decision.LaunchTraining(
                    Hindsight.asked(suggestion, first, count),
                    "trial %d of %d: %s".formatted(number++, runs.size() + left, suggestion.reason())));
        }
        return decisions;
    }

    /// After the last trial come replicates of the best, and then the end.
    private List<Decision> last(Runs runs, SweepMetadata metadata, int slots, String reason) {
        boolean trialsEnded = metadata.ended() == metadata.tried();
        var replicates = trialsEnded ? race.afterwards(runs, Math.max(1, slots)) : List.<Decision>of();
        if (!replicates.isEmpty() && metadata.affordable() > 0) {
            return replicates.subList(0, Math.clamp(Math.min(slots, metadata.affordable()), 0, replicates.size()));
        }
        var why = replicates.isEmpty() ? reason : reason + "; what is left of its budget pays for no replicates";
        return runs.unfinished() == 0 ? List.of(new Decision.Finish(why)) : List.of();
    }
}
