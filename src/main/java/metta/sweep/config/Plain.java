package metta.sweep.config;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a scalar means by itself: the JSON schema of YAML 1.2, and `.5`, `5.` and `+5` as numbers.
sealed interface Plain {
    record Nothing() implements Plain {}

    record Flag(boolean value) implements Plain {}

    record Whole(String text) implements Plain {}

    record Real(String text) implements Plain {}

    record Text(String text, boolean quoted) implements Plain {}

    Pattern WHOLE = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    Pattern REAL = Pattern.compile("[-+]?(\\.[0-9]+|(0|[1-9][0-9]*)(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    /// More digits than this no whole number has.
    int LONGEST = 400;

    static Plain of(RawNode.Scalar scalar) {
        String text = scalar.text();
        if (!scalar.plain()) {
            return new Text(text, true);
        }
        return switch (text) {
            case "", "null", "~" -> new Nothing();
            case "true" -> new Flag(true);
            case "false" -> new Flag(false);
            default ->
                WHOLE.matcher(text).matches()
                        ? new Whole(text)
                        : REAL.matcher(text).matches()
                                        || NOT_FINITE.matcher(text).matches()
                                ? new Real(text)
                                : new Text(text, false);
        };
    }

    default Optional<Long> toWhole() {
        return switch (this) {
            case Whole(String text) -> whole(text);
            case Real(String text) ->
                real(text).filter(value -> value == Math.rint(value)).flatMap(_ -> whole(text));
            case Nothing _, Flag _, Text _ -> Optional.empty();
        };
    }

    default Optional<Double> toNumber() {
        return switch (this) {
            case Whole(String text) -> real(text);
            case Real(String text) -> real(text);
            case Nothing _, Flag _, Text _ -> Optional.empty();
        };
    }

    default Optional<Object> toValue() {
        return switch (this) {
            case Whole(String text) -> whole(text).map(value -> value);
            case Real(String text) -> real(text).map(value -> value);
            case Flag(boolean value) -> Optional.of(value);
            case Text(String text, boolean _) -> Optional.of(text);
            case Nothing _ -> Optional.empty();
        };
    }

    default String kind() {
        return switch (this) {
            case Nothing _ -> "nothing";
            case Flag(boolean value) -> Boolean.toString(value);
            case Whole(String text) -> Spelling.shown(text) + (whole(text).isEmpty() ? ", which is too large" : "");
            case Real(String text) -> Spelling.shown(text) + (real(text).isEmpty() ? ", which no number can hold" : "");
            case Text(String text, boolean quoted) -> {
                boolean number = quoted && REAL.matcher(text).matches();
                yield "the text '%s'%s"
                        .formatted(Spelling.shown(text), number ? " (without quotes it is a number)" : "");
            }
        };
    }

    private static Optional<Long> whole(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var value = new BigDecimal(text);
            return Math.abs((long) value.precision() - value.scale()) > 20 && value.signum() != 0
                    ? Optional.empty()
                    : Optional.of(value.longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Empty for what overflows, vanishes or is no number.
    private static Optional<Double> real(String text) {
        if (!REAL.matcher(text).matches()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(text);
        boolean vanished = value == 0 && text.replaceAll("[eE].*", "").matches(".*[1-9].*");
        return Double.isFinite(value) && !vanished ? Optional.of(value) : Optional.empty();
    }
}
