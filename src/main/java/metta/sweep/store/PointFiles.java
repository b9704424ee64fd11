package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.files.Folders;

/// The metric points of a sweep's jobs, each job's in a file of its own, and up to which byte each file counts.
final class PointFiles {
    private final Path directory;
    private final Snapshots snapshots;
    /// Of jobs that reported after the snapshot.
    private final Map<JobId, Long> ends = new LinkedHashMap<>();

    PointFiles(Path directory, Snapshots snapshots) {
        this.directory = directory;
        this.snapshots = snapshots;
    }

    /// Adds points, which do not count yet, and returns the end that makes them count.
    long append(JobId job, List<MetricPoint> points) throws IOException {
        var folder = Files.createDirectories(folder(job));
        long before = end(job);
        long after = file(folder, job).append(before, points);
        if (before == 0 && after > 0) {
            // The folder may be there since a moment ago, by whoever.
            Folders.sync(directory);
        }
        return after;
    }

    List<MetricPoint> read(JobId job) throws IOException {
        var all = new ArrayList<MetricPoint>();
        read(job, all::add);
        return all;
    }

    /// Hands the points over one by one.
    void read(JobId job, Consumer<MetricPoint> taker) throws IOException {
        file(folder(job), job).read(end(job), taker);
    }

    /// Hands over a job's points, one by one.
    void each(JobId job, Consumer<MetricPoint> taker) throws IOException {
        file(folder(job), job).read(end(job), taker);
    }

    void moveEnd(JobId job, long end) {
        ends.put(job, end);
    }

    /// The ends that were moved since the snapshot.
    Map<JobId, Long> laterEnds() {
        return ends;
    }

    void forget() {
        ends.clear();
    }

    private long end(JobId job) {
        return Optional.ofNullable(ends.get(job))
                .or(() -> snapshots.pointsEnd(job))
                .orElse(0L);
    }

    private Path folder(JobId job) {
        return directory.resolve(FileNames.of(job.runId()));
    }

    private static PointFile file(Path folder, JobId job) {
        return new PointFile(folder.resolve(name(job)));
    }

    /// What a job's file of points is called in its run's folder.
    static String name(JobId job) {
        return FileNames.of(job.name()) + ".points.jsonl";
    }
}
