package metta.sweep.numeric;

/// The standard normal distribution, quickly, and the same on every machine.
public final class Normal {
    private static final double ROOT_HALF = 0.7071067811865476;
    private static final double ONE_OVER_ROOT_PI = 0.5641895835477563;

    /// Beyond this the tail is 0 to a double.
    private static final double FAR = 26.6;

    /// No share that a double can be belongs to a value farther out.
    private static final double MOST = 40;

    /// After so many the rest of the interval is no longer than the last digit of a value near 1.
    private static final int HALVINGS = 58;

    private static final double[] A = {
        3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694, 0.18577770618460315
    };
    private static final double[] B = {23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171};
    private static final double[] C = {
        0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
        881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
        2.1531153547440383e-08
    };
    private static final double[] D = {
        15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903,
        3290.7992357334597, 4362.619090143247, 3439.3676741437216, 1230.3393548037495
    };
    private static final double[] P = {
        0.30532663496123236,
        0.36034489994980445,
        0.12578172611122926,
        0.016083785148742275,
        0.0006587491615298378,
        0.016315387137302097
    };
    private static final double[] Q = {
        2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918
    };

    /// Below this the logarithm of a difference is taken from a series, as nothing is left of the
    /// difference.
    private static final double FAR_BELOW = -50;

    private static final double LOG_ROOT_TWO_PI = 0.9189385332046728;
    private static final double ROOT_HALF_PI = 1.2533141373155003;

    private Normal() {}

    /// The logarithm of the density at `x`.
    public static double logDensity(double x) {
        return -0.5 * x * x - LOG_ROOT_TWO_PI;
    }

    /// The logarithm of [#cdf], however small that is.
    public static double logCdf(double x) {
        return x > -1 ? StrictMath.log(cdf(x)) : logDensity(x) + StrictMath.log(mills(-x));
    }

    /// The logarithm of the expected improvement of a standard normal score below `z`: of `φ(z) + z
    /// Φ(z)`, however small
    /// that is (Ament et al., "Unexpected improvements to expected improvement", 2023, section 4.1).
    public static double logImprovement(double z) {
        if (z > -1) {
            return StrictMath.log(StrictMath.exp(logDensity(z)) + z * cdf(z));
        }
        double rest = z > FAR_BELOW ? StrictMath.log1p(z * mills(-z)) : logRest(z * z);
        return logDensity(z) + rest;
    }

    private static double logRest(double square) {
        return -StrictMath.log(square) + StrictMath.log1p((15 / square - 3) / square);
    }

    /// What of the distribution lies above `x`, by its density there; for x of at least 1.
    private static double mills(double x) {
        return ROOT_HALF_PI * scaled(x * ROOT_HALF);
    }

    /// The share of the distribution below `x`.
    public static double cdf(double x) {
        return 0.5 * erfc(-x * ROOT_HALF);
    }

    /// The value with this share of the distribution below it, to the last few digits.
    ///
    /// @param share from 0 to 1; at the ends the value is finite and so far out that nothing lies beyond
    public static double quantile(double share) {
        if (share > 0.5) {
            return -quantile(1 - share); // The lower tail is the one with all its digits.
        }
        double low = -MOST;
        double high = 0;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (cdf(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// The value with this share of what lies between two others below it: what a uniform draw becomes in the
    /// distribution cut off at both.
    public static double between(double low, double high, double share) {
        if (low > 0) {
            return -between(-high, -low, 1 - share);
        }
        double below = cdf(low);
        return Math.clamp(quantile(below + share * (cdf(high) - below)), low, high);
    }

    /// The complementary error function, to about 16 digits: the rational approximations of Cody, "Rational Chebyshev
    /// approximations for the error function" (Mathematics of Computation 23, 1969), as in his CALERF.
    public static double erfc(double x) {
        double y = Math.abs(x);
        if (y <= 0.46875) {
            return 1 - x * small(y * y);
        }
        double tail = y > FAR ? 0 : scaled(y) * gauss(y);
        return x < 0 ? 2 - tail : tail;
    }

    /// exp(y^2) erfc(y) for y above 0.46875.
    private static double scaled(double y) {
        if (y <= 4) {
            double up = C[8] * y;
            double down = y;
            for (int i = 0; i < 7; i++) {
                up = (up + C[i]) * y;
                down = (down + D[i]) * y;
            }
            return (up + C[7]) / (down + D[7]);
        }
        double square = 1 / (y * y);
        double up = P[5] * square;
        double down = square;
        for (int i = 0; i < 4; i++) {
            up = (up + P[i]) * square;
            down = (down + Q[i]) * square;
        }
        return (ONE_OVER_ROOT_PI - square * (up + P[4]) / (down + Q[4])) / y;
    }

    /// erf(x) / x by the square of x, up to 0.46875.
    private static double small(double square) {
        double up = A[4] * square;
        double down = square;
        for (int i = 0; i < 3; i++) {
            up = (up + A[i]) * square;
            down = (down + B[i]) * square;
        }
        return (up + A[3]) / (down + B[3]);
    }

    /// exp(-y^2), in two parts so that the square's last digits count.
    private static double gauss(double y) {
        double high = Math.rint(y * 16) / 16;
        return StrictMath.exp(-high * high) * StrictMath.exp(-(y - high) * (y + high));
    }
}
