package metta.sweep.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.JobId;
import metta.sweep.JobRecord;
import metta.sweep.JobType;
import metta.sweep.RunInfo;
import metta.sweep.Store;

/// How the metric of each run that is shown has gone. A curve is read again only once it has grown by a part of its
/// length, so that what all readings cost together follows what was reported.
final class Curves {
    /// The part: one of so many.
    private static final int GROWTH = 32;

    private static final int POINTS_OF_A_COLUMN = 4;
    private final Aim aim;
    private Map<JobId, Read> read = new HashMap<>();

    /// @param count how many points there were
    private record Read(long count, int columns, String line) {}

    Curves(Aim aim) {
        this.aim = aim;
    }

    /// By run, those that have any.
    ///
    /// @param columns how long a line may be
    Map<String, String> of(Store store, List<RunInfo> runs, int columns) {
        var lines = new LinkedHashMap<String, String>();
        var now = new HashMap<JobId, Read>();
        for (var run : runs) {
            job(run).ifPresent(job -> {
                var line = now.computeIfAbsent(job.id(), _ -> read(store, job, columns));
                lines.put(run.runId(), line.line());
            });
        }
        read = now;
        return lines;
    }

    /// The training, or else the evaluation, of those that have reported the metric.
    private Optional<JobRecord> job(RunInfo run) {
        return Stream.of(run.latest(JobType.LAUNCH_TRAINING), run.latest(JobType.LAUNCH_EVAL))
                .flatMap(Optional::stream)
                .filter(job -> job.metrics().containsKey(aim.metric()))
                .findFirst();
    }

    private Read read(Store store, JobRecord job, int columns) {
        long count = job.metrics().containsKey(aim.metric())
                ? job.metrics().get(aim.metric()).count()
                : 0;
        var before = read.get(job.id());
        if (before != null
                && before.columns() == columns
                && count < before.count() + Math.max(1, before.count() / GROWTH)) {
            return before;
        }
        var points = store.curve(aim.sweepId(), job.id(), aim.metric(), columns * POINTS_OF_A_COLUMN);
        return new Read(count, columns, Sparkline.of(points, columns));
    }
}
