package metta.sweep.recipe;

import java.util.Optional;
import java.util.regex.Pattern;
import metta.sweep.json.JsonNumbers;

/// Numbers as programs print them: `0.5`, `1e-3`, `.5`, `6,144`, `nan`, `-inf`.
final class NumberText {
    private static final int LONGEST = 100;
    private static final Pattern THOUSANDS = Pattern.compile("[-+]?\\d{1,3}(,\\d{3})+(\\.\\d+)?");
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private NumberText() {}

    static Optional<Double> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String digits = THOUSANDS.matcher(text).matches() ? text.replace(",", "") : text;
        return NUMBER.matcher(digits).matches()
                ? Optional.of(Double.parseDouble(digits))
                : JsonNumbers.nonFinite(digits);
    }
}
