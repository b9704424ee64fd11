package metta.sweep;

import java.util.Map;
import java.util.Optional;

/// From which trial on what a run taught was known: optimizers that were asked for that trial or a later one knew it.
/// The run's summary keeps it, so that later it can be told what a suggestion was based on.
final class KnownFrom {
    static final String KEY = "sweep/known_from";

    /// In the place of an observation's version: the run was tried again, and had taught nothing.
    private static final int NOTHING = 0;

    private KnownFrom() {}

    /// The fact that goes with `fact`, which was just folded into a view of so many trials.
    static Optional<Fact> fact(Fact fact, SweepView view) {
        return switch (fact) {
            case Fact.Observed it ->
                Optional.of(
                        fact(view.run(it.runId()), view.size(), it.observation().version()));
            case Fact.RunReopened it -> Optional.of(fact(view.run(it.runId()), view.size(), NOTHING));
            default -> Optional.empty();
        };
    }

    private static Fact fact(RunInfo run, int trials, int version) {
        var known = Ordered.<String, Object>merge(versions(run), Map.of(Integer.toString(trials + 1), version));
        return new Fact.UpdateRunSummary(run.runId(), Map.of(KEY, known), Map.of());
    }

    /// Whether nothing is known of it: an earlier version recorded what the run taught.
    static boolean unknown(RunInfo run) {
        return run.observation().isPresent() && versions(run).isEmpty();
    }

    /// The version of the run's observation that was known when that trial was asked for; empty if there was none.
    static Optional<Integer> version(RunInfo run, int trial) {
        return versions(run).entrySet().stream()
                .filter(each -> Integer.parseInt(each.getKey()) <= trial)
                .map(each -> ((Number) each.getValue()).intValue())
                .reduce((_, later) -> later)
                .filter(version -> version != NOTHING);
    }

    @SuppressWarnings("unchecked") // This class alone writes it.
    private static Map<String, Object> versions(RunInfo run) {
        return run.summary().get(KEY) instanceof Map<?, ?> known ? (Map<String, Object>) known : Map.of();
    }
}
