package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import metta.sweep.RunInfo;
import metta.sweep.Seeds;
import metta.sweep.simulation.Chaos.Fault;
import metta.sweep.simulation.World.Setup;
import org.junit.jupiter.api.Test;

/// Runs whole sweeps in simulated worlds. `-Dseed=N` replays one of them, `-Dseeds=N` runs that many.
final class SweepSimulationTest {
    private static final long SEEDS = Long.getLong("seeds", 500);

    private static LongStream seeds() {
        Long only = Long.getLong("seed");
        return only == null ? LongStream.range(0, SEEDS) : LongStream.of(only);
    }

    @Test
    void every_invariant_holds_in_every_world() {
        var drawn = new EnumMap<Fault, Integer>(Fault.class);
        seeds().forEach(seed -> {
            var world = new World(setup(seed));
            live(seed, world);
            world.chaos.drawn().forEach((fault, times) -> drawn.merge(fault, times, Integer::sum));
        });
        if (Long.getLong("seed") == null) {
            assertThat(drawn).as("every kind of fault was injected").containsOnlyKeys(Fault.values());
        }
    }

    /// With one slot, crashes of the controller change nothing of what is tried.
    @Test
    void same_story() {
        seeds().limit(200).forEach(seed -> {
            var calm = new World(oneSlot(seed, Map.of()));
            var crashing = new World(
                    oneSlot(seed, Map.of(Fault.CRASH, 0.05, Fault.STORE_ERROR, 0.05, Fault.STORE_ANSWER_LOST, 0.05)));
            live(seed, calm);
            live(seed, crashing);
            assertThat(story(crashing)).as("same-story, seed %d", seed).isEqualTo(story(calm));
        });
    }

    private static void live(long seed, World world) {
        try {
            world.live();
        } catch (AssertionError | RuntimeException e) {
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
