package metta.sweep.cli;

import metta.sweep.JobStatus;
import metta.sweep.Overview;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepView;

/// What a person sees of a sweep: its overview, and whether its best run is one that was stopped early.
record Sight(Overview overview, boolean bestStopped) {
    /// A mark beside the score of a run that did not get as far as others.
    static final String STOPPED_EARLY = " (stopped early)";

    /// The sweep as a store has it. The best run is read only where runs were stopped at all.
    static Sight of(Store store, Aim aim) {
        var overview = store.overview(aim.sweepId(), aim.goal());
        boolean stopped = overview.count(JobStatus.STOPPED) > 0
                && overview.best()
                        .flatMap(best -> store.findRun(aim.sweepId(), best.runId()))
                        .flatMap(RunInfo::stopped)
                        .isPresent();
        return new Sight(overview, stopped);
    }

    /// The sweep as its controller has it.
    static Sight of(SweepView view) {
        var overview = view.overview();
        boolean stopped = overview.best()
                .flatMap(best -> view.find(best.runId()))
                .flatMap(RunInfo::stopped)
                .isPresent();
        return new Sight(overview, stopped);
    }

    /// What is written beside the best score.
    String bestMark() {
        return bestStopped ? STOPPED_EARLY : "";
    }

    /// What is written beside the score of `run`.
    static String mark(RunInfo run) {
        return run.stopped().isPresent() ? STOPPED_EARLY : "";
    }
}
