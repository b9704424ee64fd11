package metta.sweep.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
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
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepInfo;
import metta.sweep.config.Goal;

/// Tries again where trying again may help, and nowhere else in the program is a store call repeated.
///
/// A call that failed may have been applied, its answer lost. What that means for the second try differs:
///
/// - Facts are idempotent, a sweep's creation and its release too. A receipt then says `false` for what the lost try
///   applied, but for [#initRun] of a run that is now there exactly as it was asked for: that was ours.
///   [Fact.Decided] alone would be written twice, which a list of reasons bears.
/// - A lease that is found taken by this very owner, one epoch on, was taken by the lost try.
/// - A renewal that counts twice shows life all the same.
/// - A report that is out of place on a second try, while the job stands where the report ends, was accepted.
/// - A command carries the id that its sender gave it, by which the store knows it again.
final class RetryingStore implements Store {
    private final Store store;
    private final Backoff backoff;
    private final Backoff.Sleeper sleeper;
    private final RandomGenerator random;
    private final LongSupplier ticker;
    private final StoreWatch watch;

    /// One try of a call.
    private interface Try<T> {
        T run(boolean again);
    }

    /// @param ticker monotonic nanoseconds, for how long calls take
    RetryingStore(
            Store store,
            Backoff backoff,
            Backoff.Sleeper sleeper,
            RandomGenerator random,
            LongSupplier ticker,
            StoreWatch watch) {
        this.store = store;
        this.backoff = backoff;
        this.sleeper = sleeper;
        this.random = random;
        this.ticker = ticker;
        this.watch = watch;
    }

    @Override
    public SweepInfo fetchSweepMetadata(SweepInfo ifAbsent) {
        return retried(written("fetchSweepMetadata"), () -> store.fetchSweepMetadata(ifAbsent));
    }

    @Override
    public Optional<SweepInfo> findSweep(String sweepId) {
        return retried(read("findSweep"), () -> store.findSweep(sweepId));
    }

    @Override
    public List<SweepInfo> sweeps() {
        return retried(read("sweeps"), () -> store.sweeps());
    }

    @Override
    public List<SweepInfo> sweeps(BiConsumer<String, StoreException> unreadable) {
        var told = new LinkedHashMap<String, StoreException>();
        var sweeps = retried(read("sweeps"), () -> {
            told.clear();
            return store.sweeps(told::put);
        });
        told.forEach(unreadable);
        return sweeps;
    }

    @Override
    public Changes fetchRuns(String sweepId, long since) {
        return retried(read("fetchRuns"), () -> store.fetchRuns(sweepId, since));
    }

    @Override
    public Overview overview(String sweepId, Goal goal) {
        return retried(read("overview"), () -> store.overview(sweepId, goal));
    }

    @Override
    public Optional<RunInfo> findRun(String sweepId, String runId) {
        return retried(read("findRun"), () -> store.findRun(sweepId, runId));
    }

    @Override
    public Receipt commit(Fence fence, List<Fact> facts) {
        return retried(written("commit"), () -> store.commit(fence, facts));
    }

    @Override
    public boolean initRun(Fence fence, Fact.InitRun run) {
        return tried(written("initRun"), again -> {
            boolean won = store.initRun(fence, run);
            return won
                    || (again
                            && store.findRun(fence.sweepId(), run.runId())
                                    .equals(Optional.of(RunInfo.created(fence.sweepId(), run))));
        });
    }

    @Override
    public boolean updateRunSummary(Fence fence, Fact.UpdateRunSummary update) {
        return retried(written("updateRunSummary"), () -> store.updateRunSummary(fence, update));
    }

    @Override
    public Report.Answer report(String sweepId, Report report) {
        return tried(written("report"), again -> answer(again, sweepId, report, store.report(sweepId, report)));
    }

    @Override
    public List<Report.Answer> reportAll(String sweepId, List<Report> reports) {
        return tried(written("reportAll"), again -> {
            var answers = new ArrayList<Report.Answer>();
            for (var given : store.reportAll(sweepId, reports)) {
                answers.add(answer(again, sweepId, reports.get(answers.size()), given));
            }
            return List.copyOf(answers);
        });
    }

    private Report.Answer answer(boolean again, String sweepId, Report report, Report.Answer given) {
        boolean ours = again && given == Report.Answer.OUT_OF_PLACE && standsAtEndOf(sweepId, report);
        return ours ? Report.Answer.ACCEPTED : given;
    }

    private boolean standsAtEndOf(String sweepId, Report report) {
        return store.findRun(sweepId, report.job().runId())
                .flatMap(run -> run.job(report.job()))
                .filter(job -> job.position().equals(report.to()))
                .isPresent();
    }

    @Override
    public List<MetricPoint> metrics(String sweepId, JobId job, Optional<String> name) {
        return retried(read("metrics"), () -> store.metrics(sweepId, job, name));
    }

