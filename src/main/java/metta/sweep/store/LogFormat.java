package metta.sweep.store;

import java.nio.file.Path;
import java.util.List;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.StoreException;

/// The formats of a sweep's log, by what each had first. A log says which is the oldest whose programs understand it.
final class LogFormat {
    /// Reports of several jobs in one line ([Entry.ReportedAll]).
    static final int WITH_SHARED_LINES = 2;

    /// Sweeps that move to another store.
    static final int WITH_MOVES = 3;

    /// What people change about sweeps.
    private static final int WITH_STEERING = 4;

    private static final int WITH_REPLICATES = 5;
    static final int NEWEST = WITH_REPLICATES;

    private LogFormat() {}

    /// The oldest whose programs know all of these facts.
    static int neededFor(List<Fact> facts) {
        return facts.stream().mapToInt(LogFormat::neededFor).max().orElse(1);
    }

    private static int neededFor(Fact fact) {
        return switch (fact) {
            case Fact.InitRun init -> init.replicate() > 0 ? WITH_REPLICATES : 1;
            case Fact.SweepEdited _, Fact.SweepPaused _, Fact.SweepReopened _, Fact.RunReopened _ -> WITH_STEERING;
            case Fact.Observed observed -> observed.observation().invalidated().isPresent() ? WITH_STEERING : 1;
            case Fact.UpdateRunSummary _,
                    Fact.RecordJob _,
                    Fact.JobSubmitted _,
                    Fact.JobStarted _,
                    Fact.JobEnded _,
                    Fact.HookMarked _,
                    Fact.RunStopped _,
                    Fact.Decided _,
                    Fact.CommandDone _,
                    Fact.SweepMoved _ -> 1;
        };
    }

    static int neededFor(Command command) {
        return command instanceof Command.StopSweep ? 1 : WITH_STEERING;
    }

    /// The format, if this program knows it.
    ///
    /// @throws StoreException if it is that of a newer program
    static int known(int format, Path directory) {
        if (format > NEWEST) {
            throw new StoreException(
                    StoreException.Kind.BROKEN,
                    "%s was written by a newer Metta Sweep (only programs of format %d or later understand it, this one is of %d); use the newer program"
                            .formatted(directory.resolve(SweepFiles.LOG), format, NEWEST));
        }
        return format;
    }
}
