package metta.sweep.recipe;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The folders of a job's event files as they were last searched. They are searched again once one of them has
/// changed, and now and then all the same: some file systems know times only by the second.
final class EventListings {
    static final int BELIEVED = 10;

    private final Map<Integer, Known> known = new ConcurrentHashMap<>();

    /// @param readings how many have believed the listing since
    private record Known(EventListing listing, int readings) {
        boolean believed(EventFolder folder) throws IOException {
            return readings < BELIEVED && listing.stands(folder.top());
        }
    }

    /// What there is in the folder of a source.
    ///
    /// @param anew whether nothing is believed
    EventListing of(int source, EventFolder folder, boolean anew) throws IOException {
        var last = known.get(source);
        var now = last == null || anew || !last.believed(folder)
                ? new Known(folder.search(), 0)
                : new Known(last.listing(), last.readings() + 1);
        known.put(source, now);
        return now.listing();
    }
}
