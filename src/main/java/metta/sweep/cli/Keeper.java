package metta.sweep.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepListener;
import metta.sweep.SweepMetadata;
import metta.sweep.SweepView;
import metta.sweep.store.SweepSnapshot;

/// Takes snapshots of a sweep from time to time, beside the controller that runs it: so that the sweep can be restored
/// where its store is lost.
///
/// However large the sweep, snapshots take a bounded part of the time: after one that took long, the next waits longer.
/// One that cannot be taken is told of, and tried again later.
final class Keeper implements SweepListener, AutoCloseable {
    /// How many are kept.
    static final int KEPT = 3;

    /// The next one waits at least so many times as long as the last one took.
    static final int REST = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private final Store store;
    private final SnapshotFolder folder;
    private final long epoch;
    private final Duration interval;
    private final LongSupplier ticker;
    private final InstantSource clock;
    private final Consumer<String> warnings;
    private Optional<Work> work = Optional.empty();
    private long dueAt;
    private long taken = -1;
    private volatile boolean leaving;

    /// A snapshot that is being taken.
    private record Work(FutureTask<Optional<String>> outcome, Thread thread, long startedAt, long revision) {}

    /// @param store asked by another thread while the controller goes on
    /// @param interval between snapshots; zero: none are taken
    /// @param ticker monotonic nanoseconds
    /// @param warnings called by the controller's own thread
    Keeper(
            Store store,
            SnapshotFolder folder,
            long epoch,
            Duration interval,
            LongSupplier ticker,
            InstantSource clock,
            Consumer<String> warnings) {
        this.store = store;
        this.folder = folder;
        this.epoch = epoch;
        this.interval = interval;
        this.ticker = ticker;
        this.clock = clock;
        this.warnings = warnings;
        this.dueAt = ticker.getAsLong() + interval.toNanos();
    }

    @Override
    public void ticked(SweepView view, SweepMetadata metadata) {
        var done = work.filter(each -> each.outcome().isDone());
        if (done.isPresent()) {
            work = Optional.empty();
            settle(done.get());
        }
        boolean due = interval.isPositive() && ticker.getAsLong() - dueAt >= 0;
        if (due && work.isEmpty() && view.cursor() != taken) {
            begin(view.sweep().sweepId(), view.cursor());
        }
    }

    private void begin(String sweepId, long revision) {
        var outcome = new FutureTask<>(() -> take(sweepId, revision));
        var thread = Thread.ofPlatform().daemon().name("snapshot of " + sweepId).start(outcome);
        work = Optional.of(new Work(outcome, thread, ticker.getAsLong(), revision));
    }

    /// What went wrong, if anything did.
    private Optional<String> take(String sweepId, long revision) {
        try {
            folder.create();
            folder.prune(KEPT);
            SweepSnapshot.write(folder.auto(epoch, revision), store, sweepId, clock.instant(), this::goOn);
            folder.prune(KEPT);
            return Optional.empty();
        } catch (SweepException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void goOn() {
        if (leaving) {
            throw new CancellationException("the controller leaves");
        }
    }

    private void settle(Work done) {
        long now = ticker.getAsLong();
        dueAt = now + Math.max(interval.toNanos(), REST * (now - done.startedAt()));
        try {
            var failure = done.outcome().get();
            failure.ifPresentOrElse(this::warn, () -> taken = done.revision());
        } catch (ExecutionException e) {
            warn(String.valueOf(e.getCause()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void warn(String why) {
        warnings.accept("no snapshot of the sweep could be taken: %s; the sweep goes on".formatted(why));
    }

    /// Gives a snapshot up that is being taken: the last one is still there.
    @Override
    public void close() {
        leaving = true;
        if (work.isPresent()) {
            try {
                work.get().thread().join(PATIENCE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
