package metta.sweep;

import java.util.List;

/// What became of a batch of facts.
///
/// @param cursor the sweep's revision after the batch
/// @param applied one entry a fact: whether it changed anything, or found its work already done
public record Receipt(long cursor, List<Boolean> applied) {
    public Receipt {
        applied = List.copyOf(applied);
    }
}
