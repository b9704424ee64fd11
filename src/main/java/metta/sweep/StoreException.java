package metta.sweep;

/// A store could not do what was asked.
public final class StoreException extends SweepException {
    private static final long serialVersionUID = 1L;
    private final Kind kind;

    /// What can be done about it.
    public enum Kind {
        /// Busy, or a connection broke: the same call may work in a moment. It may also have been applied already.
        TRANSIENT,
        /// No space left; works again once there is.
        DISK_FULL,
        /// Cannot be read or written, and trying again will not help.
        BROKEN
    }

    public StoreException(Kind kind, String message, Throwable cause) {
        super(kind == Kind.TRANSIENT ? Exit.TRY_AGAIN : Exit.IO, message, cause);
        this.kind = kind;
    }

    public StoreException(Kind kind, String message) {
        super(kind == Kind.TRANSIENT ? Exit.TRY_AGAIN : Exit.IO, message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
