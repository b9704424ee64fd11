package metta.sweep.space;

/// The four kinds of parameter value (Long, Double, String, Boolean), and how messages write them.
final class Values {
    /// Up to here a whole double is written without exponent or fraction.
    private static final double PLAIN = 1e15;

    private Values() {}

    /// The value as it is stored: an Integer becomes a Long, and -0.0 becomes 0.0 so that equal numbers are equal.
    static Object canonical(Object value) {
        // No switch: the first one on a type takes milliseconds, and this is on the way of every look at a sweep.
        if (value instanceof Integer whole) {
            return whole.longValue();
        }
        if (value instanceof Double real) {
            if (!Double.isFinite(real)) {
                throw new IllegalArgumentException("a number must be finite, got " + real);
            }
            return real + 0.0;
        }
        if (value instanceof Long || value instanceof String || value instanceof Boolean) {
            return value;
        }
        throw new IllegalArgumentException("a value must be a Long, Double, String or Boolean, got a %s"
                .formatted(value.getClass().getSimpleName()));
    }

    /// Whether two values are equal; a whole number is equal to a real one without a fraction.
    static boolean same(Object one, Object other) {
        return one.equals(other)
                || (one instanceof Number a && other instanceof Number b && a.doubleValue() == b.doubleValue());
    }

    static String text(double number) {
        return number == StrictMath.rint(number) && Math.abs(number) < PLAIN
                ? Long.toString((long) number)
                : Double.toString(number).replace('E', 'e');
    }

    static String text(Object value) {
        return switch (value) {
            case Double number -> text((double) number);
            case String text -> "'" + text + "'";
            default -> value.toString();
        };
    }
}
