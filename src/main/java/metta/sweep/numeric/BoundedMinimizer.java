package metta.sweep.numeric;

import java.util.ArrayDeque;
import java.util.Deque;

/// Minimises a smooth function inside a box, by its gradient: limited-memory BFGS (Nocedal and Wright,
/// "Numerical Optimization", 2nd edition, algorithm 7.4) on the variables that no bound holds, with
/// steps that are cut off at the box (Bertsekas, "Projected Newton methods", 1982).
public final class BoundedMinimizer {
    private static final int MEMORY = 8;
    private static final int MOST_HALVINGS = 20;
    private static final double SUFFICIENT = 1e-4;

    private final Function function;
    private final double[] lower;
    private final double[] upper;

    /// A function of n variables.
    public interface Function {
        /// The value at a point; NaN or infinite where there is none.
        ///
        /// @param gradient to be filled in
        double at(double[] point, double[] gradient);
    }

    /// Where a search ended.
    public static final class Minimum {
        private final double[] point;
        private final double value;

        private Minimum(double[] point, double value) {
            this.point = point;
            this.value = value;
        }

        public double[] point() {
            return point.clone();
        }

        public double value() {
            return value;
        }
    }

    /// A step that was taken, and how the gradient changed.
    private static final class Pair {
        private final double[] step;
        private final double[] change;
        private final double product;

        Pair(double[] step, double[] change, double product) {
            this.step = step;
            this.change = change;
            this.product = product;
        }
    }

    public BoundedMinimizer(Function function, double[] lower, double[] upper) {
        this.function = function;
        this.lower = lower.clone();
        this.upper = upper.clone();
    }

    /// The lowest point found from a start with a finite value.
    ///
    /// @param rounds at most so many steps
    /// @param tolerance ends where no partial derivative is larger, or a step gains less than a
    ///     hundredth of that share of the value
    public Minimum from(double[] start, int rounds, double tolerance) {
        int n = start.length;
        double[] x = clamp(start.clone());
        double[] g = new double[n];
        double value = function.at(x, g);
        Deque<Pair> pairs = new ArrayDeque<>();
        for (int round = 0; round < rounds; round++) {
            boolean[] held = held(x, g);
            double[] direction = direction(g, held, pairs);
            double slope = dot(direction, g);
            if (!(slope < 0)) {
                pairs.clear();
                direction = direction(g, held, pairs);
                slope = dot(direction, g);
            }
            if (!(largest(direction) > 0) || steepest(g, held) <= tolerance) {
                break;
            }
            double[] next = new double[n];
            double[] nextGradient = new double[n];
            double lowered = Double.NaN;
            double length = pairs.isEmpty() ? Math.min(1, 1 / largest(direction)) : 1;
            for (int halving = 0; halving < MOST_HALVINGS; halving++) {
                move(x, direction, length, next);
                double there = function.at(next, nextGradient);
                if (there <= value + SUFFICIENT * gain(g, x, next)) {
                    lowered = there;
                    break;
                }
                length /= 2;
            }
            if (Double.isNaN(lowered)) {
                break;
            }
            remember(pairs, x, next, g, nextGradient);
            double before = value;
            x = next;
            g = nextGradient;
            value = lowered;
            if (before - value <= tolerance * Math.max(1, Math.abs(value)) * 1e-2) {
                break;
            }
        }
        return new Minimum(x, value);
    }

    private double[] clamp(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.clamp(x[i], lower[i], upper[i]);
        }
        return x;
    }

    private boolean[] held(double[] x, double[] g) {
        boolean[] held = new boolean[x.length];
        for (int i = 0; i < x.length; i++) {
            held[i] = (x[i] <= lower[i] && g[i] > 0) || (x[i] >= upper[i] && g[i] < 0);
        }
        return held;
    }

    private static double[] direction(double[] g, boolean[] held, Deque<Pair> pairs) {
        double[] q = new double[g.length];
        for (int i = 0; i < g.length; i++) {
            q[i] = held[i] ? 0 : -g[i];
        }
        double[] shares = new double[pairs.size()];
        int at = 0;
        for (var pair : pairs) {
            shares[at] = dot(pair.step, q) / pair.product;
            add(q, -shares[at], pair.change);
            at++;
        }
        if (!pairs.isEmpty()) {
            var last = pairs.getFirst();
            double scale = last.product / dot(last.change, last.change);
            for (int i = 0; i < q.length; i++) {
                q[i] *= scale;
            }
        }
        for (var oldest = pairs.descendingIterator(); oldest.hasNext(); ) {
            var pair = oldest.next();
            at--;
            add(q, shares[at] - dot(pair.change, q) / pair.product, pair.step);
        }
        for (int i = 0; i < q.length; i++) {
            q[i] = held[i] ? 0 : q[i];
        }
        return q;
    }

    private void move(double[] x, double[] direction, double length, double[] next) {
        for (int i = 0; i < x.length; i++) {
            next[i] = x[i] + length * direction[i];
        }
        clamp(next);
    }

    private static double gain(double[] g, double[] x, double[] next) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += g[i] * (next[i] - x[i]);
        }
        return sum;
    }

    private static void remember(Deque<Pair> pairs, double[] x, double[] next, double[] g, double[] nextGradient) {
        double[] step = next.clone();
        add(step, -1, x);
        double[] change = nextGradient.clone();
        add(change, -1, g);
        double product = dot(step, change);
        if (product > 1e-12 * dot(change, change)) {
            pairs.addFirst(new Pair(step, change, product));
            if (pairs.size() > MEMORY) {
                pairs.removeLast();
            }
        }
    }

    private static double steepest(double[] g, boolean[] held) {
        double most = 0;
        for (int i = 0; i < g.length; i++) {
            most = held[i] ? most : Math.max(most, Math.abs(g[i]));
        }
        return most;
    }

    private static double largest(double[] vector) {
        double most = 0;
        for (double each : vector) {
            most = Math.max(most, Math.abs(each));
        }
        return most;
    }

    private static double dot(double[] a, double[] b) {
        return Cholesky.dot(a, 0, b, 0, a.length);
    }

    private static void add(double[] a, double factor, double[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += factor * b[i];
        }
    }
}
