package metta.sweep.recipe;

import java.util.regex.Pattern;

/// Text as Hydra's override grammar reads it back unchanged.
final class HydraText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");
    private static final Pattern MEANT_OTHERWISE = Pattern.compile("(?i)true|false|null|nan|inf");
    private static final Pattern INTERPOLATION = Pattern.compile("\\\\*\\$\\{");

    private HydraText() {}

    static String of(String text) {
        boolean plain =
                PLAIN.matcher(text).matches() && !MEANT_OTHERWISE.matcher(text).matches();
        return plain ? text : "'" + quoted(literal(text)) + "'";
    }

    /// OmegaConf fills in `${…}` even between quotes, unless a backslash stands before it.
    private static String literal(String text) {
        return INTERPOLATION
                .matcher(text)
                .replaceAll(found -> "\\\\".repeat(2 * (found.group().length() - 2) + 1) + "\\${");
    }

    /// A backslash counts as itself, but right before a quote.
    private static String quoted(String text) {
        var quoted = new StringBuilder();
        int backslashes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                quoted.repeat('\\', backslashes + 1);
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
            quoted.append(c);
        }
        return quoted.repeat('\\', backslashes).toString();
    }
}
