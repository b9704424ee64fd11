package metta.sweep.optimizer;

import metta.sweep.Problem;
import org.hipparchus.random.SobolSequenceGenerator;

/// A Sobol sequence under nested uniform scrambling, with random access to its points.
///
/// The scrambling is that of Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences" (1995), section 3: whether a
/// binary digit is flipped is chance, independent for each combination of the digits above it. Chance is a hash of
/// those digits instead of a stored tree, after Laine and Karras, "Stratified sampling for stochastic transparency"
/// (2011), section 3, and Burley, "Practical hash-based Owen scrambling" (2020); here each digit is hashed by itself,
/// which is slower than their one hash for all digits and exact. The first point is kept: without it the first 2^m
/// points are no net (Owen, "On dropping the first Sobol' point", 2020).
final class ScrambledSobol implements PointSequence {
    /// How many coordinates have direction numbers. Those beyond are independent draws.
    static final int MOST_DIMENSIONS = 21_201;

    private static final int BITS = 52;

    private final Problem problem;
    private final SobolSequenceGenerator sobol;
    private final long[] keys;
    private final int dimensions;

    /// The sequence that belongs to the problem's seed and dimensions.
    ScrambledSobol(Problem problem) {
        this.problem = problem;
        dimensions = problem.space().dimensions();
        int spread = Math.min(dimensions, MOST_DIMENSIONS);
        sobol = new SobolSequenceGenerator(Math.max(1, spread));
        // trials are numbered from 1, so this generator is nobody's yet
        keys = problem.random(0).longs(spread).toArray();
    }

    @Override
    public double[] point(int number) {
        double[] plain = sobol.skipTo(number - 1);
        double[] point = new double[dimensions];
        for (int i = 0; i < keys.length; i++) {
            long scrambled = scramble((long) (plain[i] * 0x1p52), keys[i]);
            point[i] = (scrambled + 0.5) * 0x1p-52;
        }
        var random = problem.random(number);
        for (int i = keys.length; i < dimensions; i++) {
            point[i] = random.nextDouble();
        }
        return point;
    }

    @Override
    public String what(int number) {
        return "point %d of the scrambled Sobol sequence".formatted(number);
    }

    /// Flips each of the 52 digits, or not, by chance that depends on the digits above it.
    private static long scramble(long digits, long key) {
        long flips = 0;
        for (int bit = BITS - 1; bit >= 0; bit--) {
            long node = digits >>> (bit + 1) | 1L << (BITS - 1 - bit);
            flips |= Hash.of(key, node) >>> 63 << bit;
        }
        return digits ^ flips;
    }
}
