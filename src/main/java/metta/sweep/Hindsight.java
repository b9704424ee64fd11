package metta.sweep;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.config.Goal;
import metta.sweep.space.Configuration;

/// What an optimizer knew when it was asked for a trial, told from the sweep as it is now.
///
/// @param edits how often the sweep's configuration had been changed by then
/// @param first the trial that it was asked for, or the first of several that it was asked for at once
/// @param count how many it was asked for at once
/// @param unsure how many runs an earlier version observed, which did not keep from when on that was known
public record Hindsight(
        int edits, int first, int count, List<Observation> observations, List<Configuration> pending, int unsure) {
    private static final String ASKED = "sweep/suggestion_asked";
    private static final String EDITS = "sweep/suggestion_edits";

    /// That so many suggestions were asked for at once, as a run's summary keeps it.
    public static Suggestion asked(Suggestion suggestion, int first, int count) {
        Map<String, Object> asked = Map.of(ASKED, Map.of("first", first, "count", count));
        return new Suggestion(
                suggestion.configuration(), Ordered.merge(suggestion.attributes(), asked), suggestion.reason());
    }

    static Map<String, Object> edits(SweepInfo sweep) {
        return Map.of(EDITS, sweep.amendments().edits());
    }

    /// Empty where the run does not say what its suggestion was based on.
    ///
    /// @param runs all of the sweep
    public static Optional<Hindsight> of(SweepInfo sweep, List<RunInfo> runs, RunInfo trial) {
        var summary = trial.summary();
        if (!(summary.get(ASKED) instanceof Map<?, ?> asked
                && asked.get("first") instanceof Number first
                && asked.get("count") instanceof Number count
                && summary.get(EDITS) instanceof Number edits)) {
            return Optional.empty();
        }
        var before =
                runs.stream().filter(run -> run.number() < first.intValue()).toList();
        var view = new SweepView(sweep, Goal.MAXIMIZE, Set.of());
        var then = before.stream().map(run -> then(run, first.intValue())).toList();
        view.fold(new Changes(0, sweep, then, List.of()));
        return Optional.of(new Hindsight(
                edits.intValue(),
                first.intValue(),
                count.intValue(),
                List.copyOf(view.observations()),
                view.pending(),
                Math.toIntExact(before.stream().filter(KnownFrom::unknown).count())));
    }

    /// The suggestion that such knowledge leads to. Empty where the optimizer has none.
    public Optional<Suggestion> again(Optimizer optimizer, Problem problem, int number) {
        return optimizer.suggest(problem, observations, pending, first, count).stream()
                .skip(number - first)
                .findFirst();
    }

    /// The run as it was when that trial was asked for, as far as optimizers are concerned.
    private static RunInfo then(RunInfo run, int trial) {
        if (KnownFrom.unknown(run)) {
            return run;
        }
        var known = KnownFrom.version(run, trial).flatMap(run::observed);
        return known.equals(run.observation()) ? run : run.knowing(known);
    }
}
