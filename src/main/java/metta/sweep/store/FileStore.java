package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
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
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepInfo;
import metta.sweep.UnknownSweepException;
import metta.sweep.config.Goal;
import metta.sweep.files.Folders;
import metta.sweep.json.Json;

/// Keeps each sweep in a directory: a log of changes, which is the truth, and JSON files derived from it.
///
/// A call catches up with what other processes appended since the last one, so it costs what changed. The first one
/// reads the sweep's newest snapshot, and of the log what came later.
final class FileStore implements Store {
    private final Path root;
    private final OpenSweeps sweeps;

    /// A sweep and its place among those of the store.
    private record Placed(long place, SweepInfo sweep) {}

    FileStore(Path root) {
        this(root, Snapshots.USUAL);
    }

    FileStore(Path root, Snapshots.Due due) {
        this.root = root.toAbsolutePath();
        this.sweeps = new OpenSweeps(this.root, due);
    }

    /// Whether there is any sweep under `root`, be it damaged or not.
    static boolean hasSweeps(Path root) {
        if (!Files.isDirectory(root)) {
            return false;
        }
        try (var folders = Files.newDirectoryStream(root)) {
            for (var folder : folders) {
                if (ChangeLog.beginning(folder.resolve(SweepFiles.LOG)).isPresent()) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw FileFailures.explained(root, e);
        }
    }

    @Override
    public SweepInfo fetchSweepMetadata(SweepInfo ifAbsent) {
        return findSweep(ifAbsent.sweepId()).orElseGet(() -> create(ifAbsent));
    }

    @Override
    public Optional<SweepInfo> findSweep(String sweepId) {
        return sweeps.find(sweepId, SweepFiles::sweep).flatMap(sweep -> sweep);
    }

    @Override
    public List<SweepInfo> sweeps() {
        return sweeps((_, why) -> {
            throw why;
        });
    }

    @Override
    public List<SweepInfo> sweeps(BiConsumer<String, StoreException> unreadable) {
        var all = new ArrayList<Placed>();
        for (var folder : folders()) {
            var id = FileNames.id(folder.getFileName().toString());
            try {
                requireItsName(folder, id);
                sweeps.find(id, files -> files.sweep().map(sweep -> new Placed(files.place(), sweep)))
                        .flatMap(placed -> placed)
                        .ifPresent(all::add);
            } catch (StoreException e) {
                if (e.kind() != StoreException.Kind.BROKEN) {
                    throw e;
                }
                unreadable.accept(id, e);
            }
        }
        // Made here, because it takes its time, and the class is loaded by commands that never list a sweep.
        var oldestFirst = Comparator.comparingLong(Placed::place)
                .thenComparing(each -> each.sweep().createdAt());
        return all.stream().sorted(oldestFirst).map(Placed::sweep).toList();
    }

    private void requireItsName(Path folder, String id) {
        if (!folder.equals(sweeps.directory(id))) {
            throw new StoreException(
                    StoreException.Kind.BROKEN,
                    "%s has a log of changes, but no sweep's folder is called so; rename or remove it"
                            .formatted(folder));
        }
    }

    @Override
    public Changes fetchRuns(String sweepId, long since) {
        return sweeps.locked(sweepId, files -> files.book().since(since));
    }

    @Override
    public Overview overview(String sweepId, Goal goal) {
        return sweeps.locked(sweepId, files -> files.book().overview(goal));
    }

    @Override
    public Optional<RunInfo> findRun(String sweepId, String runId) {
        return sweeps.locked(sweepId, files -> files.book().run(runId));
    }

    @Override
    public Receipt commit(Fence fence, List<Fact> facts) {
        return sweeps.locked(fence.sweepId(), files -> files.commit(fence, facts));
    }

    @Override
    public List<Report.Answer> reportAll(String sweepId, List<Report> reports) {
        return sweeps.locked(sweepId, files -> files.report(reports));
    }

    @Override
    public List<MetricPoint> metrics(String sweepId, JobId job, Optional<String> name) {
        return sweeps.locked(sweepId, files -> files.points(job)).stream()
                .filter(point -> name.isEmpty() || name.get().equals(point.name()))
                .toList();
    }

    @Override
    public List<MetricPoint> curve(String sweepId, JobId job, String name, int most) {
        return sweeps.locked(sweepId, files -> files.curve(job, name, most));
    }

    @Override
    public List<Fact.Decided> decisions(String sweepId, int limit) {
        return sweeps.locked(sweepId, files -> files.book().decisions(limit));
    }

    @Override
    public List<Fact.Decided> decisions(String sweepId, Set<String> words) {
        return sweeps.locked(sweepId, files -> files.book().decisions(words));
    }

    @Override
    public long send(String sweepId, String id, Command command, Instant at) {
        return sweeps.locked(sweepId, files -> files.queue(id, command, at));
    }

    @Override
    public Lease lease(String sweepId) {
        return sweeps.locked(sweepId, SweepFiles::lease);
    }

    @Override
    public Lease takeLease(String sweepId, long epoch, Owner owner) {
        return sweeps.locked(sweepId, files -> {
            var next = current(files, new Fence(sweepId, epoch)).takenBy(owner);
            files.moveTo(next);
            return next;
        });
    }

    @Override
    public void renewLease(Fence fence) {
        sweeps.locked(fence.sweepId(), files -> {
            files.beat(current(files, fence).renewed());
            return fence;
        });
    }

    @Override
    public void releaseLease(Fence fence) {
        sweeps.locked(fence.sweepId(), files -> {
            files.moveTo(current(files, fence).released());
            return fence;
        });
        sweeps.locked(fence.sweepId(), files -> {
            files.snap(true);
            return fence;
        });
    }

    @Override
    public void dump(String sweepId, Consumer<Piece> taker) {
        if (!sweeps.hasLog(sweepId)) {
            throw new UnknownSweepException(sweepId);
        }
        try (var files = new SweepFiles(sweeps.directory(sweepId), sweepId, (_, _) -> false)) {
            files.readAhead();
            files.dump(taker);
        } catch (SweepFiles.ReplacedException e) {
            throw new StoreException(
                    StoreException.Kind.TRANSIENT,
                    "%s was put in the place of another".formatted(sweeps.directory(sweepId)),
                    e);
        } catch (IOException e) {
            throw FileFailures.explained(sweeps.directory(sweepId), e);
        }
    }

    @Override
    public boolean load(Iterable<Piece> pieces) {
        var sweep = Pieces.head(pieces).sweep();
        var directory = sweeps.directory(sweep.sweepId());
        try {
            Durably.createDirectories(root);
            try (var lock = ProcessLock.open(root.resolve(SweepFiles.LOCK));
                    var _ = lock.hold()) {
                if (isHere(sweep.sweepId())) {
                    return false;
                }
                Files.createDirectories(directory);
                // Whoever has it open from before it was moved away finds the new log with the lock.
                try (var own = ProcessLock.open(directory.resolve(SweepFiles.LOCK));
                        var _ = own.hold()) {
                    new SweepLoad(directory).write(SweepFiles.created(lastPlace() + 1, sweep), pieces);
                }
                Folders.sync(root);
            }
            return sweeps.locked(sweep.sweepId(), files -> {
                files.project();
                return true;
            });
        } catch (IOException e) {
            throw FileFailures.explained(directory, e);
        }
    }

    /// Whether there is such a sweep that was not moved away. Nobody can change one that was, or make one that is not
    /// there, without the lock of the whole store.
    private boolean isHere(String sweepId) {
        return sweeps.find(
                        sweepId,
                        files -> files.sweep().isPresent()
                                && files.lease().movedTo().isEmpty())
                .orElse(false);
    }

    @Override
    public Lease moveAway(String sweepId, long epoch, String to) {
        return sweeps.locked(sweepId, files -> {
            var closed = current(files, new Fence(sweepId, epoch)).closed(to);
            files.moveAway(closed);
            return closed;
        });
    }

    @Override
    public void close() {
        sweeps.close();
    }

    private static Lease current(SweepFiles files, Fence fence) throws IOException {
        var lease = files.lease();
        if (lease.epoch() != fence.epoch() || lease.movedTo().isPresent()) {
            throw new StaleEpochException(fence, lease);
        }
        return lease;
    }

    /// Creation is serialised for the whole store, so that each sweep gets a place of its own.
    private SweepInfo create(SweepInfo sweep) {
        try {
            Durably.createDirectories(root);
            try (var lock = ProcessLock.open(root.resolve(SweepFiles.LOCK));
                    var _ = lock.hold()) {
                long last = lastPlace();
                Files.createDirectories(sweeps.directory(sweep.sweepId()));
                return sweeps.created(sweep.sweepId(), files -> {
                    if (files.sweep().isEmpty()) {
                        files.create(Json.read(Json.write(sweep), SweepInfo.class), last + 1);
                        Folders.sync(root);
                    }
                    return files.book().sweep();
                });
            }
        } catch (IOException e) {
            throw FileFailures.explained(root, e);
        }
    }

    /// The last place that is taken. Of each log only the first line is read for it, so that no damage in one sweep
    /// keeps others from being created.
    private long lastPlace() throws IOException {
        long last = 0;
        for (var folder : folders()) {
            var first = ChangeLog.firstLine(folder.resolve(SweepFiles.LOG));
            last = Math.max(last, first.map(ChangeLine::place).orElse(0L));
        }
        return last;
    }

    /// The folders that have a log.
    private List<Path> folders() {
        var all = new ArrayList<Path>();
        if (Files.exists(root)) {
            try (var folders = Files.newDirectoryStream(root, each -> Files.exists(each.resolve(SweepFiles.LOG)))) {
                folders.forEach(all::add);
            } catch (IOException e) {
                throw FileFailures.explained(root, e);
            }
        }
        return all;
    }
}
