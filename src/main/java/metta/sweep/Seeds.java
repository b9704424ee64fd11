package metta.sweep;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import metta.sweep.config.TrialSeeds;

/// Where all chance in a sweep comes from: its seed and a number.
public final class Seeds {
    private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
            RandomGeneratorFactory.of("L64X128MixRandom");

    private Seeds() {}

    /// A generator that depends on both numbers and nothing else.
    public static RandomGenerator of(long seed, long number) {
        return FACTORY.create(mix(mix(seed) + number));
    }

    /// A seed for the program of trial `number`: positive and below 2^31, which every language can read.
    public static long forProgram(long seed, long number) {
        return mix(mix(seed ^ 0x5DEECE66DL) + number) >>> 33;
    }

    /// The same for a replicate of the trial; replicate 0 is the trial itself.
    public static long forProgram(long seed, long number, int replicate) {
        return replicate == 0
                ? forProgram(seed, number)
                : mix(mix(mix(seed ^ 0x5DEECE66DL) + number) + replicate) >>> 33;
    }

    /// The same where the sweep may say itself what the first seeds are. Then the further ones too are the same for all
    /// trials.
    public static long forProgram(long seed, TrialSeeds seeds, int number, int replicate) {
        var common = seeds.common();
        if (common.isEmpty()) {
            return forProgram(seed, number, replicate);
        }
        return replicate < common.size() ? common.get(replicate) : forProgram(seed, 0, replicate);
    }

    /// The finalizer of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, figure 20).
    private static long mix(long z) {
        z = (z + 0x9E3779B97F4A7C15L);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
