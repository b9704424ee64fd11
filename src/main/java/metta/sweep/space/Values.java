package metta.sweep.space;

/// The four kinds of parameter value (Long, Double, String, Boolean), and how messages write them.
final class Values {
    /// Up to here a whole double is written without exponent or fraction.
    private static final double PLAIN = 1e15;

    private Values() {}

    /// The value as it is stored: an Integer becomes a Long, and -0.0 becomes 0.0 so that equal numbers are equal.
    static Object canonical(Object value) {
        return switch (value) {
            case Integer whole -> whole.longValue();
            case Long whole -> whole;
            case Double real when Double.isFinite(real) -> real + 0.0;
            case Double real -> throw new IllegalArgumentException("a number must be finite, got " + real);
            case String text -> text;
            case Boolean flag -> flag;
            default ->
                throw new IllegalArgumentException("a value must be a Long, Double, String or Boolean, got a %s"
                        .formatted(value.getClass().getSimpleName()));
        };
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
