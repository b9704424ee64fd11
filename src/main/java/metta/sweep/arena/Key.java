package metta.sweep.arena;

import java.math.BigDecimal;

/// One argument that a command knows: its dotted name, a short one (or the same), its default, and what values it
/// takes.
record Key(String name, String alias, String fallback, Kind kind, double min, double max) {
    enum Kind {
        TEXT,
        WHOLE,
        NUMBER
    }

    static Key text(String name, String fallback) {
        return new Key(name, name, fallback, Kind.TEXT, 0, 0);
    }

    static Key whole(String name, String fallback, double min, double max) {
        return new Key(name, lastPart(name), fallback, Kind.WHOLE, min, max);
    }

    static Key number(String name, String fallback, double min, double max) {
        return new Key(name, lastPart(name), fallback, Kind.NUMBER, min, max);
    }

    boolean answersTo(String asked) {
        return name.equals(asked) || alias.equals(asked);
    }

    boolean takes(String value) {
        try {
            return switch (kind) {
                case TEXT -> true;
                case WHOLE -> within((double) whole(value));
                case NUMBER -> within(Double.parseDouble(value));
            };
        } catch (NumberFormatException _) {
            return false;
        }
    }

    /// The words for what it takes.
    String range() {
        return switch (kind) {
            case TEXT -> "a text";
            case WHOLE -> "a whole number from %.0f to %.0f".formatted(min, max);
            case NUMBER -> "a number from %s to %s".formatted(JsonLine.number(min), JsonLine.number(max));
        };
    }

    /// A whole number as other languages may write it: 64, 64.0 or 6.4e1.
    static long whole(String value) {
        try {
            return new BigDecimal(value).longValueExact();
        } catch (ArithmeticException _) {
            throw new NumberFormatException(value + " is not a whole number");
        }
    }

    private boolean within(double value) {
        return value >= min && value <= max;
    }

    private static String lastPart(String dotted) {
        return dotted.substring(dotted.lastIndexOf('.') + 1);
    }
}
