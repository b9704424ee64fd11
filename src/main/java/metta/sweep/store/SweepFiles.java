package metta.sweep.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobId;
import metta.sweep.JobRecord;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.MetricSummary;
import metta.sweep.Ordered;
import metta.sweep.Receipt;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.StoreException;
import metta.sweep.SweepInfo;
import metta.sweep.UnknownSweepException;
import metta.sweep.json.Json;

/// One sweep's directory: the change log, which is the truth, folded into a [Book]; and what is derived from it.
///
/// Every method but [#locked] is called inside it.
final class SweepFiles implements AutoCloseable {
    static final String LOG = "changes.jsonl";
    private static final int FORMAT = 1;
    private static final int SYNCED_PROJECTIONS = 16;
    private final Path directory;
    private final String sweepId;
    private final ProcessLock lock;
    private final ChangeLog log;
    private final BeatFile beats;
    private final Map<JobId, Long> pointsEnd = new LinkedHashMap<>();
    private final Set<String> stale = new LinkedHashSet<>();
    private Optional<Book> book = Optional.empty();
    private long place;

    /// What is done while the lock is held.
    interface Work<T> {
        T run() throws IOException;
    }

    SweepFiles(Path directory, String sweepId) throws IOException {
        this.directory = directory;
        this.sweepId = sweepId;
        this.lock = ProcessLock.open(directory.resolve(".lock"));
        this.log = new ChangeLog(directory.resolve(LOG));
        this.beats = new BeatFile(directory.resolve("lease.beat"));
    }

    /// Does `work` on the state that the log has now, while nobody else reads or writes it.
    <T> T locked(Work<T> work) {
        try (var _ = lock.hold()) {
            log.catchUp(this::fold);
            return work.run();
        } catch (IOException e) {
            throw FileFailures.explained(directory, e);
        }
    }

    Optional<SweepInfo> sweep() {
        return book.map(Book::sweep);
    }

    /// The sweep's place among those of the store, from 1; 0 where its creation was never finished.
    long place() {
        return place;
    }

    Book book() {
        return book.orElseThrow(() -> new UnknownSweepException(sweepId));
    }

    void create(SweepInfo sweep, long itsPlace) throws IOException {
        append(0, 0, new Entry.Created(FORMAT, itsPlace, sweep));
        Durably.syncDirectory(directory);
        project(List.of(), true);
    }

    Receipt commit(Fence fence, List<Fact> facts) throws IOException {
        // As they will be read, so that the answer is the one that the log gives to everybody later.
        var recorded = Json.read(Json.write(new Entry.Recorded(facts)), Entry.Recorded.class);
        var batch = book().stage(fence, recorded.facts());
        if (!batch.changes()) {
            log.sync();
            return batch.receipt(book().revision());
        }
        boolean moves = !batch.sweep().equals(book().sweep());
        log.append(new ChangeLine(book().revision() + 1, fence.epoch(), recorded));
        var receipt = book().apply(batch);
        project(batch.runs(), moves);
        return receipt;
    }

    Report.Answer report(Report report) throws IOException {
        var answer = book().judge(report);
        if (answer != Report.Answer.ACCEPTED) {
            log.sync();
            return answer;
        }
        var id = report.job();
        var after = run(id).apply(report).job(id).orElseThrow();
        var metrics = new LinkedHashMap<String, MetricSummary>();
        report.points()
                .forEach(point -> Optional.ofNullable(after.metrics().get(point.name()))
                        .ifPresent(summary -> metrics.put(point.name(), summary)));
        long end = points(id, true).append(pointsEnd.getOrDefault(id, 0L), report.points());
        append(book().lease().epoch(), 1, new Entry.Reported(id, report.to(), metrics, end));
        project(List.of(run(id)), false);
        return answer;
    }

    List<MetricPoint> points(JobId job) throws IOException {
        book();
        return points(job, false).read(pointsEnd.getOrDefault(job, 0L));
    }

    void queue(Command.Queued queued) throws IOException {
        append(book().lease().epoch(), 1, new Entry.Queued(queued));
    }

