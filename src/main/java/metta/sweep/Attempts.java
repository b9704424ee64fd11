package metta.sweep;

/// How often one leg of a run was tried.
///
/// @param tried attempts that started, or that something kept from starting
/// @param withdrawn attempts that were cancelled before they started: nothing was tried
record Attempts(int tried, int withdrawn) {
    /// So that a back-end that loses every submission still lets each run come to an end.
    static final int MOST_WITHDRAWN = 3;

    /// The attempts of the leg that `job` belongs to.
    static Attempts of(RunInfo run, JobId job) {
        int all = 0;
        int withdrawn = 0;
        for (var each : run.jobs()) {
            if (each.id().type() == job.type() && each.id().leg() == job.leg()) {
                all++;
                withdrawn += wasWithdrawn(each) ? 1 : 0;
            }
        }
        return new Attempts(all - withdrawn, withdrawn);
    }

    /// How a job ended that its dispatcher calls cancelled.
    static Outcome cancelled(JobRecord job) {
        return new Outcome.Cancelled(job.startedAt().isPresent() ? "cancelled" : "withdrawn before it started");
    }

    private static boolean wasWithdrawn(JobRecord job) {
        return job.startedAt().isEmpty()
                && job.outcome().map(Outcome.Cancelled.class::isInstance).orElse(false);
    }

    boolean allowAnother(int maxAttempts) {
        return tried < maxAttempts && withdrawn < MOST_WITHDRAWN;
    }
}
