package metta.sweep.cli;

import java.util.ArrayList;
import java.util.List;

/// How much room text takes on a terminal, where some characters are two columns wide and some take none.
final class Columns {
    /// First and last code points of what is two columns wide: Hangul, CJK, full-width forms, pictographs.
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3041, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1F64F},
        {0x1F680, 0x1F9FF},
        {0x20000, 0x3FFFD}
    };

    private Columns() {}

    static int of(String text) {
        return text.codePoints().map(Columns::of).sum();
    }

    /// The text, or as much of its beginning as fits, with an ellipsis.
    static String fit(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        return text.substring(0, end(text, columns - 1)) + "…";
    }

    /// The text with spaces behind it, up to so many columns.
    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /// Where the part of the text ends that fits.
    private static int end(String text, int columns) {
        int room = columns;
        int end = 0;
        while (end < text.length() && of(text.codePointAt(end)) <= room) {
            room -= of(text.codePointAt(end));
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    /// The text on as many lines as it needs, broken between words where there are any.
    static List<String> wrap(String text, int columns) {
        var lines = new ArrayList<String>();
        var rest = text;
        while (of(rest) > columns) {
            int end = Math.max(Character.charCount(rest.codePointAt(0)), end(rest, columns));
            int space = rest.lastIndexOf(' ', end);
            lines.add(rest.substring(0, space > 0 ? space : end));
            rest = rest.substring(space > 0 ? space + 1 : end);
        }
        if (lines.isEmpty() || !rest.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }

    private static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (var range : WIDE) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}
