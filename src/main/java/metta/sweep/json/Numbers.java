package metta.sweep.json;

/// Writes numbers so that Python, JSON and YAML 1.1 readers take them for the very same numbers.
///
/// A YAML 1.1 reader takes `1e-10` and `1.0e10` for text: it wants a point before the exponent and a sign in it.
public final class Numbers {
    private Numbers() {}

    /// The shortest text that reads back as `value`: `0.1`, `100.0`, `1.0e-10`, `1.0e+300`, `-0.0`.
    ///
    /// Of what is no number, the words that Python and C read: `nan`, `inf`, `-inf`.
    public static String text(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        String text = Double.toString(value);
        int exponent = text.indexOf('E');
        if (exponent < 0) {
            return text;
        }
        String sign = text.charAt(exponent + 1) == '-' ? "" : "+";
        return text.substring(0, exponent) + "e" + sign + text.substring(exponent + 1);
    }

    /// Whole numbers in plain digits, others as [#text(double)] has them.
    public static String text(Number value) {
        return switch (value) {
            case Double real -> text(real.doubleValue());
            case Float real -> text(Double.parseDouble(real.toString()));
            default -> value.toString();
        };
    }
}
