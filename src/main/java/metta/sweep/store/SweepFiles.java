package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobId;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.MetricSummary;
import metta.sweep.Piece;
import metta.sweep.Receipt;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.StoreException;
import metta.sweep.SweepInfo;
import metta.sweep.UnknownSweepException;
import metta.sweep.files.Folders;

/// One sweep's directory: the change log, which is the truth, folded into a [Book]; and what is derived from it.
///
/// Every method but [#locked] is called inside it.
final class SweepFiles implements AutoCloseable {
    static final String LOG = "changes.jsonl";
    static final String LOCK = ".lock";
    static final String BEATS = "lease.beat";
    /// A log of so many bytes is read ahead.
    private static final long LONG = 1 << 20;
    private final Path directory;
    private final String sweepId;
    private final ProcessLock lock;
    private final ChangeLog log;
    private final BeatFile beats;
    private final Snapshots snapshots;
    private final Projections projections;
    private final PointFiles points;
    private Optional<Book> book = Optional.empty();
    /// Whether the log was read without the lock.
    private boolean ahead;
    /// Of the formats whose programs understand the log.
    private int oldestReader;
    private long place;

    /// The sweep was deleted or restored: what is open here is no longer what others read.
    static final class ReplacedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// What is done while the lock is held.
    interface Work<T> {
        T run() throws IOException;
    }

    SweepFiles(Path directory, String sweepId, Snapshots.Due due) throws IOException {
        this.directory = directory;
        this.sweepId = sweepId;
        this.lock = ProcessLock.open(directory.resolve(LOCK));
        this.log = new ChangeLog(directory.resolve(LOG));
        this.beats = new BeatFile(directory.resolve(BEATS));
        this.snapshots = new Snapshots(directory, due);
        this.projections = new Projections(directory);
        this.points = new PointFiles(directory, snapshots);
    }

    /// Reads what the log has so far, as far as that can be done while others go on writing: a long log
    /// takes long. Called before anybody else can use this. What turns out not to stay is read again under
    /// the lock.
    void readAhead() throws IOException {
        if (log.length() < LONG) {
            return;
        }
        try {
            restore();
            ahead = true;
        } catch (StoreException | Snapshot.UnusableException | IOException _) {
            forget(); // Somebody was just writing, or it is damaged: what is read under the lock says which.
        }
    }

    /// Lets go of what was read ahead if somebody has taken it back meanwhile.
    private void checkAhead() throws IOException {
        if (ahead && !log.hasLastLine()) {
            forget();
        }
        ahead = false;
    }

