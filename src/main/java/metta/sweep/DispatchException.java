package metta.sweep;

/// A dispatcher could not do what was asked.
public final class DispatchException extends SweepException {
    private static final long serialVersionUID = 1L;

    public DispatchException(String message, Throwable cause) {
        super(Exit.BACKEND_MISSING, message, cause);
    }

    public DispatchException(String message) {
        super(Exit.BACKEND_MISSING, message);
    }
}
