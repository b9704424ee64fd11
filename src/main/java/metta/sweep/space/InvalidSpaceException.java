package metta.sweep.space;

/// A search space that cannot be: a name that depends on one there is not, or on itself. Fix the sweep's file.
///
/// [#name()] is the name, or the constraint, at fault.
public final class InvalidSpaceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String name;

    InvalidSpaceException(String name, String message) {
        super(message);
        this.name = name;
    }

    public String name() {
        return name;
    }
}
