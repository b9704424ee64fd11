package metta.sweep.optimizer;

/// Chance that can be looked up: numbers as good as drawn, in any order.
final class Hash {
    private Hash() {}

    /// Output number `node` of SplitMix64 seeded with `key` (Steele, Lea and Flood, OOPSLA 2014, figure 13).
    static long of(long key, long node) {
        long z = key + node * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
