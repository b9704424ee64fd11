package metta.sweep.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepException;
import metta.sweep.config.Spelling;
import metta.sweep.telemetry.Values;

/// The sweeps that somebody may mean who does not give a whole id, and those of which nothing but the id can be read.
record Candidates(List<Folder.Found> found, Map<String, StoreException> unreadable) {
    static Candidates in(List<Store> stores) {
        var candidates = new Candidates(new ArrayList<>(), new LinkedHashMap<>());
        for (var store : stores) {
            store.sweeps(candidates.unreadable::put)
                    .forEach(sweep -> candidates.found.add(new Folder.Found(store, sweep)));
        }
        candidates.leaveOutMoved();
        return candidates;
    }

    /// Of a sweep that moved from one store here into another only the place where it is now counts.
    private void leaveOutMoved() {
        var places = new LinkedHashMap<String, Folder.Found>();
        found.forEach(each ->
                places.merge(each.sweep().sweepId(), each, (one, other) -> one.laterThan(other) < 0 ? other : one));
        found.retainAll(places.values());
    }

    Folder.Found choose(Optional<String> prefix, Consumer<String> warn, String place) {
        return prefix.map(each -> beginning(each, place)).orElseGet(() -> newest(warn, place));
    }

    private Folder.Found beginning(String prefix, String place) {
        var fitting = new LinkedHashMap<String, Optional<Folder.Found>>();
        found.forEach(each -> fitting.put(each.sweep().sweepId(), Optional.of(each)));
        unreadable.keySet().forEach(id -> fitting.put(id, Optional.empty()));
        var known = List.copyOf(fitting.keySet());
        fitting.keySet().removeIf(id -> prefix.isBlank() || !id.startsWith(prefix));
        if (fitting.size() > 1) {
            throw new SweepException(
                    SweepException.Exit.USAGE,
                    "'%s' fits several sweeps: %s"
                            .formatted(Values.plain(prefix), String.join(", ", fitting.keySet())));
        }
        if (fitting.isEmpty()) {
            throw new SweepException(
                    SweepException.Exit.NOT_FOUND,
                    "no sweep '%s' in %s; %s`metta sweep list` shows those there are, --dir names another folder"
                            .formatted(
                                    Values.plain(prefix),
                                    place,
                                    Spelling.guess(prefix, known)
                                            .map("did you mean '%s'? "::formatted)
                                            .orElse("")));
        }
        var only = fitting.firstEntry();
        return only.getValue().orElseThrow(() -> unreadable.get(only.getKey()));
    }

    private Folder.Found newest(Consumer<String> warn, String place) {
        if (found.isEmpty() && !unreadable.isEmpty()) {
            throw unreadable.values().iterator().next();
        }
        unreadable.forEach((id, why) -> warn.accept("sweep %s is left out: %s".formatted(id, why.getMessage())));
        return found.stream()
                .reduce((one, other) ->
                        one.sweep().createdAt().isAfter(other.sweep().createdAt()) ? one : other)
                .orElseThrow(() -> new SweepException(
                        SweepException.Exit.NOT_FOUND,
                        "no sweeps in %s; start one, or name the folder with --dir, or the store with --store"
                                .formatted(place)));
    }
}
