package metta.sweep.scheduler;

import java.util.OptionalInt;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Scheduler;

/// The schedulers on offer. The classes behind them are nobody else's business.
public final class Schedulers {
    private Schedulers() {}

    /// One run at a time, from its training through its evaluation to its end.
    public static Scheduler sequential(Optimizer optimizer, Problem problem) {
        return new SequentialScheduler(new Trials(optimizer, problem));
    }

    /// A training in every free slot, and evaluations beside them.
    ///
    /// @param maxConcurrentEvals at least 1; empty for no limit
    /// @throws IllegalArgumentException if the limit is below 1
    public static Scheduler parallel(Optimizer optimizer, Problem problem, OptionalInt maxConcurrentEvals) {
        return new ParallelScheduler(new Trials(optimizer, problem), maxConcurrentEvals.orElse(Integer.MAX_VALUE));
    }
}
