package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import metta.sweep.RunInfo;
import metta.sweep.Seeds;
import metta.sweep.simulation.Chaos.Fault;
import metta.sweep.simulation.World.Setup;

/// Makes worlds of seeds, and lives through them.
final class Worlds {
    private Worlds() {}

    /// Lives through the world of a seed, in which anything can go wrong, and says which faults there were.
    static Map<Fault, Integer> live(long seed) {
        return live(new World(setup(seed))).chaos.drawn();
    }

    /// With one slot, crashes of the controller change nothing of what is tried.
    static void sameStory(long seed) {
        var calm = live(new World(oneSlot(seed, Map.of())));
        var crashing = live(new World(
                oneSlot(seed, Map.of(Fault.CRASH, 0.05, Fault.STORE_ERROR, 0.05, Fault.STORE_ANSWER_LOST, 0.05))));
        assertThat(story(crashing)).as("same-story, seed %d", seed).isEqualTo(story(calm));
    }

    private static World live(World world) {
        try {
            world.live();
            return world;
        } catch (AssertionError | RuntimeException e) {
            long seed = world.setup.seed();
            throw new AssertionError("seed %d: replay with -Dseed=%d; %s".formatted(seed, seed, world.setup), e);
        }
    }

    private static List<Object> story(World world) {
        return world.truth.fetchRuns(World.SWEEP, 0).runs().stream()
                .sorted(Comparator.comparingInt(RunInfo::number))
                .<Object>map(RunInfo::configuration)
                .toList();
    }

    private static Setup oneSlot(long seed, Map<Fault, Double> odds) {
        return new Setup(seed, 8, 1, 1, false, seed % 5 != 0, -1, odds);
    }

    private static Setup setup(long seed) {
        var random = Seeds.of(seed, -2);
        var odds = new EnumMap<Fault, Double>(Fault.class);
        var levels = new double[] {0, 0.01, 0.06};
        for (var fault : Fault.values()) {
            odds.put(fault, levels[random.nextInt(levels.length)]);
        }
        int stopAt = random.nextInt(6) == 0 ? 1 + random.nextInt(60) : -1;
        return new Setup(
                seed,
                1 + random.nextInt(14),
                1 + random.nextInt(5),
                1 + random.nextInt(2),
                random.nextBoolean(),
                random.nextBoolean(),
                stopAt,
                odds);
    }
}
