package metta.sweep.space;

/// Reading values as real numbers within bounds.
final class Reals {
    private Reals() {}

    static boolean within(Object value, double min, double max) {
        double number = number(value);
        return number >= min && number <= max;
    }

    static double checked(Object value, double min, double max) {
        if (!within(value, min, max)) {
            throw new IllegalArgumentException("must be a number between %s and %s, got %s"
                    .formatted(Values.text(min), Values.text(max), Values.text(value)));
        }
        return number(value);
    }

    /// The number, or NaN for what is not one: NaN lies within no bounds.
    private static double number(Object value) {
        return value instanceof Double || value instanceof Long || value instanceof Integer
                ? ((Number) value).doubleValue()
                : Double.NaN;
    }
}
