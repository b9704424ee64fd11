package metta.sweep.scheduler;

import java.util.OptionalInt;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Scheduler;
import metta.sweep.config.Replicates;

/// The schedulers on offer. The classes behind them are nobody else's business.
public final class Schedulers {
    private Schedulers() {}

    /// One run at a time, from its training through its evaluation to its end.
    public static Scheduler sequential(Optimizer optimizer, Problem problem) {
        return sequential(optimizer, problem, Replicates.NONE);
    }

    /// The same, with replicates of trials: they are runs too, one at a time.
    public static Scheduler sequential(Optimizer optimizer, Problem problem, Replicates replicates) {
        return new SequentialScheduler(new Trials(optimizer, problem, new Race(replicates, problem)));
    }

    /// A training in every free slot, and evaluations beside them.
    ///
    /// @param maxConcurrentEvals at least 1; empty for no limit
    /// @throws IllegalArgumentException if the limit is below 1
    public static Scheduler parallel(Optimizer optimizer, Problem problem, OptionalInt maxConcurrentEvals) {
        return parallel(optimizer, problem, maxConcurrentEvals, Replicates.NONE);
    }

    /// The same, with replicates of trials, which take slots as trials do.
    ///
    /// @throws IllegalArgumentException if the limit is below 1
    public static Scheduler parallel(
            Optimizer optimizer, Problem problem, OptionalInt maxConcurrentEvals, Replicates replicates) {
        var trials = new Trials(optimizer, problem, new Race(replicates, problem));
        return new ParallelScheduler(trials, maxConcurrentEvals.orElse(Integer.MAX_VALUE));
    }
}
