package metta.sweep.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.Lease;
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.UnknownSweepException;
import metta.sweep.Workspace;
import metta.sweep.config.StorePlace;
import metta.sweep.store.Fingerprint;
import metta.sweep.store.StoreWatch;
import metta.sweep.store.SweepSnapshot;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Moves a sweep, which may be running, from one store into another.
///
/// The sweep is closed where it is before anything is copied, so that it is never open in two stores. What is closed
/// names the store that it moves to: whoever runs the command again goes on from there.
@Command(
        name = "migrate",
        description = "Moves a sweep into another store. It may be running: its controller stops, its jobs go on.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  metta sweep migrate arena --to postgresql://me@db.example.org/sweeps",
            "",
            "An interrupted move is completed by the same command."
        })
final class MigrateCommand implements Callable<Integer> {
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final Terminal terminal;
    private final InstantSource clock = InstantSource.system();

    @Parameters(paramLabel = "SWEEP", description = "Its id, or the beginning of it.")
    private String sweepId = "";

    @Option(
            names = "--from",
            paramLabel = "STORE",
            description = "The store that it is in. Default: $METTA_STORE, else the one of the folder that has it.")
    private Optional<String> from = Optional.empty();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "STORE",
            description = "The store that it goes to: sqlite, file or postgresql://USER@HOST/DATABASE.")
    private String to = "";

    @Mixin
    private FolderOption dir = new FolderOption();

    MigrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var target = StoreOption.parse("--to", to);
        var folder = dir.folder();
        var found = source(folder, target);
        var id = found.sweep().sweepId();
        try (var plainSource = found.store();
                var sourceStore = Folder.patient(plainSource, StoreWatch.NONE);
                var plainTarget = folder.open(target);
                var targetStore = Folder.patient(plainTarget, StoreWatch.NONE)) {
            var goesOn = target.word();
            if (hasCome(sourceStore, targetStore, id, target)) {
                var further = targetStore.lease(id).movedTo();
                terminal.out()
                        .println("Sweep %s has moved to the store %s already%s."
                                .formatted(
                                        id,
                                        target.word(),
                                        further.map(", and from there to the store "::concat)
                                                .orElse("")));
                goesOn = further.orElse(goesOn);
            } else {
                var lease = moveAway(sourceStore, id, target);
                var print = copy(sourceStore, targetStore, folder, id, lease, target);
                terminal.out()
                        .println("Sweep %s is in the store %s now: %s, all read back and compared. Checksum %s."
                                .formatted(id, target.word(), print.words(), print.sha256()));
            }
            awaitOldController(folder, id);
            var next = goOn(folder.workspace(id), goesOn);
            if (!found.sweep().state().ended()) {
                terminal.err().println(next);
            }
        }
        return 0;
    }

    private static String goOn(Workspace workspace, String store) {
        var origin = Origin.of(workspace).map(each -> each.in(store));
        origin.ifPresent(each -> each.keep(workspace));
        return origin.map(each -> "Go on with: " + each)
                .orElse("Go on with the command that started it, and with --store " + store);
    }

    /// The sweep where it is, or, if it has been moved already, where it was.
    private Folder.Found source(Folder folder, StorePlace target) {
        var named = from.map(each -> StoreOption.parse("--from", each));
        if (named.filter(each -> each.word().equals(target.word())).isPresent()) {
            throw new SweepException(SweepException.Exit.USAGE, "--from and --to are the same store");
        }
        var others = folder.stores().stream()
                .filter(each -> !each.word().equals(target.word()))
                .toList();
        var source = named.or(() -> StoreOption.standard(System.getenv())
                        .filter(each -> !each.word().equals(target.word())))
                .or(() -> others.size() == 1 ? Optional.of(others.getFirst()) : Optional.empty());
        return folder.in(source).find(Optional.of(sweepId), terminal::warn);
    }

    /// Whether the sweep has come to the target since it was closed where it was; it may have gone on from there.
    ///
    /// @throws SweepException if a sweep that goes on there is not this one, which came there
    private static boolean hasCome(Store source, Store target, String id, StorePlace place) {
        var there = target.findSweep(id);
        if (there.isEmpty()) {
            return false;
        }
        var here = source.findSweep(id).orElseThrow(() -> new UnknownSweepException(id));
        var left = source.lease(id);
        var came = target.lease(id);
        boolean closed = left.movedTo().equals(Optional.of(place.word()));
        if (closed && Transfer.sameSweep(here, there.get()) && came.epoch() >= left.epoch()) {
            return true;
        }
        if (came.movedTo().isEmpty()) {
            throw new SweepException(
                    SweepException.Exit.NOT_ALLOWED,
                    closed
                            ? "the store %1$s has another sweep %2$s by now, begun at %3$s; this one was begun at %4$s and is closed for its move there. Nothing was copied, and nothing is lost: move the other one away, where its folder is (`metta sweep migrate %2$s --from %1$s --to …`), and run the same command again"
                                    .formatted(place.word(), id, there.get().createdAt(), here.createdAt())
                            : "the store %s has a sweep %s of its own; nothing was moved".formatted(place.word(), id));
        }
        return false;
    }

    /// Closes the sweep where it is; a controller that takes it over at that very moment is only quicker.
    private static Lease moveAway(Store source, String id, StorePlace target) {
        while (true) {
            var lease = source.lease(id);
            if (lease.movedTo().equals(Optional.of(target.word()))) {
                return lease;
            }
            try {
                return source.moveAway(id, lease.epoch(), target.word());
            } catch (StaleEpochException e) {
                if (source.lease(id).movedTo().isPresent()) {
                    throw e;
                }
            }
        }
    }

    /// Copies by way of a snapshot, which is kept.
    private Fingerprint.Print copy(
            Store source, Store target, Folder folder, String id, Lease lease, StorePlace place) {
        var snapshots = SnapshotFolder.of(folder.workspace(id));
        snapshots.create();
        Path file = snapshots.path().resolve("moved-%010d.snapshot".formatted(lease.epoch()));
        SweepSnapshot.write(file, source, id, clock.instant());
        try (var snapshot = SweepSnapshot.open(file)) {
            var pieces = Transfer.into(place, snapshot, 0);
            if (!target.load(pieces) && !hasCome(source, target, id, place)) {
                throw new SweepException(
                        SweepException.Exit.TRY_AGAIN, "sweep %s was not taken in; try again".formatted(id));
            }
        }
        var read = new Fingerprint();
        target.dump(id, read);
        return read.print();
    }

    /// The controller that ran the sweep learns with its next call that it may change nothing any more.
    private void awaitOldController(Folder folder, String id) throws InterruptedException {
        var bell = new Bell();
        for (var waited = Duration.ZERO; waited.compareTo(PATIENCE) < 0; waited = waited.plus(EVERY)) {
            var lock = ControllerLock.tryTake(folder.workspace(id).directory());
            if (lock.isPresent()) {
                lock.get().close();
                return;
            }
            bell.await(EVERY);
        }
        terminal.warn(
                "the controller that ran sweep %s can change nothing any more, but does not let go: it may be stopped. Kill it before you go on"
                        .formatted(id));
    }
}
