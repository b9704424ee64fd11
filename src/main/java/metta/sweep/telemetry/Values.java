package metta.sweep.telemetry;

import java.util.Locale;
import java.util.regex.Pattern;

/// Values as people like to read them.
public final class Values {
    private static final char ESCAPE = '\u001b';
    private static final int LONGEST = 24;
    private static final int BRIEF = 240;

    /// Controls of both sets, and what breaks lines or turns the direction of writing.
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    /// What turns a terminal's colours on and off.
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private Values() {}

    /// Four significant digits for numbers; long texts are cut, and what could move a terminal's cursor is replaced.
    public static String shorten(Object value) {
        // No switch: the first one on a type takes milliseconds, and this is on the way of every look at a sweep.
        if (value instanceof Double number) {
            return number(number);
        }
        return plain(value instanceof String text ? cut(text) : String.valueOf(value));
    }

    /// `text` with everything replaced that could move a terminal's cursor, break the line or turn it around.
    public static String plain(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("�");
    }

    /// `text` without what gives it colours on a terminal.
    public static String withoutColours(String text) {
        return text.indexOf(ESCAPE) < 0 ? text : COLOUR.matcher(text).replaceAll("");
    }

    /// So many of something whose plural ends in an s: `1 trial`, `2,000 trials`.
    public static String count(long count, String one) {
        return "%,d %s%s".formatted(count, one, count == 1 ? "" : "s");
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) > LONGEST
                ? text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…"
                : text;
    }

    /// `text` on one line that is not too long. The end of several lines tells more than their middle, as in a stack
    /// trace.
    public static String brief(String text) {
        var line = text.strip().replaceAll("\\s*\\R\\s*", " | ");
        return line.length() <= BRIEF
                ? line
                : line.substring(0, BRIEF / 2) + " … " + line.substring(line.length() - BRIEF / 2);
    }

    private static String number(double number) {
        double size = Math.abs(number);
        if (number == 0 || (size >= 1e-3 && size < 1e6)) {
            var text = String.format(Locale.ROOT, size >= 1000 ? "%.1f" : size >= 1 ? "%.4f" : "%.5f", number);
            return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
        }
        return String.format(Locale.ROOT, "%.3g", number).replaceAll("0+e", "e").replaceAll("\\.e", "e");
    }
}
