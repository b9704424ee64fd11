package metta.sweep.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.JobRecord;
import metta.sweep.JobType;
import metta.sweep.MetricSummary;
import metta.sweep.RunInfo;

/// How far a run is that has not ended.
///
/// @param metric the one to show
record Underway(RunInfo run, String metric) {
    /// The greatest that its training has reported; 0 while it has not.
    long step() {
        return run.latest(JobType.LAUNCH_TRAINING).stream()
                .flatMap(job -> job.metrics().values().stream())
                .mapToLong(MetricSummary::step)
                .max()
                .orElse(0);
    }

    /// The metric as it was reported last, by no earlier attempt.
    Optional<Double> latest() {
        return Stream.of(run.latest(JobType.LAUNCH_EVAL), run.latest(JobType.LAUNCH_TRAINING))
                .flatMap(Optional::stream)
                .flatMap(job -> Stream.ofNullable(job.metrics().get(metric)))
                .findFirst()
                .map(MetricSummary::last);
    }

    /// For how long the job has run that runs now.
    Optional<Duration> time(Instant now) {
        return job().flatMap(JobRecord::startedAt).map(at -> Duration.between(at, now));
    }

    private Optional<JobRecord> job() {
        return run.liveJobs().findFirst();
    }

    /// The same for programs; empty where nothing of the run is under way.
    Optional<Map<String, Object>> tree(Instant now) {
        return job().filter(_ -> !run.status().ended()).map(job -> {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("job", job.id().name());
            tree.put("started_at", job.startedAt().map(Instant::toString));
            tree.put("seconds", time(now).map(Trees::seconds));
            tree.put("step", step());
            tree.put("metric", latest().filter(Double::isFinite));
            return tree;
        });
    }
}
