package metta.sweep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// What jobs have shown about the slots that they ran on: whether a slot fails what others run.
///
/// The only witness against a slot is a job that failed there and whose next attempt went well elsewhere. What fails on
/// two slots in the same words is the program's doing, wherever it is seen again. Costs nothing for runs of which no
/// slot is known; a run is taken out with the very words that it was taken in with.
final class SlotHealth {
    /// The odds that slots like all the others would look as bad as this one.
    private static final double CHANCE = 1e-4;

    private static final int FEWEST = 3;
    private final Map<Place, Tally> tallies = new HashMap<>();
    private final Map<JobType, Tally> all = new EnumMap<>(JobType.class);
    private final Set<Place> accused = new HashSet<>();
    private final Map<String, Integer> ofPrograms = new HashMap<>();

    /// One slot, as far as one kind of job goes.
    private record Place(String slot, JobType type) {}

    /// A job that failed on a slot and went well elsewhere.
    record Witness(JobId job, Instant at, String words) {}

    /// Why a slot is bad.
    ///
    /// @param jobs that failed there since a job last went well there, and went well elsewhere
    /// @param last of them
    record Verdict(int jobs, Witness last) {
        private static Verdict of(List<Witness> witnesses) {
            var last = witnesses.stream().max(Comparator.comparing(Witness::at).thenComparing(Witness::job));
            return new Verdict(witnesses.size(), last.orElseThrow());
        }
    }

    /// What is known of a place.
    private static final class Tally {
        private int succeeded;
        private int failed;
        private Instant lastSuccess = Instant.MIN;
        private final TreeMap<JobId, Witness> against = new TreeMap<>();

        List<Witness> sinceItLastWorked() {
            return against.values().stream()
                    .filter(each -> each.at().isAfter(lastSuccess))
                    .toList();
        }
    }

    void add(RunInfo run) {
        take(run, 1, (place, witness) -> testify(place, witness));
    }

    void remove(RunInfo run) {
        take(run, -1, (place, witness) -> withdraw(place, witness));
    }

    private void take(RunInfo run, int sign, BiConsumer<Place, Witness> testimony) {
        if (RanOn.unknown(run)) {
            return;
        }
        for (var job : run.jobs()) {
            var slots = RanOn.slots(run, job.id());
            if (job.succeeded()) {
                for (var slot : slots) {
                    var tally = tally(new Place(slot, job.id().type()));
                    tally.succeeded += sign;
                    all(job.id().type()).succeeded += sign;
                    var at = job.endedAt().orElse(Instant.MIN);
                    tally.lastSuccess = at.isAfter(tally.lastSuccess) ? at : tally.lastSuccess;
                }
            } else if (suspicious(job)) {
                compare(run, job, slots, sign, testimony);
            }
        }
    }

    /// With the later attempts at the same leg, on other slots.
    private void compare(
            RunInfo run, JobRecord failed, List<String> slots, int sign, BiConsumer<Place, Witness> testimony) {
        for (var other : run.jobs()) {
            var id = other.id();
            boolean later = id.type() == failed.id().type()
                    && id.leg() == failed.id().leg()
                    && id.attempt() > failed.id().attempt();
            if (!later || !elsewhere(RanOn.slots(run, id), slots)) {
                continue;
            }
            if (other.succeeded()) {
                var at = failed.endedAt().orElse(Instant.MIN);
                slots.forEach(slot ->
                        testimony.accept(new Place(slot, id.type()), new Witness(failed.id(), at, words(failed))));
            } else if (suspicious(other) && likeness(other).equals(likeness(failed))) {
                ofPrograms.merge(likeness(failed), sign, (old, by) -> old + by == 0 ? null : old + by);
            }
        }
    }

    private static boolean elsewhere(List<String> slots, List<String> others) {
        return !slots.isEmpty() && Collections.disjoint(slots, others);
    }

    private void testify(Place place, Witness witness) {
        var tally = tally(place);
        tally.against.put(witness.job(), witness);
        tally.failed++;
        all(place.type()).failed++;
        if (tally.against.size() >= FEWEST) {
            accused.add(place);
        }
    }

    private void withdraw(Place place, Witness witness) {
        var tally = tally(place);
        tally.against.remove(witness.job());
        tally.failed--;
        all(place.type()).failed--;
        if (tally.against.size() < FEWEST) {
            accused.remove(place);
        }
    }

    private Tally all(JobType type) {
        return all.computeIfAbsent(type, _ -> new Tally());
    }

    private Tally tally(Place place) {
        return tallies.computeIfAbsent(place, _ -> new Tally());
    }

    /// Whether failing in these words is known to be the program's doing.
    boolean ofProgram(JobRecord failed) {
        return ofPrograms.containsKey(likeness(failed));
    }

    /// The slots that fail what others run, with the reason: at most half of them, the worst first.
    Map<String, Verdict> bad(Collection<String> slots) {
        if (accused.isEmpty()) {
            return Map.of();
        }
        var suspects = new ArrayList<Map.Entry<String, List<Witness>>>();
        for (var place : accused) {
            witnesses(place)
                    .filter(_ -> slots.contains(place.slot()))
                    .ifPresent(witnesses -> suspects.add(Map.entry(place.slot(), witnesses)));
        }
        Comparator<Map.Entry<String, List<Witness>>> byWitnesses =
                Comparator.comparingInt(suspect -> -suspect.getValue().size());
        suspects.sort(byWitnesses.thenComparing(Map.Entry::getKey));
        var bad = new TreeMap<String, Verdict>();
        for (var suspect : suspects) {
            if (bad.size() < slots.size() / 2) {
                bad.putIfAbsent(suspect.getKey(), Verdict.of(suspect.getValue()));
            }
        }
        return bad;
    }

    private Optional<List<Witness>> witnesses(Place place) {
        var witnesses = Optional.ofNullable(tallies.get(place)).map(Tally::sinceItLastWorked);
        return witnesses
                .filter(all -> all.size() >= FEWEST)
                .filter(all -> Math.pow(failureRateOfOthers(place), all.size()) <= CHANCE);
    }

    /// By Laplace's rule of succession.
    private double failureRateOfOthers(Place place) {
        var all = all(place.type());
        var own = tally(place);
        int failed = all.failed - own.failed;
        int succeeded = all.succeeded - own.succeeded;
        return (failed + 1.0) / (failed + succeeded + 2.0);
    }

    /// Whether the slot may be to blame for the end of the job.
    static boolean suspicious(JobRecord job) {
        return !job.live()
                && !job.succeeded()
                && Attempts.kind(job)
                        .filter(kind -> kind == FailureKind.USER_ERROR || kind == FailureKind.INFRASTRUCTURE)
                        .isPresent();
    }

    private static String likeness(JobRecord failed) {
        return switch (failed.outcome().orElseThrow()) {
            case Outcome.Failed it -> Outcome.likeness(it.signature());
            case Outcome.Lost it -> Outcome.likeness(it.signature());
            case Outcome.Cancelled it -> it.reason();
            case Outcome.Succeeded _ -> "";
        };
    }

    private static String words(JobRecord failed) {
        return switch (failed.outcome().orElseThrow()) {
            case Outcome.Failed it -> it.cause() + ": " + it.message();
            case Outcome.Lost it -> "lost: " + it.reason();
            case Outcome.Cancelled it -> it.reason();
            case Outcome.Succeeded _ -> "";
        };
    }
}
