package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobId;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.MetricSummary;
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
    static final int FORMAT = 2;
    private final Path directory;
    private final String sweepId;
    private final ProcessLock lock;
    private final ChangeLog log;
    private final BeatFile beats;
    private final Snapshots snapshots;
    private final Projections projections;
    private final PointFiles points;
    private Optional<Book> book = Optional.empty();
    private int format;
    private long place;

    /// What is done while the lock is held.
    interface Work<T> {
        T run() throws IOException;
    }

    SweepFiles(Path directory, String sweepId, Snapshots.Due due) throws IOException {
        this.directory = directory;
        this.sweepId = sweepId;
        this.lock = ProcessLock.open(directory.resolve(".lock"));
        this.log = new ChangeLog(directory.resolve(LOG));
        this.beats = new BeatFile(directory.resolve("lease.beat"));
        this.snapshots = new Snapshots(directory, due);
        this.projections = new Projections(directory);
        this.points = new PointFiles(directory, snapshots);
    }

    /// Does `work` on the state that the log has now, while nobody else reads or writes it.
    ///
    /// Work reads all that it needs before it writes, so that it can be done over where a snapshot turns out to be
    /// damaged.
    <T> T locked(Work<T> work) {
        try (var _ = lock.hold()) {
            try {
                catchUp();
                return work.run();
            } catch (Snapshot.UnusableException e) {
                return without(e, work);
            }
        } catch (IOException e) {
            throw FileFailures.explained(directory, e);
        }
    }

    /// Does the work without the snapshot that was used: with a newer one, or with none.
    private <T> T without(Snapshot.UnusableException snapshot, Work<T> work) throws IOException {
        if (snapshots.replaced()) {
            try {
                restore();
                return work.run();
            } catch (Snapshot.UnusableException e) {
                snapshots.passOver(e);
            }
        } else {
            snapshots.passOver(snapshot);
        }
        forget();
        replay();
        return work.run();
    }

    private void catchUp() throws IOException {
        if (book.isEmpty()) {
            restore();
        }
        replay();
    }

    /// Reads the log from where this has come to, and sees to it that the next reader need not.
    private void replay() throws IOException {
        log.catchUp(this::fold);
        if (book.isPresent()) {
            snap(false);
        }
    }

    /// Takes a snapshot where there is much behind the newest one; far less is much for one who is about to leave.
    void snap(boolean leaving) throws IOException {
        if (snapshots.due(log.end(), leaving) && snapshots.replaced()) {
            restore();
        }
        if (snapshots.due(log.end(), leaving)) {
            log.sync();
            if (snapshots.take(book().head(log.mark(), format, place), book(), points.laterEnds())) {
                restore();
            }
        }
    }

    /// Starts from the newest snapshot and the log behind it, and lets go of the state there was.
    private void restore() throws IOException {
        forget();
        var snapshot = snapshots.open(log, FORMAT);
        if (snapshot.isPresent()) {
            var head = snapshot.get().head();
            format = head.format();
            place = head.place();
            book = Optional.of(new Book(snapshot.get()));
            log.goTo(head.log());
        }
        log.catchUp(this::fold);
    }

    /// Returns to the state before anything was read.
    private void forget() throws IOException {
        snapshots.close();
        points.forget();
        book = Optional.empty();
        log.rewind();
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
        projectSweep();
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
        if (moves) {
            projectSweep();
        }
        projections.runs(book(), batch.runs());
        return receipt;
    }

    /// Takes in those that may be accepted, at most one of each job, with one line of the log.
    List<Report.Answer> report(List<Report> reports) throws IOException {
        var answers = reports.stream().map(book()::judge).toList();
        var accepted = new ArrayList<Entry.Reported>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) == Report.Answer.ACCEPTED) {
                accepted.add(reported(reports.get(i)));
            }
        }
        if (accepted.isEmpty()) {
            log.sync();
            return answers;
        }
        if (accepted.size() == 1) {
            append(book().lease().epoch(), 1, accepted.getFirst());
        } else {
            raise();
            append(book().lease().epoch(), accepted.size(), new Entry.ReportedAll(accepted));
        }
        var runs = accepted.stream().map(each -> run(each.job())).distinct();
        projections.runs(book(), runs.toList());
        return answers;
    }

    /// Keeps older programs from a log that has what they do not know.
    private void raise() throws IOException {
        if (format < FORMAT) {
            append(book().lease().epoch(), 0, new Entry.Raised(FORMAT));
        }
    }

    /// The entry for a report, whose points are on the disk when this returns.
    private Entry.Reported reported(Report report) throws IOException {
        var id = report.job();
        var after = run(id).apply(report).job(id).orElseThrow();
        var metrics = new LinkedHashMap<String, MetricSummary>();
        report.points()
                .forEach(point -> Optional.ofNullable(after.metrics().get(point.name()))
                        .ifPresent(summary -> metrics.put(point.name(), summary)));
        return new Entry.Reported(id, report.to(), metrics, points.append(id, report.points()));
    }

    List<MetricPoint> points(JobId job) throws IOException {
        book();
        return points.read(job);
    }

    List<MetricPoint> curve(JobId job, String name, int most) throws IOException {
        var curve = new Curve(book().count(job, name), most);
        points.read(job, point -> {
            if (point.name().equals(name)) {
                curve.take(point);
            }
        });
        return curve.points();
    }

    void queue(Command.Queued queued) throws IOException {
        append(book().lease().epoch(), 1, new Entry.Queued(queued));
    }

    Lease lease() throws IOException {
        return beats.read(book().lease());
    }

    void moveTo(Lease lease) throws IOException {
        append(lease.epoch(), 0, new Entry.LeaseMoved(lease));
        projectSweep();
    }

    void beat(Lease lease) throws IOException {
        beats.write(lease);
    }

    @Override
    public void close() throws IOException {
        try (lock;
                log;
                beats;
                snapshots) {
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
                format = known(created.format());
                place = created.place();
                book = Optional.of(new Book(created.sweep()));
            }
            case Entry.Recorded recorded -> book().apply(Batch.of(book(), recorded.facts()));
            case Entry.Reported reported -> take(reported);
            case Entry.ReportedAll all -> all.reports().forEach(this::take);
            case Entry.Raised raised -> format = known(raised.format());
            case Entry.Queued queued -> book().queue(queued.command());
            case Entry.LeaseMoved moved -> book().moveTo(moved.lease());
        }
    }

    private int known(int format) {
        if (format > FORMAT) {
            throw new StoreException(
                    StoreException.Kind.BROKEN,
                    "%s was written by a newer Metta Sweep (format %d, this one knows up to %d); use the newer program"
                            .formatted(directory.resolve(LOG), format, FORMAT));
        }
        return format;
    }

    private void take(Entry.Reported reported) {
        points.moveEnd(reported.job(), reported.pointsEnd());
        book().replace(reported.applied(run(reported.job())));
    }

    private RunInfo run(JobId job) {
        return book().run(job.runId()).orElseThrow();
    }

    private void projectSweep() throws IOException {
        projections.sweep(book().sweep(), lease());
    }
}
