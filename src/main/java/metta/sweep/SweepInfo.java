package metta.sweep;

import java.time.Instant;
import java.util.Map;

/// A sweep as the store keeps it: the frozen configuration and where it stands.
///
/// @param config the sweep's configuration as a tree of plain values, complete with its defaults
/// @param recipe the program that is swept, likewise
public record SweepInfo(
        String sweepId,
        Map<String, Object> config,
        Map<String, Object> recipe,
        long seed,
        Instant createdAt,
        SweepState state,
        String reason) {
    public SweepInfo {
        config = Ordered.copy(config);
        recipe = Ordered.copy(recipe);
    }

    public static SweepInfo created(
            String sweepId, Map<String, Object> config, Map<String, Object> recipe, long seed, Instant at) {
        return new SweepInfo(sweepId, config, recipe, seed, at, SweepState.RUNNING, "");
    }

    /// This sweep after `move`; an end is final, and stopping cannot be undone.
    public SweepInfo apply(Fact.SweepMoved move) {
        boolean forward = !state.ended() && move.to().compareTo(state) > 0;
        return forward ? new SweepInfo(sweepId, config, recipe, seed, createdAt, move.to(), move.reason()) : this;
    }
}
