package metta.sweep.cli;

import metta.sweep.Owner;
import metta.sweep.SweepException;

/// Another controller is alive and holds the sweep.
final class HeldException extends SweepException {
    private static final long serialVersionUID = 1L;

    HeldException(String message) {
        super(Exit.HELD, message);
    }

    HeldException(String sweepId, Owner holder) {
        super(
                Exit.HELD,
                "sweep %s is being run by %s; watch it with `metta sweep status %s --watch`, end it with `metta sweep stop %s`, or take it from there with `--takeover`"
                        .formatted(sweepId, holder, sweepId, sweepId));
    }
}
