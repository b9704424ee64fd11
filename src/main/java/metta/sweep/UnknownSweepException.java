package metta.sweep;

/// No sweep of that id is in the store.
public final class UnknownSweepException extends SweepException {
    private static final long serialVersionUID = 1L;

    public UnknownSweepException(String sweepId) {
        super(Exit.NOT_FOUND, "no sweep '" + sweepId + "' here; `metta sweep list` shows those there are");
    }
}
