package metta.sweep.recipe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// What the reader remembers of a job for as long as this process lives: the names it has met, its
/// complaints, and what it has seen of files.
final class JobMemory {
    static final int MOST_NAMES = 500;
    private static final int LONGEST_NAME = 256;
    private static final Pattern UNFIT = Pattern.compile("\\s*|.*[\\p{Cc}\\p{Cs}].*", Pattern.DOTALL);

    private final String job;
    private final Set<String> wanted;
    private final Consumer<String> warnings;
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final EventListings listings = new EventListings();
    private final Leftovers leftovers = new Leftovers();

    JobMemory(String job, Set<String> wanted, Consumer<String> warnings) {
        this.job = job;
        this.wanted = wanted;
        this.warnings = warnings;
    }

    EventListings listings() {
        return listings;
    }

    Leftovers leftovers() {
        return leftovers;
    }

    /// Whether the metric is kept: the wanted ones always, of the others those that came first.
    boolean keeps(String name) {
        if (wanted.contains(name) || names.contains(name)) {
            return true;
        }
        if (name.length() > LONGEST_NAME || UNFIT.matcher(name).matches()) {
            complain("unfit", "a metric's name is empty, too long or unprintable; it is dropped");
            return false;
        }
        if (names.size() >= MOST_NAMES) {
            complain(
                    "names",
                    "more than %d metrics are reported; '%s' and all further ones are dropped"
                            .formatted(MOST_NAMES, name));
            return false;
        }
        return names.add(name);
    }

    /// Says each kind of thing once.
    void complain(String kind, String words) {
        if (told.add(kind)) {
            warnings.accept(job + ": " + words);
        }
    }
}
