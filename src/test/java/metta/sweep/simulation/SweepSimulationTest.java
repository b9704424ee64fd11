package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.stream.LongStream;
import metta.sweep.simulation.Chaos.Fault;
import org.junit.jupiter.api.Test;

/// Runs whole sweeps in simulated worlds. `-Dseed=N` replays one of them, `-Dseeds=N` runs that many.
final class SweepSimulationTest {
    private static final long SEEDS = Long.getLong("seeds", 2_000);

    /// Worlds beyond the first ones in which a promise was broken, or so it looked.
    private static final long[] BROKEN_ONCE = {9_735, 13_400, 80_851, 81_719, 83_652};

    private static LongStream seeds() {
        Long only = Long.getLong("seed");
        return only == null
                ? LongStream.concat(LongStream.range(0, SEEDS), LongStream.of(BROKEN_ONCE))
                : LongStream.of(only);
    }

    @Test
    void every_invariant_holds_in_every_world() {
        var drawn = new EnumMap<Fault, Integer>(Fault.class);
        seeds().mapToObj(Worlds::live)
                .forEach(faults -> faults.forEach((fault, times) -> drawn.merge(fault, times, Integer::sum)));
        if (Long.getLong("seed") == null) {
            assertThat(drawn).as("every kind of fault was injected").containsOnlyKeys(Fault.values());
        }
    }

    @Test
    void with_one_bad_node_among_several_every_healthy_trial_is_scored() {
        seeds().limit(100).forEach(Worlds::badNode);
    }

    @Test
    void same_story() {
        seeds().limit(200).forEach(Worlds::sameStory);
    }
}
