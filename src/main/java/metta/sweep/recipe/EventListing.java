package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import metta.sweep.Ordered;

/// What a search for event files came to.
///
/// @param folders that were looked into, by when they had last changed; the first is the top
/// @param closed what below the top cannot be read, by the reason
/// @param files in order; nothing if there were too many entries to look at all of them
record EventListing(
        SequencedMap<Path, FileTime> folders, SequencedMap<Path, String> closed, Optional<List<EventFile>> files) {
    EventListing {
        folders = Ordered.copy(folders);
        closed = Ordered.copy(closed);
        files = files.map(List::copyOf);
    }

    /// What there is where no folder is.
    static EventListing of(List<EventFile> files) {
        return new EventListing(Ordered.copy(Map.of()), Ordered.copy(Map.of()), Optional.of(files));
    }

    /// Whether a search from `top` on would look into the same folders, and none of them has changed since.
    boolean stands(Path top) throws IOException {
        if (folders.isEmpty()
                || Presence.of(top).isEmpty()
                || !top.toRealPath().equals(folders.firstEntry().getKey())) {
            return false;
        }
        for (var folder : folders.entrySet()) {
            var there = Presence.of(folder.getKey());
            if (there.isEmpty() || !there.get().lastModifiedTime().equals(folder.getValue())) {
                return false;
            }
        }
        return true;
    }
}
