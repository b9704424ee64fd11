package metta.sweep.arena;

import java.util.Map;
import java.util.StringJoiner;

/// One flat JSON object on one line, with numbers that readers of JSON, Python and YAML all take for numbers.
final class JsonLine {
    private JsonLine() {}

    /// Values are numbers or texts. A number that is not finite is left out: JSON has no word for it.
    static String of(Map<String, ?> fields) {
        StringJoiner line = new StringJoiner(", ", "{", "}");
        fields.forEach((name, value) -> {
            if (!(value instanceof Double number) || Double.isFinite(number)) {
                line.add(quote(name) + ": "
                        + (value instanceof Number number ? number(number) : quote(value.toString())));
            }
        });
        return line.toString();
    }

    /// Plain (`0.001`) or with a signed exponent (`1.0e-05`), never Java's `1.0E-5`.
    static String number(Number number) {
        String text = number.toString();
        int exponent = text.indexOf('E');
        if (exponent < 0) {
            return text;
        }
        int power = Integer.parseInt(text.substring(exponent + 1));
        return "%se%s%02d".formatted(text.substring(0, exponent), power < 0 ? "-" : "+", Math.abs(power));
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : c);
            }
        }
        return quoted.append('"').toString();
    }
}