    Lease lease() throws IOException {
        return beats.read(book().lease());
    }

    void moveTo(Lease lease) throws IOException {
        append(lease.epoch(), 0, new Entry.LeaseMoved(lease));
        project(List.of(), true);
    }

    void beat(Lease lease) throws IOException {
        beats.write(lease);
    }

    @Override
    public void close() throws IOException {
        try (lock;
                log;
                beats) {
            book = Optional.empty();
        }
    }

    private void append(long epoch, int revisions, Entry entry) throws IOException {
        long revision = book.map(Book::revision).orElse(0L) + revisions;
        var line = new ChangeLine(revision, epoch, entry);
        log.append(line);
        fold(line);
    }

    private void fold(ChangeLine line) {
        switch (line.entry()) {
            case Entry.Created created -> {
                requireKnown(created.format());
                place = created.place();
                book = Optional.of(new Book(created.sweep()));
            }
            case Entry.Recorded recorded -> book().apply(Batch.of(book(), recorded.facts()));
            case Entry.Reported reported -> {
                pointsEnd.put(reported.job(), reported.pointsEnd());
                book().replace(after(reported));
            }
            case Entry.Queued queued -> book().queue(queued.command());
            case Entry.LeaseMoved moved -> book().moveTo(moved.lease());
        }
    }

    private void requireKnown(int format) {
        if (format > FORMAT) {
            throw new StoreException(
                    StoreException.Kind.BROKEN,
                    "%s was written by a newer Metta Sweep (format %d, this one knows up to %d); use the newer program"
                            .formatted(directory.resolve(LOG), format, FORMAT));
        }
    }

    private RunInfo after(Entry.Reported reported) {
        var run = run(reported.job());
        var jobs = run.jobs().stream()
                .map(job -> job.id().equals(reported.job()) ? after(job, reported) : job)
                .toList();
        return new RunInfo(
                run.sweepId(),
                run.runId(),
                run.number(),
                run.evaluated(),
                run.createdAt(),
                run.summary(),
                jobs,
                run.observation(),
                run.stopped());
    }

    private static JobRecord after(JobRecord job, Entry.Reported reported) {
        return new JobRecord(
                job.definition(),
                job.handle(),
                job.submittedAt(),
                job.startedAt(),
                job.endedAt(),
                job.outcome(),
                reported.position(),
                Ordered.merge(job.metrics(), reported.metrics()),
                job.hooks());
    }

    private RunInfo run(JobId job) {
        return book().run(job.runId()).orElseThrow();
    }

    private PointFile points(JobId job, boolean create) throws IOException {
        var folder = directory.resolve(FileNames.of(job.runId()));
        if (create) {
            Files.createDirectories(folder);
        }
        return new PointFile(folder.resolve(FileNames.of(job.name()) + ".points.jsonl"));
    }

    /// Writes what people and other tools read. It is derived, so failing to write it loses nothing: it is tried again
    /// with the next change. Only a small batch waits for the disk here.
    private void project(List<RunInfo> runs, boolean sweepToo) {
        runs.forEach(run -> stale.add(run.runId()));
        boolean synced = stale.size() <= SYNCED_PROJECTIONS;
        try {
            if (sweepToo) {
                var view = Ordered.<String, Object>merge(Map.of("sweep", book().sweep()), Map.of("lease", lease()));
                replace(directory.resolve("sweep.json"), view, true);
            }
            for (var ids = stale.iterator(); ids.hasNext(); ids.remove()) {
                var run = book().run(ids.next()).orElseThrow();
                var folder = Files.createDirectories(directory.resolve(FileNames.of(run.runId())));
                replace(folder.resolve("run.json"), run, synced);
            }
        } catch (IOException e) {
            System.getLogger(SweepFiles.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} is behind its change log: {1}", directory, e);
        }
    }

    private static void replace(Path file, Object content, boolean synced) throws IOException {
        Durably.replace(file, (Json.writePretty(content) + "\n").getBytes(StandardCharsets.UTF_8), synced);
    }
}
