package metta.sweep.arena;

/// The two inner loops of the network, written so that the compiler vectorizes them.
final class Rows {
    private Rows() {}

    /// `to[toAt + i] += from[fromAt + i]` for i below n.
    static void add(float[] to, int toAt, float[] from, int fromAt, int n) {
        for (int i = 0; i < n; i++) {
            to[toAt + i] += from[fromAt + i];
        }
    }

    /// `to[toAt + i] += scale * from[fromAt + i]` for i below n.
    static void addScaled(float[] to, int toAt, float scale, float[] from, int fromAt, int n) {
        for (int i = 0; i < n; i++) {
            to[toAt + i] += scale * from[fromAt + i];
        }
    }

    /// The sum of `a[aAt + i] * b[bAt + i]` for i below n, in four partial sums that need not wait for each other.
    static float dot(float[] a, int aAt, float[] b, int bAt, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += a[aAt + i] * b[bAt + i];
            s1 += a[aAt + i + 1] * b[bAt + i + 1];
            s2 += a[aAt + i + 2] * b[bAt + i + 2];
            s3 += a[aAt + i + 3] * b[bAt + i + 3];
        }
        for (; i < n; i++) {
            s0 += a[aAt + i] * b[bAt + i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
