package metta.sweep.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import metta.sweep.Seeds;

/// Draws the faults of one simulated world from its seed, and counts them. Each kind has a stream of its own, so that
/// leaving one fault out changes as little as possible of the others.
final class Chaos {
    /// What can go wrong.
    enum Fault {
        CRASH,
        STORE_ERROR,
        STORE_ANSWER_LOST,
        STORE_APPLIES_LATE,
        STALE_READ,
        DISPATCH_ERROR,
        DISPATCH_ANSWER_LOST,
        LATE_SUBMISSION,
        JOB_LOST,
        JOB_LOST_AFTER_RESULT,
        JOB_HANGS,
        JOB_REQUEUED,
        NODE_FAILS,
        PREEMPTED,
        OUT_OF_MEMORY,
        CANCELLED_BY_SOMEBODY,
        REPORTED_AGAIN,
        REPORTED_AHEAD,
        REPORTED_AFTER_THE_END,
        REPORTED_BY_A_STRANGER,
        CLOCK_JUMP,
        SECOND_CONTROLLER,
        TAKE_OVER_WITHIN_A_TICK,
        STOPPED_WITHIN_A_TICK,
        UNREACHABLE,
        HOST_GONE_FOR_GOOD,
        UNREADABLE,
        HOOK_FAILS
    }

    /// The n-th time that a fault would happen.
    record Strike(Fault fault, int nth) {}

    private final long seed;
    private final RandomGenerator random;
    private final Map<Fault, RandomGenerator> streams = new EnumMap<>(Fault.class);
    private final Map<Fault, Double> odds;
    private final Map<Fault, Integer> drawn = new EnumMap<>(Fault.class);
    private final List<Strike> struck = new ArrayList<>();
    private final Optional<Set<Strike>> only;
    private final History history;
    private boolean calm;

    /// @param only the faults that do happen, where not all shall
    Chaos(long seed, Map<Fault, Double> odds, Optional<Set<Strike>> only, History history) {
        this.seed = seed;
        this.random = Seeds.of(seed, -1);
        for (var fault : Fault.values()) {
            streams.put(fault, random("fault " + fault));
        }
        this.odds = odds;
        this.only = only;
        this.history = history;
    }

    /// Whether the fault happens now.
    boolean strikes(Fault fault) {
        double chance = odds.getOrDefault(fault, 0.0);
        if (calm || chance <= 0 || stream(fault).nextDouble() >= chance) {
            return false;
        }
        var strike = new Strike(fault, drawn.merge(fault, 1, Integer::sum));
        if (only.isPresent() && !only.get().contains(strike)) {
            return false;
        }
        struck.add(strike);
        history.tell("  !", fault);
        return true;
    }

    private RandomGenerator stream(Fault fault) {
        return streams.getOrDefault(fault, random);
    }

    /// From now on nothing goes wrong any more.
    void calmDown() {
        calm = true;
    }

    Map<Fault, Integer> drawn() {
        return drawn;
    }

    /// What went wrong, in order.
    List<Strike> struck() {
        return struck;
    }

    /// What is drawn besides faults, for something that has a name: the same, whatever else happens.
    RandomGenerator random(String name) {
        return Seeds.of(seed, name.hashCode());
    }

    /// What is drawn besides faults.
    RandomGenerator random() {
        return random;
    }
}
