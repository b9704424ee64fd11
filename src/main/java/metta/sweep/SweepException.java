package metta.sweep;

/// A failure that the program expects and explains. Its message says what, where, why and what to do next.
///
/// Subclasses differ in what the reader can do about it: each has its own exit code.
public class SweepException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Exit exit;

    /// The process exit codes, one for each thing that a caller may want to tell apart.
    public enum Exit {
        FAILED(1),
        USAGE(2),
        NOT_FOUND(3),
        NOT_ALLOWED(4),
        HELD(5),
        BACKEND_MISSING(69),
        IO(74),
        TRY_AGAIN(75),
        INTERRUPTED(130);

        private final int code;

        Exit(int code) {
            this.code = code;
        }

        public int code() {
            return code;
        }
    }

    public SweepException(Exit exit, String message) {
        super(message);
        this.exit = exit;
    }

    public SweepException(Exit exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    public final Exit exit() {
        return exit;
    }
}
