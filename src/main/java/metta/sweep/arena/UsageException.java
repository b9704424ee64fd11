package metta.sweep.arena;

/// The command line is wrong; the message says how. The program ends with 2.
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
