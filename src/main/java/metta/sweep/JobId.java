package metta.sweep;

import java.util.Comparator;

/// The identity of a job: the n-th attempt at one leg of a run's training or evaluation.
///
/// Every layer recognises a job by these four values and by nothing else: the store's records, the dispatcher's
/// idempotence, the one-shot claim that the job itself takes before it starts.
///
/// @param leg the planned stretch of the run's training, from 0; most runs have only leg 0
/// @param attempt the n-th try at the leg, from 1
public record JobId(String runId, JobType type, int leg, int attempt) implements Comparable<JobId> {
    /// Made when two are compared: most commands never do, and it takes its time.
    private static final class Order {
        static final Comparator<JobId> OF_JOBS = Comparator.comparing(JobId::runId)
                .thenComparing(JobId::type)
                .thenComparingInt(JobId::leg)
                .thenComparingInt(JobId::attempt);
    }

    public JobId {
        if (runId.isBlank()) {
            throw new IllegalArgumentException("runId is blank");
        }
        if (leg < 0) {
            throw new IllegalArgumentException("leg must be at least 0, got " + leg);
        }
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be at least 1, got " + attempt);
        }
    }

    public static JobId training(String runId) {
        return new JobId(runId, JobType.LAUNCH_TRAINING, 0, 1);
    }

    public static JobId evaluation(String runId) {
        return new JobId(runId, JobType.LAUNCH_EVAL, 0, 1);
    }

    public JobId nextAttempt() {
        return new JobId(runId, type, leg, attempt + 1);
    }

    /// The name people see: `R` and `R_eval` for the first attempt at leg 0, and `R_eval.leg1.try2` in full.
    public String name() {
        var name = new StringBuilder(runId);
        if (type == JobType.LAUNCH_EVAL) {
            name.append("_eval");
        }
        if (leg > 0) {
            name.append(".leg").append(leg);
        }
        if (attempt > 1) {
            name.append(".try").append(attempt);
        }
        return name.toString();
    }

    @Override
    public int compareTo(JobId other) {
        return Order.OF_JOBS.compare(this, other);
    }

    @Override
    public String toString() {
        return name();
    }
}
