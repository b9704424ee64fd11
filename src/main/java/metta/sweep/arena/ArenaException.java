package metta.sweep.arena;

/// A training or an evaluation cannot go on; the message says why in one line. The program ends with 1.
final class ArenaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ArenaException(String message) {
        super(message);
    }

    ArenaException(String message, Throwable cause) {
        super(message, cause);
    }
}
