package metta.sweep.cli;

import java.util.function.UnaryOperator;
import metta.sweep.Owner;
import metta.sweep.SweepException;

/// Another controller is alive and holds the sweep.
final class HeldException extends SweepException {
    private static final long serialVersionUID = 1L;

    /// Makes the message from the options that say where the sweep is.
    private final transient UnaryOperator<String> message;

    HeldException(String message) {
        this(_ -> message, "");
    }

    HeldException(String sweepId, Owner holder) {
        this(
                places ->
                        "sweep %s is being run by %s; watch it with `metta sweep status %s --watch%s`, end it with `metta sweep stop %s%s`, or take it from there with `--takeover`"
                                .formatted(sweepId, holder, sweepId, places, sweepId, places),
                "");
    }

    private HeldException(UnaryOperator<String> message, String places) {
        super(Exit.HELD, message.apply(places));
        this.message = message;
    }

    /// The same for a sweep that is where these options say.
    HeldException at(String places) {
        return new HeldException(message, places);
    }
}
