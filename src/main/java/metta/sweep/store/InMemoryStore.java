package metta.sweep.store;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import metta.sweep.Changes;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobId;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.Overview;
import metta.sweep.Owner;
import metta.sweep.Piece;
import metta.sweep.Receipt;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import metta.sweep.UnknownSweepException;
import metta.sweep.config.Goal;

/// Keeps sweeps for as long as the process lives. For simulations, tests and trying things out.
final class InMemoryStore implements Store {
    private final Map<String, Book> books = new LinkedHashMap<>();

    @Override
    public synchronized SweepInfo fetchSweepMetadata(SweepInfo ifAbsent) {
        return books.computeIfAbsent(ifAbsent.sweepId(), _ -> new Book(ifAbsent))
                .sweep();
    }

    @Override
    public synchronized Optional<SweepInfo> findSweep(String sweepId) {
        return Optional.ofNullable(books.get(sweepId)).map(Book::sweep);
    }

    @Override
    public synchronized List<SweepInfo> sweeps() {
        return books.values().stream().map(Book::sweep).toList();
    }

    @Override
    public synchronized Changes fetchRuns(String sweepId, long since) {
        return book(sweepId).since(since);
    }

    @Override
    public synchronized Overview overview(String sweepId, Goal goal) {
        return book(sweepId).overview(goal);
    }

    @Override
    public synchronized Optional<RunInfo> findRun(String sweepId, String runId) {
        return book(sweepId).run(runId);
    }

    @Override
    public synchronized Receipt commit(Fence fence, List<Fact> facts) {
        var book = book(fence.sweepId());
        return book.apply(book.stage(fence, facts));
    }

    @Override
    public synchronized List<Report.Answer> reportAll(String sweepId, List<Report> reports) {
        return reports.stream().map(book(sweepId)::report).toList();
    }

    @Override
    public synchronized List<MetricPoint> metrics(String sweepId, JobId job, Optional<String> name) {
        return book(sweepId).points(job, name);
    }

    @Override
    public synchronized List<MetricPoint> curve(String sweepId, JobId job, String name, int most) {
        var all = book(sweepId).points(job, Optional.of(name));
        var curve = new Curve(all.size(), most);
        all.forEach(curve::take);
        return curve.points();
    }

    @Override
    public synchronized List<Fact.Decided> decisions(String sweepId, int limit) {
        return book(sweepId).decisions(limit);
    }

    @Override
    public synchronized List<Fact.Decided> decisions(String sweepId, Set<String> words) {
        return book(sweepId).decisions(words);
    }

    @Override
    public synchronized long send(String sweepId, String id, Command command, Instant at) {
        var book = book(sweepId);
        var next = book.numbered(command, at);
        return book.sweep()
                .heard(id)
                .orElseGet(() -> book.queue(next, Optional.of(id)).number());
    }

    @Override
    public synchronized Lease lease(String sweepId) {
        return book(sweepId).lease();
    }

    @Override
    public synchronized Lease takeLease(String sweepId, long epoch, Owner owner) {
        var book = book(sweepId);
        book.check(new Fence(sweepId, epoch));
        book.moveTo(book.lease().takenBy(owner));
        return book.lease();
    }

    @Override
    public synchronized void renewLease(Fence fence) {
        var book = book(fence.sweepId());
        book.check(fence);
        book.moveTo(book.lease().renewed());
    }

    @Override
    public synchronized void releaseLease(Fence fence) {
        var book = book(fence.sweepId());
        book.check(fence);
        book.moveTo(book.lease().released());
    }

    @Override
    public synchronized void dump(String sweepId, Consumer<Piece> taker) {
        book(sweepId).dump(taker);
    }

    @Override
    public synchronized boolean load(Iterable<Piece> pieces) {
        var head = Pieces.head(pieces);
        var id = head.sweep().sweepId();
        var there = books.get(id);
        if (there != null && there.lease().movedTo().isEmpty()) {
            return false;
        }
        var book = new Book(head.sweep());
        pieces.forEach(book::load);
        books.put(id, book);
        return true;
    }

    @Override
    public synchronized Lease moveAway(String sweepId, long epoch, String to) {
        var book = book(sweepId);
        book.check(new Fence(sweepId, epoch));
        book.moveTo(book.lease().closed(to));
        return book.lease();
    }

    @Override
    public void close() {}

    private Book book(String sweepId) {
        var book = books.get(sweepId);
        if (book == null) {
            throw new UnknownSweepException(sweepId);
        }
        return book;
    }
}