    /// Does `work` on the state that the log has now, while nobody else reads or writes it.
    ///
    /// Work reads all that it needs before it writes, so that it can be done over where a snapshot turns out to be
    /// damaged.
    <T> T locked(Work<T> work) {
        try (var _ = lock.hold()) {
            if (!lock.current() || !log.current()) {
                throw new ReplacedException();
            }
            try {
                checkAhead();
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
        if (!log.writable()) {
            return;
        }
        if (snapshots.due(log.end(), leaving) && snapshots.replaced()) {
            restore();
        }
        if (snapshots.due(log.end(), leaving)) {
            log.sync();
            if (snapshots.take(book().head(log.mark(), oldestReader, place), book(), points.laterEnds())) {
                restore();
            }
        }
    }

    /// Starts from the newest snapshot and the log behind it, and lets go of the state there was.
    private void restore() throws IOException {
        forget();
        var snapshot = snapshots.open(log, LogFormat.NEWEST);
        if (snapshot.isPresent()) {
            var head = snapshot.get().head();
            oldestReader = head.format();
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
        append(0, 0, created(itsPlace, sweep));
        Folders.sync(directory);
        projectSweep();
    }

    /// What the log of a new sweep begins with.
    static Entry.Created created(long place, SweepInfo sweep) {
        return new Entry.Created(LogFormat.NEWEST, LogFormat.NEWEST, place, sweep);
    }

    Receipt commit(Fence fence, List<Fact> facts) throws IOException {
        // As they will be read, so that the answer is the one that the log gives to everybody later.
        var recorded = LogLines.readBack(facts);
        var batch = book().stage(fence, recorded.facts());
        if (!batch.changes()) {
            log.sync();
            return batch.receipt(book().revision());
        }
        raise(LogFormat.neededFor(facts));
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
            raise(LogFormat.WITH_SHARED_LINES);
            append(book().lease().epoch(), accepted.size(), new Entry.ReportedAll(accepted));
        }
        var runs = accepted.stream().map(each -> run(each.job())).distinct();
        projections.runs(book(), runs.toList());
        return answers;
    }

    /// Keeps older programs from a log that has what they do not know. The log as they knew it is kept beside it.
    private void raise(int needed) throws IOException {
        if (oldestReader < needed) {
            keepCopy();
            append(book().lease().epoch(), 0, new Entry.Raised(LogFormat.NEWEST, needed));
        }
    }

    private void keepCopy() throws IOException {
        var copy = directory.resolve(LOG + ".format-" + oldestReader);
        Durably.replace(copy, out -> log.copy(out), true);
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

    /// Returns the command's number, which it has already where it was sent before.
    long queue(String id, Command command, Instant at) throws IOException {
        var queued = book().numbered(command, at);
        var heard = book().sweep().heard(id);
        if (heard.isPresent()) {
            log.sync();
            return heard.get();
        }
        raise(LogFormat.neededFor(command));
        append(book().lease().epoch(), 1, new Entry.Queued(queued, Optional.of(id)));
        return queued.number();
    }

    Lease lease() throws IOException {
        return beats.read(book().lease());
    }

    void moveTo(Lease lease) throws IOException {
        append(lease.epoch(), 0, new Entry.LeaseMoved(lease));
        projectSweep();
    }

    /// Closes the sweep, which goes on in another store.
    void moveAway(Lease closed) throws IOException {
        raise(LogFormat.WITH_MOVES);
        moveTo(closed);
    }

    /// Hands over all there is of the sweep at this moment. The lock is not held for as long as that takes: what lies
    /// on the disk by then never changes, and this must not be used for anything else meanwhile.
    void dump(Consumer<Piece> taker) throws IOException {
        var beating = locked(this::lease);
        try {
            book().dump(beating, points::each, taker);
        } catch (Snapshot.UnusableException e) {
            snapshots.passOver(e);
            throw new StoreException(
                    StoreException.Kind.TRANSIENT,
                    "the snapshot beside %s cannot be used (%s); run the same command again"
                            .formatted(directory.resolve(LOG), e.getMessage()),
                    e);
        }
    }

    /// Makes what people read of the sweep anew.
    void project() throws IOException {
        projectSweep();
        projections.runs(book(), book().since(0).runs());
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
                requireOwn(created.sweep().sweepId());
                oldestReader = LogFormat.known(created.understoodSince(), directory);
                place = created.place();
                book = Optional.of(new Book(created.sweep()));
            }
            case Entry.Recorded recorded -> book().apply(Batch.of(book(), recorded.facts()));
            case Entry.Reported reported -> take(reported);
            case Entry.ReportedAll all -> all.reports().forEach(this::take);
            case Entry.Raised raised -> oldestReader = LogFormat.known(raised.understoodSince(), directory);
            case Entry.Loaded loaded -> load(loaded);
            case Entry.Queued queued -> book().queue(queued.command(), queued.id());
            case Entry.LeaseMoved moved -> book().moveTo(moved.lease());
        }
    }

    private void requireOwn(String id) {
        if (!id.equals(sweepId)) {
            throw new StoreException(
                    StoreException.Kind.BROKEN,
                    "%s is the log of the sweep %s, copied here; a copy cannot go on beside its sweep, so remove it, or move it to a folder of that name elsewhere"
                            .formatted(directory.resolve(LOG), id));
        }
    }

    private void load(Entry.Loaded loaded) {
        if (loaded.piece() instanceof Piece.Points some) {
            points.moveEnd(some.job(), loaded.pointsEnd());
        } else {
            book().load(loaded.piece());
        }
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
