package metta.sweep.space;

/// What all numeric parameters check, and the centre they have when none is given.
final class Bounds {
    private Bounds() {}

    static void checkReal(double min, double max, double center) {
        checkFinite("min", min);
        checkFinite("max", max);
        checkFinite("center", center);
        if (!(min < max)) {
            throw unordered(Values.text(min), Values.text(max));
        }
        checkCenter(min, max, center);
    }

    static void checkWhole(long min, long max, double center) {
        if (min >= max) {
            throw unordered(Long.toString(min), Long.toString(max));
        }
        checkCenter((double) min, (double) max, center);
    }

    static void checkAtLeast(String part, double value, double least, String why) {
        if (value < least) {
            throw new InvalidParameterException(
                    part,
                    "%s must be at least %s %s, got %s".formatted(part, Values.text(least), why, Values.text(value)));
        }
    }

    static void checkAbove(String part, double value, double floor, String why) {
        if (!(value > floor)) {
            throw new InvalidParameterException(
                    part, "%s must be above %s%s, got %s".formatted(part, Values.text(floor), why, Values.text(value)));
        }
    }

    static void checkFinite(String part, double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidParameterException(part, "%s must be a finite number, got %s".formatted(part, value));
        }
    }

    static void checkMass(TruncatedNormal normal) {
        if (!(normal.share() >= TruncatedNormal.LEAST)) {
            throw new InvalidParameterException(
                    "stddev", "less than a millionth of the normal distribution lies between min and max");
        }
    }

    static void checkNotTime(Scale scale) {
        if (scale instanceof Scale.Time) {
            throw new InvalidParameterException("scale", "scale 'time' needs a logarithmic range");
        }
    }

    /// Halfway, also when the sum would overflow.
    static double arithmeticMean(double min, double max) {
        double sum = min + max;
        return Double.isFinite(sum) ? Math.clamp(sum / 2, Math.min(min, max), Math.max(min, max)) : min / 2 + max / 2;
    }

    /// Halfway on a logarithmic axis, also when the product would overflow or vanish. Bounds that no logarithm has are
    /// left for the caller's checks to refuse.
    static double geometricMean(double min, double max) {
        if (!(min > 0 && max > min)) {
            return min;
        }
        double product = min * max;
        boolean precise = Double.isFinite(product) && product >= Double.MIN_NORMAL;
        double mean = precise ? StrictMath.sqrt(product) : StrictMath.sqrt(min) * StrictMath.sqrt(max);
        return Math.clamp(mean, min, max);
    }

    private static void checkCenter(double min, double max, double center) {
        if (!(center >= min && center <= max)) {
            throw new InvalidParameterException(
                    "center",
                    "the search centre must lie between min %s and max %s, got %s"
                            .formatted(Values.text(min), Values.text(max), Values.text(center)));
        }
    }

    private static InvalidParameterException unordered(String min, String max) {
        return new InvalidParameterException("max", "max must be above min, got min %s and max %s".formatted(min, max));
    }
}
