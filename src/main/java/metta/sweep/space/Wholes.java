package metta.sweep.space;

/// Reading values as whole numbers within bounds.
final class Wholes {
    private Wholes() {}

    static boolean within(Object value, long min, long max) {
        return Values.canonical(value) instanceof Long whole && whole >= min && whole <= max;
    }

    static long checked(Object value, long min, long max) {
        if (!within(value, min, max)) {
            throw new IllegalArgumentException(
                    "must be a whole number between %d and %d, got %s".formatted(min, max, Values.text(value)));
        }
        return (long) Values.canonical(value);
    }
}
