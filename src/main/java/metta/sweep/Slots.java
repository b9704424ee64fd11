package metta.sweep;

/// For how many more jobs there is room, by the sweep's limits and by the GPUs that there are.
///
/// @param alone whether at most one job may live at a time
record Slots(ControllerSettings settings, Elsewhere elsewhere, boolean alone) {
    /// Whether a job, of which all attempts are over, may be tried again now. A paused sweep starts nothing.
    boolean freeFor(JobId job, SweepView view) {
        int limit = job.type() == JobType.LAUNCH_EVAL ? settings.maxEvals() : settings.maxParallelJobs();
        return view.sweep().amendments().paused().isEmpty()
                && view.live(job.type()) < limit
                && !(alone && view.live(JobType.LAUNCH_TRAINING) + view.live(JobType.LAUNCH_EVAL) > 0)
                && elsewhere.room(view, elsewhere.avoid(view, job)) > 0;
    }

    /// For how many trainings of further runs. A run that waits to be tried again keeps its slot.
    int forTrainings(SweepView view) {
        int busy = view.count(JobStatus.PENDING) + view.count(JobStatus.IN_TRAINING);
        return Math.clamp(settings.maxParallelJobs() - busy, 0, byGpus(view));
    }

    /// For how many jobs there are GPUs that are not set aside.
    int byGpus(SweepView view) {
        return elsewhere.room(view, elsewhere.setAside(view).keySet());
    }
}
