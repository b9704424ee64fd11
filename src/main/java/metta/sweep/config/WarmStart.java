package metta.sweep.config;

import java.util.List;
import java.util.SequencedMap;
import metta.sweep.Precedent;

/// Earlier sweeps that a sweep learns from.
///
/// @param from their names
/// @param weight how much they count, from 0, which is not at all, to 1
/// @param taken what was taken over from them when the sweep started; since then it does not need them
public record WarmStart(List<String> from, double weight, List<Precedent> taken) {
    public static final WarmStart NONE = new WarmStart(List.of(), 1, List.of());

    public WarmStart {
        from = List.copyOf(from);
        taken = List.copyOf(taken);
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("must be from 0 to 1, got " + weight);
        }
    }

    /// As a file says it.
    public SequencedMap<String, Object> toTree() {
        return WarmStartReader.toTree(this);
    }

    /// The same with what was taken over.
    public WarmStart taking(List<Precedent> precedents) {
        return new WarmStart(from, weight, precedents);
    }
}
