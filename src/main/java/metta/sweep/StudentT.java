package metta.sweep;

/// Student's distribution, for whole degrees of freedom.
public final class StudentT {
    private static final int HALVINGS = 200;
    /// More degrees than these are taken for these, which errs on the safe side, by a thousandth.
    private static final int MANY = 1_000;

    private StudentT() {}

    /// The value that is exceeded with probability `tail`, which is below a half.
    public static double exceeded(double tail, int degrees) {
        if (!(tail > 0 && tail < 0.5) || degrees < 1) {
            throw new IllegalArgumentException("no tail of %s with %d degrees".formatted(tail, degrees));
        }
        double low = 0;
        double high = 1;
        while (beyond(high, degrees) > tail && high < 1e300) {
            high *= 2;
        }
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = low + (high - low) / 2;
            if (middle <= low || middle >= high) {
                return high;
            }
            if (beyond(middle, degrees) > tail) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// The probability of more than `t`: half of what formulas 26.7.3 and 26.7.4 of Abramowitz and Stegun, "Handbook of
    /// Mathematical Functions" (1964), leave.
    private static double beyond(double t, int allDegrees) {
        int degrees = Math.min(allDegrees, MANY);
        double angle = Math.atan(t / Math.sqrt(degrees));
        double cosine = Math.cos(angle);
        boolean odd = degrees % 2 == 1;
        double term = odd ? cosine : 1;
        double sum = degrees == 1 ? 0 : term;
        for (int i = odd ? 3 : 2; i < degrees; i += 2) {
            term *= cosine * cosine * (i - 1) / i;
            sum += term;
        }
        double within = odd ? (angle + Math.sin(angle) * sum) * 2 / Math.PI : Math.sin(angle) * sum;
        return (1 - within) / 2;
    }
}
