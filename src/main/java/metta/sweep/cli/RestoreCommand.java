package metta.sweep.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import metta.sweep.JobId;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.Workspace;
import metta.sweep.config.StorePlace;
import metta.sweep.store.StoreWatch;
import metta.sweep.store.SweepSnapshot;
import metta.sweep.telemetry.Values;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts a sweep back into a store that has lost it.
@Command(
        name = "restore",
        description = {
            "Puts a sweep back into a store that does not have it, as a snapshot has it.",
            "The runs that were started since are put back too, as far as their folders are there."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep restore sweeps/arena/snapshots/auto-0000000001-000000000042.snapshot"})
final class RestoreCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Typed typed;
    private final InstantSource clock = InstantSource.system();

    @Parameters(paramLabel = "FILE", description = "A snapshot.")
    private Path file = Path.of("");

    @Option(
            names = "--jobs-gone",
            description = "Jobs that ran when the snapshot was taken, and have no folder here, do not run any more: "
                    + "try them again.")
    private boolean jobsGone;

    @Mixin
    private FolderOption dir = new FolderOption();

    @Mixin
    private StoreOption store = new StoreOption();

    RestoreCommand(Terminal terminal, Typed typed) {
        this.terminal = terminal;
        this.typed = typed;
    }

    @Override
    public Integer call() {
        try (var snapshot = SweepSnapshot.open(file)) {
            var sweep = snapshot.head().sweep();
            var order = Orders.recall(sweep);
            var place = store.place().orElse(order.config().store());
            var folder = dir.folder();
            folder.requireOnlyIn(place, sweep.sweepId());
            requireJobs(snapshot, order, folder.workspace(sweep.sweepId()));
            var lock = ControllerLock.tryTake(folder.workspace(sweep.sweepId()).directory())
                    .orElseThrow(() -> new HeldException("a controller of sweep %s still runs in %s; end it first"
                            .formatted(sweep.sweepId(), folder.path())));
            try (lock;
                    var plain = folder.open(place);
                    var store = Folder.patient(plain, StoreWatch.NONE)) {
                store.findSweep(sweep.sweepId()).ifPresent(there -> refuse(store, there, place));
                restore(snapshot, order, place, folder, store);
            }
        }
        return 0;
    }

    /// Refuses before anything is made where the sweep has no folder at all.
    private void requireJobs(SweepSnapshot snapshot, Order order, Workspace workspace) {
        if (!jobsGone && !Files.exists(workspace.directory())) {
            var gone = Adoption.of(workspace, order, snapshot.withoutPoints(), clock.instant())
                    .gone();
            if (!gone.isEmpty()) {
                throw refused(workspace.directory(), gone);
            }
        }
    }

    /// Also where the sweep was moved away from: where it is, it may be running.
    private void refuse(Store store, SweepInfo there, StorePlace place) {
        store.lease(there.sweepId()).movedTo().ifPresent(to -> {
            throw new SweepException(
                    SweepException.Exit.NOT_ALLOWED,
                    "sweep %s was moved from here to the store %s; nothing was restored. Go on with it there, or, if that store is lost, restore it into another than this one with --store"
                            .formatted(there.sweepId(), to));
        });
        int runs = store.fetchRuns(there.sweepId(), 0).runs().size();
        throw new SweepException(
                SweepException.Exit.NOT_ALLOWED,
                "sweep %s is in the store %s already, with %s (%s); nothing was restored. Go on with it as it is, or restore the snapshot into another store or --dir"
                        .formatted(
                                there.sweepId(),
                                place.word(),
                                Values.count(runs, "run"),
                                Picture.word(there.state().name())));
    }

    private void restore(SweepSnapshot snapshot, Order order, StorePlace place, Folder folder, Store store) {
        var id = order.sweepId();
        var adoption = Adoption.of(folder.workspace(id), order, snapshot.withoutPoints(), clock.instant());
        if (!adoption.gone().isEmpty() && !jobsGone) {
            throw refused(folder.workspace(id).directory(), adoption.gone());
        }
        long leap = Transfer.leap(snapshot.head().lease().epoch(), clock.instant(), RandomGenerator.getDefault());
        var pieces = adoption.complete(Transfer.into(place, snapshot, leap));
        if (!store.load(pieces)) {
            throw new SweepException(
                    SweepException.Exit.NOT_ALLOWED,
                    "sweep %s has come to the store %s meanwhile; nothing was restored".formatted(id, place.word()));
        }
        tell(snapshot, adoption, place, folder.workspace(id));
    }

    private String goOn(Workspace workspace) {
        var places = typed.places();
        var origin = Origin.of(workspace)
                .map(each -> store.place().map(place -> each.in(place.word())).orElse(each));
        origin.ifPresent(each -> each.keep(workspace));
        return origin.map(each -> "Go on with: " + each)
                .orElseGet(() -> "Go on with the command that started it%s."
                        .formatted(places.isEmpty() ? "" : ", with" + places));
    }

    private static SweepException refused(Path folder, List<JobId> gone) {
        return new SweepException(
                SweepException.Exit.NOT_ALLOWED,
                "%s ran when the snapshot was taken, and %s no folder in %s; restore where the sweep's folder is, or, if nothing of the sweep runs any more anywhere, say so with --jobs-gone: then %s tried again. Nothing was restored"
                        .formatted(
                                some(gone),
                                gone.size() == 1 ? "has" : "have",
                                folder,
                                gone.size() == 1 ? "it is" : "they are"));
    }

    private static String some(List<JobId> jobs) {
        return jobs.size() == 1
                ? jobs.getFirst().name()
                : "%s and %,d more".formatted(jobs.getFirst(), jobs.size() - 1);
    }

    private void tell(SweepSnapshot snapshot, Adoption adoption, StorePlace place, Workspace workspace) {
        var id = snapshot.head().sweep().sweepId();
        var lines = new ArrayList<String>();
        lines.add("Sweep %s is in the store %s again, as of %s, with %s."
                .formatted(id, place.word(), snapshot.label().takenAt(), Values.count(adoption.known(), "run")));
        if (!adoption.adopted().isEmpty()) {
            lines.add("Runs that were started after the snapshot and are on record again: %,d."
                    .formatted(adoption.adopted().size()));
        }
        if (!adoption.triedAgain().isEmpty()) {
            lines.add("Runs that had ended and were tried again after the snapshot: %,d."
                    .formatted(adoption.triedAgain().size()));
        }
        lines.forEach(terminal.out()::println);
        if (!snapshot.head().sweep().state().ended() || !adoption.triedAgain().isEmpty()) {
            terminal.err().println(goOn(workspace));
        }
    }
}
