package metta.sweep;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A sweep as the store keeps it: its configuration and where it stands.
///
/// @param config the configuration in force, as a tree of plain values, complete with its defaults
/// @param recipe the program that is swept, likewise
public record SweepInfo(
        String sweepId,
        Map<String, Object> config,
        Map<String, Object> recipe,
        long seed,
        Instant createdAt,
        SweepState state,
        String reason,
        Amendments amendments) {
    public SweepInfo {
        config = Ordered.copy(config);
        recipe = Ordered.copy(recipe);
        // Earlier versions wrote none.
        amendments = Objects.requireNonNullElse(amendments, Amendments.NONE);
    }

    public static SweepInfo created(
            String sweepId, Map<String, Object> config, Map<String, Object> recipe, long seed, Instant at) {
        return new SweepInfo(sweepId, config, recipe, seed, at, SweepState.RUNNING, "", Amendments.NONE);
    }

    /// The configuration that it was started with.
    public Map<String, Object> started() {
        return amendments.started().orElse(config);
    }

    /// The configuration that was in force after so many edits; empty where that is not known any more.
    public Optional<Map<String, Object>> config(int edits) {
        return amendments.config(edits, config);
    }

    /// Why it starts nothing new, while it is paused. What is being stopped or has ended is not.
    public Optional<String> paused() {
        return state == SweepState.RUNNING ? amendments.paused() : Optional.empty();
    }

    /// The number of the command that was sent with this id, where it was queued not long ago.
    public Optional<Long> heard(String commandId) {
        return Optional.ofNullable(amendments.heard().get(commandId));
    }

    /// This sweep once a command is queued under that number.
    public SweepInfo heard(String commandId, long number) {
        return with(config, state, reason, amendments.heard(commandId, number));
    }

    /// This sweep after `fact`; the very same object where the fact changes nothing.
    public SweepInfo apply(Fact.OfSweep fact) {
        return switch (fact) {
            case Fact.SweepMoved it -> moved(it);
            case Fact.SweepEdited it ->
                it.edit() == amendments.edits() + 1
                        ? with(it.config(), state, reason, amendments.edited(config, it.config()))
                        : this;
            case Fact.SweepPaused it ->
                state.ended() || it.why().isPresent() == amendments.paused().isPresent()
                        ? this
                        : with(config, state, reason, amendments.paused(it.why()));
            case Fact.SweepReopened it ->
                state.ended() ? with(config, SweepState.RUNNING, "", amendments.reopened(it.at())) : this;
        };
    }

    /// Only a person can open again what has ended; stopping cannot be undone before it is over.
    private SweepInfo moved(Fact.SweepMoved move) {
        boolean forward = !state.ended() && move.to().compareTo(state) > 0;
        return forward ? with(config, move.to(), move.reason(), amendments) : this;
    }

    private SweepInfo with(Map<String, Object> newConfig, SweepState newState, String why, Amendments changed) {
        return new SweepInfo(sweepId, newConfig, recipe, seed, createdAt, newState, why, changed);
    }
}
