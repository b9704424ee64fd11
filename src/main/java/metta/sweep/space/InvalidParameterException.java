package metta.sweep.space;

/// A parameter that cannot be: bounds in the wrong order, no choices, a centre outside. Fix the sweep's file.
///
/// [#part()] names the record component at fault (`min`, `max`, `center`, `scale`, `step`, `choices`, `choices[2]`),
/// so that a reader of files can point at the very value.
public final class InvalidParameterException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String part;

    InvalidParameterException(String part, String message) {
        super(message);
        this.part = part;
    }

    public String part() {
        return part;
    }
}
