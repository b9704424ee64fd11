package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.Workspace;
import metta.sweep.config.PostgresAddress;
import metta.sweep.config.StorePlace;
import metta.sweep.config.StoreType;
import metta.sweep.store.Backoff;
import metta.sweep.store.StoreWatch;
import metta.sweep.store.Stores;
import metta.sweep.telemetry.Reasons;

/// The folder that holds sweeps: each one's files, and the stores that they are recorded in.
///
/// @param only the one store to look in, where a person named it
record Folder(Path path, Optional<StorePlace> only) {
    private static final String DATABASE = "metta.db";

    Folder(Path path) {
        this(path, Optional.empty());
    }

    /// The folder as a person names it.
    static Folder at(Path path) {
        return new Folder(path.toAbsolutePath().normalize());
    }

    /// The same folder, with that store alone to be looked in where there is one.
    Folder in(Optional<StorePlace> place) {
        return new Folder(path, place);
    }

    /// Refuses a sweep's name that the database beside the sweeps has, or might want for a file of its own.
    ///
    /// @throws IllegalArgumentException if it is one
    static String requireFree(String sweepId) {
        if (sweepId.toLowerCase(Locale.ROOT).startsWith(DATABASE)) {
            throw new IllegalArgumentException(
                    "names that begin with %s are those of the database's own files; choose another, got '%s'"
                            .formatted(DATABASE, sweepId));
        }
        return sweepId;
    }

    Workspace workspace(String sweepId) {
        return new Workspace(path.resolve(sweepId));
    }

    /// Opens a store, creating it where there is none.
    Store open(StorePlace place) {
        try {
            Stores.createFolder(path);
        } catch (IOException e) {
            throw new SweepException(
                    SweepException.Exit.IO,
                    "the folder %s for sweeps cannot be created: %s; choose another with --dir"
                            .formatted(path, Reasons.of(e)),
                    e);
        }
        if (place instanceof PostgresAddress address) {
            return Stores.postgres(address);
        }
        return place == StoreType.SQLITE ? Stores.sqlite(path.resolve(DATABASE)) : Stores.files(path);
    }

    /// The same store, tried again where it fails for a moment.
    static Store patient(Store store, StoreWatch watch) {
        return patient(store, Backoff.DEFAULT, watch);
    }

    static Store patient(Store store, Backoff backoff, StoreWatch watch) {
        return Stores.retrying(store, backoff, Thread::sleep, RandomGenerator.getDefault(), System::nanoTime, watch);
    }

    /// The stores to look in.
    List<StorePlace> stores() {
        var here = here();
        if (only.isEmpty()) {
            return List.copyOf(here);
        }
        var place = only.get();
        return place instanceof PostgresAddress || here.contains(place) ? List.of(place) : List.of();
    }

    /// The stores that lie in this folder.
    private List<StoreType> here() {
        var found = new ArrayList<StoreType>();
        if (Files.exists(path.resolve(DATABASE))) {
            found.add(StoreType.SQLITE);
        }
        if (Stores.hasFiles(path)) {
            found.add(StoreType.FILE);
        }
        return found;
    }

    /// A sweep and the store that has it, which the caller closes.
    record Found(Store store, SweepInfo sweep) {
        /// Whether the sweep was not moved into another store.
        boolean isHere() {
            return store.lease(sweep.sweepId()).movedTo().isEmpty();
        }

        /// Compares places of one sweep: where it is comes after all that it was moved away from.
        int laterThan(Found other) {
            return isHere() == other.isHere()
                    ? Long.compare(epoch(), other.epoch())
                    : Boolean.compare(isHere(), other.isHere());
        }

        private long epoch() {
            return store.lease(sweep.sweepId()).epoch();
        }
    }

    /// The store that has a sweep: by its id, by an unambiguous beginning of it, or else the newest sweep here.
    ///
    /// @param warn is told of sweeps that cannot be read where that matters; they hide no others
    /// @throws SweepException if there is none, or the beginning fits several
    Found find(Optional<String> idOrPrefix, Consumer<String> warn) {
        var opened = new ArrayList<Store>();
        Optional<Found> chosen = Optional.empty();
        try {
            stores().forEach(type -> opened.add(open(type)));
            chosen = idOrPrefix
                    .flatMap(id -> exactly(opened, id))
                    .or(() -> Optional.of(Candidates.in(opened).choose(idOrPrefix, warn, place())));
            return chosen.get();
        } finally {
            var kept = chosen.map(Found::store);
            opened.stream().filter(store -> !kept.equals(Optional.of(store))).forEach(Store::close);
        }
    }

    /// Where sweeps are looked for, in words.
    private String place() {
        return only.map(StorePlace::word).orElse(path.toString());
    }

    /// One that moved from one store here into another is found where it is now.
    private static Optional<Found> exactly(List<Store> stores, String sweepId) {
        var all = stores.stream()
                .filter(_ -> !sweepId.isBlank())
                .flatMap(store -> store.findSweep(sweepId).map(sweep -> new Found(store, sweep)).stream())
                .toList();
        return all.size() < 2 ? all.stream().findFirst() : all.stream().max(Found::laterThan);
    }

    /// Refuses a name that another store here has: both sweeps would write into the same files.
    void requireOnlyIn(StorePlace place, String sweepId) {
        for (var other : here()) {
            if (other != place && has(other, sweepId)) {
                var word = other.word();
                if (movedTo(place, sweepId).equals(Optional.of(word))) {
                    throw new HeldException("sweep %s was moved to the store %s; go on with it there: `--store %s`"
                            .formatted(sweepId, word, word));
                }
                throw new SweepException(
                        SweepException.Exit.USAGE,
                        "sweep %s is kept in the %s store of this folder; go on with --store %s, or choose another --name"
                                .formatted(sweepId, word, word));
            }
        }
    }

    /// Where a sweep was moved that was in a store of this folder.
    private Optional<String> movedTo(StorePlace place, String sweepId) {
        if (!(place instanceof StoreType type) || !here().contains(type)) {
            return Optional.empty();
        }
        try (var store = open(place)) {
            return store.findSweep(sweepId).flatMap(_ -> store.lease(sweepId).movedTo());
        }
    }

    /// Whether one of the stores has such a sweep.
    boolean has(String sweepId) {
        return stores().stream().anyMatch(each -> has(each, sweepId));
    }

    /// Whether there is such a sweep, and it has ended.
    boolean hasEnded(StorePlace type, String sweepId) {
        if (!stores().contains(type)) {
            return false;
        }
        try (var store = open(type)) {
            return store.findSweep(sweepId)
                    .filter(sweep -> sweep.state().ended())
                    .isPresent();
        }
    }

    private boolean has(StorePlace type, String sweepId) {
        try (var store = open(type)) {
            return store.findSweep(sweepId)
                    .filter(sweep -> new Found(store, sweep).isHere())
                    .isPresent();
        }
    }
}
