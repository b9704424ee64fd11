package metta.sweep;

/// For how many more jobs there is room, by the sweep's limits and by the GPUs that there are.
record Slots(ControllerSettings settings, Dispatcher.Capacity capacity) {
    /// Whether a job of a run that has its turn may be tried again now. A paused sweep starts nothing.
    boolean freeFor(JobType type, SweepView view) {
        int limit = type == JobType.LAUNCH_EVAL ? settings.maxEvals() : settings.maxParallelJobs();
        long live = view.open().stream()
                .flatMap(RunInfo::liveJobs)
                .filter(job -> job.id().type() == type)
                .count();
        return view.sweep().amendments().paused().isEmpty() && live < limit && byGpus(view) > 0;
    }

    /// For how many trainings of further runs. A run that waits to be tried again keeps its slot.
    int forTrainings(SweepView view) {
        int busy = view.count(JobStatus.PENDING) + view.count(JobStatus.IN_TRAINING);
        return Math.clamp(settings.maxParallelJobs() - busy, 0, byGpus(view));
    }

    /// For how many jobs there are GPUs. What asks for more than there are at all is for the dispatcher to refuse.
    int byGpus(SweepView view) {
        int each = settings.resources().gpus();
        if (each == 0 || each > capacity.gpus()) {
            return Integer.MAX_VALUE;
        }
        long live = view.open().stream().flatMap(RunInfo::liveJobs).count();
        return Math.max(0, capacity.gpus() / each - Math.toIntExact(live));
    }
}
