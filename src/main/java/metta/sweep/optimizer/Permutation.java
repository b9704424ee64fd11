package metta.sweep.optimizer;

/// The whole numbers below a size in another order, each of which can be looked up by itself.
///
/// A Feistel network (Luby and Rackoff, "How to construct pseudorandom permutations from pseudorandom
/// functions", 1988) orders the numbers below a power of four; from what lies beyond the size it is
/// followed on until it comes back (Black and Rogaway, "Ciphers with arbitrary finite domains", 2002,
/// section 3.2), after less than three steps in the mean.
///
/// @param key which of the orders
record Permutation(int size, long key) {
    /// With four, some orders of few numbers come three times as often as others.
    private static final int ROUNDS = 8;

    /// What stands at a place, from 0.
    int at(int place) {
        long found = mixed(place);
        while (found >= size) {
            found = mixed(found);
        }
        return (int) found;
    }

    private long mixed(long number) {
        int half = Math.max(1, (33 - Integer.numberOfLeadingZeros(size - 1)) / 2);
        long left = number >>> half;
        long right = number & (1L << half) - 1;
        for (int round = 0; round < ROUNDS; round++) {
            long crossed = left ^ Hash.of(key, (long) round << half | right) >>> (Long.SIZE - half);
            left = right;
            right = crossed;
        }
        return left << half | right;
    }
}
