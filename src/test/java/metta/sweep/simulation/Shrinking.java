package metta.sweep.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import metta.sweep.config.Replicates;
import metta.sweep.simulation.Chaos.Fault;
import metta.sweep.simulation.Chaos.Strike;

/// Looks for the shortest history in which the very same promise is broken: of the same seed, with fewer trials and
/// slots, and with ever fewer of the faults.
///
/// `-DshrinkingSteps=N` bounds the effort; with 0 the history is told as it was.
///
/// Faults are left out in halves, then in quarters, and so on down to one by one (Zeller and Hildebrandt, "Simplifying
/// and Isolating Failure-Inducing Input", IEEE TSE 28(2), 2002).
final class Shrinking {
    private static final int MOST_STEPS = Integer.getInteger("shrinkingSteps", 60_000);
    private static final int MOST_LINES = 400;
    private final String promise;
    private Setup setup;
    private List<Strike> strikes;
    private int stepsLeft = MOST_STEPS;

    Shrinking(World broken, Throwable why) {
        this.promise = promise(why);
        this.setup = broken.setup;
        this.strikes = List.copyOf(broken.chaos.struck());
    }

    /// What was broken, as far as it does not depend on the run that it was broken for.
    static String promise(Throwable why) {
        var words = String.valueOf(why.getMessage()).strip();
        return why.getClass().getSimpleName() + " "
                + words.replaceAll("(?s)[:\\]\\n].*", "").replaceAll("[0-9]+", "#");
    }

    String shortest() {
        int before = strikes.size();
        for (int known = Integer.MAX_VALUE; strikes.size() < known; ) {
            known = strikes.size();
            dropFaults();
            simplify();
        }
        var last = world(setup, strikes, true);
        var words =
                lives(last).map(why -> String.valueOf(why.getMessage()).strip()).orElse("it cannot be replayed");
        var lines = last.history().lines();
        return "Shortest history found, with %d of %d faults %s, in %d steps:%n%s%n%s%n%s"
                .formatted(
                        strikes.size(),
                        before,
                        counted(),
                        last.steps,
                        setup,
                        String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size())),
                        words);
    }

    private Map<Fault, Integer> counted() {
        var counts = new EnumMap<Fault, Integer>(Fault.class);
        strikes.forEach(strike -> counts.merge(strike.fault(), 1, Integer::sum));
        return counts;
    }

    private void dropFaults() {
        for (int size = Math.max(1, strikes.size() / 2); !strikes.isEmpty(); size = size / 2) {
            for (int from = 0; from < strikes.size(); ) {
                var fewer = new ArrayList<>(strikes);
                fewer.subList(from, Math.min(fewer.size(), from + size)).clear();
                if (broken(setup, fewer)) {
                    strikes = fewer;
                } else {
                    from += size;
                }
            }
            if (size <= 1) {
                return;
            }
        }
    }

    private void simplify() {
        for (var simpler : simplifications()) {
            for (var next = simpler.apply(setup);
                    !next.equals(setup) && broken(next, strikes);
                    next = simpler.apply(setup)) {
                setup = next;
            }
        }
    }

    private static List<UnaryOperator<Setup>> simplifications() {
        return List.of(
                it -> it.with(Math.max(1, it.trials() / 2), it.parallel(), it.evals(), it.evaluated()),
                it -> it.with(Math.max(1, it.trials() - 1), it.parallel(), it.evals(), it.evaluated()),
                it -> it.with(it.trials(), Math.max(1, it.parallel() - 1), it.evals(), it.evaluated()),
                it -> it.with(it.trials(), it.parallel(), 1, it.evaluated()),
                it -> it.with(Replicates.NONE),
                Setup::unlimited,
                it -> it.with(it.trials(), it.parallel(), it.evals(), false));
    }

    private boolean broken(Setup candidate, List<Strike> faults) {
        if (stepsLeft <= 0) {
            return false;
        }
        var world = world(candidate, faults, false);
        var why = lives(world);
        stepsLeft -= world.steps;
        return why.map(Shrinking::promise).filter(promise::equals).isPresent();
    }

    private static World world(Setup setup, List<Strike> faults, boolean told) {
        return new World(setup, Optional.of(new LinkedHashSet<>(faults)), new History(told));
    }

    private static Optional<Throwable> lives(World world) {
        try {
            world.live();
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e);
        }
    }
}
