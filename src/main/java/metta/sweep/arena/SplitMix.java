package metta.sweep.arena;

import java.util.random.RandomGenerator;

/// SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators", figure 13).
///
/// The JDK's generators do not show their state; a checkpoint needs it whole, and here it is one `long`.
final class SplitMix implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    SplitMix(long state) {
        this.state = state;
    }

    /// The generator of one purpose (`stream`) under a seed: different streams share no prefix.
    static SplitMix of(long seed, long stream) {
        return new SplitMix(mix(mix(seed + GOLDEN_GAMMA) ^ mix(stream * GOLDEN_GAMMA + 1)));
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    long state() {
        return state;
    }

    void restore(long saved) {
        state = saved;
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