    @Override
    public List<MetricPoint> curve(String sweepId, JobId job, String name, int most) {
        return retried(read("curve"), () -> store.curve(sweepId, job, name, most));
    }

    @Override
    public List<Fact.Decided> decisions(String sweepId, int limit) {
        return retried(read("decisions"), () -> store.decisions(sweepId, limit));
    }

    @Override
    public List<Fact.Decided> decisionsAbout(String sweepId, String subject) {
        return retried(read("decisions"), () -> store.decisionsAbout(sweepId, subject));
    }

    @Override
    public List<Fact.Decided> decisions(String sweepId, Set<String> words) {
        return retried(read("decisions"), () -> store.decisions(sweepId, words));
    }

    @Override
    public long send(String sweepId, String id, Command command, Instant at) {
        return retried(written("send"), () -> store.send(sweepId, id, command, at));
    }

    @Override
    public Lease lease(String sweepId) {
        return retried(read("lease"), () -> store.lease(sweepId));
    }

    @Override
    public Lease takeLease(String sweepId, long epoch, Owner owner) {
        return tried(written("takeLease"), again -> {
            try {
                return store.takeLease(sweepId, epoch, owner);
            } catch (StaleEpochException e) {
                var lease = store.lease(sweepId);
                boolean ours =
                        again && lease.epoch() == epoch + 1 && lease.owner().equals(Optional.of(owner));
                if (ours) {
                    return lease;
                }
                throw e;
            }
        });
    }

    @Override
    public void renewLease(Fence fence) {
        retried(written("renewLease"), () -> {
            store.renewLease(fence);
            return fence;
        });
    }

    @Override
    public void releaseLease(Fence fence) {
        retried(written("releaseLease"), () -> {
            store.releaseLease(fence);
            return fence;
        });
    }

    /// Tried again only until the first piece is handed over: what was given cannot be taken back.
    @Override
    public void dump(String sweepId, Consumer<Piece> taker) {
        var given = new AtomicBoolean();
        var failure = new AtomicReference<StoreException>();
        tried(read("dump"), _ -> {
            try {
                store.dump(sweepId, piece -> {
                    given.set(true);
                    taker.accept(piece);
                });
            } catch (StoreException e) {
                if (!given.get()) {
                    throw e;
                }
                failure.set(e);
            }
            return given;
        });
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    /// What is there after an answer was lost, with the very head that was given, is ours.
    @Override
    public boolean load(Iterable<Piece> pieces) {
        return tried(written("load"), again -> store.load(pieces) || (again && isThere(Pieces.head(pieces))));
    }

    private boolean isThere(Piece.Head head) {
        var id = head.sweep().sweepId();
        return store.findSweep(id).equals(Optional.of(head.sweep()))
                && store.lease(id).equals(head.lease());
    }

    @Override
    public Lease moveAway(String sweepId, long epoch, String to) {
        return tried(written("moveAway"), again -> {
            try {
                return store.moveAway(sweepId, epoch, to);
            } catch (StaleEpochException e) {
                var lease = store.lease(sweepId);
                boolean ours =
                        again && lease.epoch() == epoch + 1 && lease.movedTo().equals(Optional.of(to));
                if (ours) {
                    return lease;
                }
                throw e;
            }
        });
    }

    /// Closes the store that is wrapped. Tried once: there is nothing left to lose.
    @Override
    public void close() {
        store.close();
    }

    /// A call, as the watch is told of it.
    private record Call(String operation, boolean writes) {}

    private static Call written(String operation) {
        return new Call(operation, true);
    }

    private static Call read(String operation) {
        return new Call(operation, false);
    }

    private <T> T retried(Call call, Supplier<T> work) {
        return tried(call, _ -> work.get());
    }

    private <T> T tried(Call call, Try<T> work) {
        long start = ticker.getAsLong();
        int failures = 0;
        while (true) {
            try {
                var result = work.run(failures > 0);
                if (call.writes()) {
                    watch.written(call.operation(), since(start), failures + 1);
                }
                return result;
            } catch (StoreException e) {
                failures++;
                if (!mayTryAgain(call, failures, e)) {
                    watch.failed(call.operation(), since(start), failures, e);
                    throw e;
                }
            }
        }
    }

    private Duration since(long start) {
        return Duration.ofNanos(ticker.getAsLong() - start);
    }

    /// Waits where there is hope; an interrupt ends the tries, and is kept.
    private boolean mayTryAgain(Call call, int failures, StoreException why) {
        if (why.kind() != StoreException.Kind.TRANSIENT || failures >= backoff.attempts()) {
            return false;
        }
        var wait = backoff.wait(failures, random);
        watch.retried(call.operation(), failures, wait, why);
        try {
            sleeper.sleep(wait);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
