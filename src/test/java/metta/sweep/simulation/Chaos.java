package metta.sweep.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Draws the faults of one simulated world from its seed, and counts them.
final class Chaos {
    /// What can go wrong.
    enum Fault {
        CRASH,
        STORE_ERROR,
        STORE_ANSWER_LOST,
        DISPATCH_ERROR,
        DISPATCH_ANSWER_LOST,
        LATE_SUBMISSION,
        JOB_LOST,
        JOB_LOST_AFTER_RESULT,
        JOB_HANGS,
        CANCELLED_BY_SOMEBODY,
        CLOCK_JUMP,
        SECOND_CONTROLLER,
        TAKE_OVER_WITHIN_A_TICK,
        UNREACHABLE,
        HOOK_FAILS
    }

    private final RandomGenerator random;
    private final Map<Fault, Double> odds;
    private final Map<Fault, Integer> drawn = new EnumMap<>(Fault.class);
    private boolean calm;

    Chaos(RandomGenerator random, Map<Fault, Double> odds) {
        this.random = random;
        this.odds = odds;
    }

    /// Whether the fault happens now.
    boolean strikes(Fault fault) {
        double chance = odds.getOrDefault(fault, 0.0);
        boolean strikes = !calm && chance > 0 && random.nextDouble() < chance;
        if (strikes) {
            drawn.merge(fault, 1, Integer::sum);
        }
        return strikes;
    }

    /// From now on nothing goes wrong any more.
    void calmDown() {
        calm = true;
    }

    Map<Fault, Integer> drawn() {
        return drawn;
    }

    RandomGenerator random() {
        return random;
    }
}
