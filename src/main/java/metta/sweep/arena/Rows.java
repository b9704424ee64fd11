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

    static float dot(float[] a, int aAt, float[] b, int bAt, int n) {
        float sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[aAt + i] * b[bAt + i];
        }
        return sum;
    }
}
