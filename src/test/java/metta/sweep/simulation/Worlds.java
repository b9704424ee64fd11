package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import metta.sweep.RunInfo;
import metta.sweep.Seeds;
import metta.sweep.config.Budget;
import metta.sweep.config.Replicates;
import metta.sweep.config.TrialSeeds;
import metta.sweep.simulation.Chaos.Fault;
import metta.sweep.simulation.Setup.Way;

/// Makes worlds of seeds, and lives through them.
final class Worlds {
    private static final double[] LEVELS = {0, 0.01, 0.06};
    private static final double PLENTY = 0.3;

    private Worlds() {}

    /// Lives through the world of a seed, in which anything can go wrong, and says which faults there were.
    ///
    /// @throws AssertionError where a promise was broken, with the shortest history of it that was found
    static Map<Fault, Integer> live(long seed) {
        return live(setup(seed)).chaos.drawn();
    }

    /// With one slot, crashes of the controller change nothing of what is tried.
    static void sameStory(long seed) {
        var calm = live(oneSlot(seed, Map.of()));
        var crashing =
                live(oneSlot(seed, Map.of(Fault.CRASH, 0.05, Fault.STORE_ERROR, 0.05, Fault.STORE_ANSWER_LOST, 0.05)));
        assertThat(story(crashing)).as("same-story, seed %d", seed).isEqualTo(story(calm));
    }

    /// Of four nodes one fails whatever it gets; controllers crash besides.
    static void badNode(long seed) {
        var odds = Map.of(Fault.NODE_FAILS, 1.0, Fault.CRASH, 0.01, Fault.STORE_ERROR, 0.02);
        live(new Setup(
                        seed,
                        Way.PARALLEL,
                        40,
                        4,
                        2,
                        4,
                        seed % 2 == 0,
                        false,
                        seed % 3 == 0,
                        -1,
                        false,
                        odds,
                        Replicates.NONE,
                        Setup.UNLIMITED))
                .checkHealthy();
    }

    private static World live(Setup setup) {
        var world = new World(setup, Optional.empty(), new History(false));
        try {
            world.live();
            return world;
        } catch (AssertionError | RuntimeException e) {
            var shortest = new Shrinking(world, e).shortest();
            throw new AssertionError(
                    "seed %d: replay with -Dseed=%d; %s%n%s".formatted(setup.seed(), setup.seed(), setup, shortest), e);
        }
    }

    private static List<Object> story(World world) {
        return world.truth.fetchRuns(World.SWEEP, 0).runs().stream()
                .sorted(Comparator.comparingLong(RunInfo::place))
                .<Object>map(run -> run.runId() + run.configuration())
                .toList();
    }

    private static Setup oneSlot(long seed, Map<Fault, Double> odds) {
        var ways = List.of(Way.SEQUENTIAL, Way.PARALLEL, Way.GRID);
        var way = ways.get(Math.floorMod(seed, ways.size()));
        return new Setup(
                seed, way, 8, 1, 1, 0, false, false, seed % 5 != 0, -1, false, odds, replicates(seed), Setup.UNLIMITED);
    }

    private static Setup setup(long seed) {
        var random = Seeds.of(seed, -2);
        var odds = new EnumMap<Fault, Double>(Fault.class);
        for (var fault : Fault.values()) {
            odds.put(fault, LEVELS[random.nextInt(LEVELS.length)]);
        }
        inPlenty(seed).ifPresent(fault -> odds.put(fault, PLENTY));
        int stopAt = random.nextInt(6) == 0 ? 1 + random.nextInt(60) : -1;
        var ways = List.of(Way.PARALLEL, Way.PARALLEL, Way.GRID, Way.SEQUENTIAL);
        var way = ways.get(random.nextInt(ways.size()));
        int trials = 1 + random.nextInt(14);
        int parallel = 1 + random.nextInt(5);
        int evals = 1 + random.nextInt(2);
        int nodes = Math.max(0, random.nextInt(-3, 5));
        return new Setup(
                seed,
                way,
                trials,
                parallel,
                evals,
                nodes,
                random.nextBoolean(),
                random.nextInt(4) == 0,
                random.nextBoolean(),
                stopAt,
                nodes == 0 && seed % 3 == 0,
                odds,
                replicates(seed),
                limits(seed));
    }

    /// In every third world one thing goes wrong again and again.
    private static Optional<Fault> inPlenty(long seed) {
        var random = Seeds.of(seed, -6);
        var faults = Fault.values();
        return random.nextInt(3) == 0 ? Optional.of(faults[random.nextInt(faults.length)]) : Optional.empty();
    }

    /// Two worlds in five have a limit besides the number of trials.
    private static Budget limits(long seed) {
        var random = Seeds.of(seed, -5);
        double hours = 0.01 + 0.2 * random.nextDouble();
        return switch (random.nextInt(12)) {
            case 0 -> new Budget(1, none(), Optional.of(hours), none(), none(), none(), none());
            case 1 -> new Budget(1, none(), none(), none(), Optional.of(hours * Setup.PRICE), none(), none());
            case 2 ->
                new Budget(
                        1,
                        Optional.of(Duration.ofSeconds(60 + random.nextInt(900))),
                        none(),
                        none(),
                        none(),
                        none(),
                        none());
            case 3 -> new Budget(1, none(), none(), none(), none(), Optional.of(0.5 + random.nextDouble() / 2), none());
            case 4 ->
                new Budget(
                        1,
                        none(),
                        none(),
                        none(),
                        none(),
                        none(),
                        Optional.of(new Budget.Plateau(1 + random.nextInt(5), 0)));
            default -> Setup.UNLIMITED;
        };
    }

    private static <T> Optional<T> none() {
        return Optional.empty();
    }

    /// Half of all worlds run each configuration once.
    private static Replicates replicates(long seed) {
        var random = Seeds.of(seed, -4);
        if (random.nextBoolean()) {
            return Replicates.NONE;
        }
        int seeds = 2 + random.nextInt(3);
        var top = random.nextBoolean() ? Optional.<Integer>empty() : Optional.of(1 + random.nextInt(5));
        var trial = trialSeeds(random);
        return new Replicates(seeds > trial.count() ? seeds : 1, top, trial);
    }

    /// A third each: one seed, as many as there may be of each trial's own, and seeds that all trials have in common.
    private static TrialSeeds trialSeeds(RandomGenerator random) {
        int count = 1 + random.nextInt(3);
        return switch (random.nextInt(3)) {
            case 0 -> TrialSeeds.ONE;
            case 1 -> new TrialSeeds(count, List.of());
            default -> new TrialSeeds(count, List.of(0L, 12L, 11L).subList(0, count));
        };
    }
}
