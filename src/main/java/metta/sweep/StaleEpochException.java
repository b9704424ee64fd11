package metta.sweep;

/// Another controller has taken the sweep over; whoever gets this must stop at once and touch nothing.
public final class StaleEpochException extends SweepException {
    private static final long serialVersionUID = 1L;

    public StaleEpochException(Fence mine, Lease current) {
        super(Exit.HELD, current.movedTo().map(to -> moved(mine, to)).orElseGet(() -> takenOver(mine, current)));
    }

    private static String moved(Fence mine, String to) {
        return "sweep %s was moved to the store %s; go on with it there: `--store %s`"
                .formatted(mine.sweepId(), to, to);
    }

    private static String takenOver(Fence mine, Lease current) {
        return "sweep %s was taken over by %s (epoch %d; this controller holds %d)"
                .formatted(
                        mine.sweepId(),
                        current.owner().map(Owner::toString).orElse("a controller that has ended"),
                        current.epoch(),
                        mine.epoch());
    }
}
