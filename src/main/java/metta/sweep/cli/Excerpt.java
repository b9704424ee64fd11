package metta.sweep.cli;

import java.util.List;
import metta.sweep.config.Position;

/// The line of a file that something is said about, with a mark below the place.
final class Excerpt {
    private static final String MORE = "\u2026";
    private static final int LEAST_WIDTH = 20;

    private Excerpt() {}

    /// @param lines of the file
    /// @param width of the terminal, in characters
    static List<String> of(List<String> lines, Position at, int width) {
        if (at.line() > lines.size()) {
            return List.of();
        }
        var number = "%5d | ".formatted(at.line());
        int room = Math.max(LEAST_WIDTH, width - number.length());
        var line = lines.get(at.line() - 1).replaceAll("\\p{Cntrl}", " ");
        int column = Math.clamp(at.column() - 1, 0, line.length());
        int from = Math.max(0, column - room / 2);
        int to = Math.min(line.length(), from + room);
        var shown = (from > 0 ? MORE : "")
                + line.substring(from + (from > 0 ? 1 : 0), to - (to < line.length() ? 1 : 0))
                + (to < line.length() ? MORE : "");
        return List.of(number + shown, " ".repeat(number.length() - 2) + "| " + " ".repeat(column - from) + "^");
    }
}
