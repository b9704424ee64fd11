package metta.sweep.config;

import org.snakeyaml.engine.v2.exceptions.Mark;

/// A place in a text, counted from 1; columns count characters.
///
/// @param source what the text is called; empty where there is only one
/// @param line 0 where what is said has no lines, such as an option of a command line
public record Position(String source, int line, int column) implements Comparable<Position> {
    static final Position START = new Position(1, 1);

    public Position(int line, int column) {
        this("", line, column);
    }

    /// Anywhere in a text that is too short to have places.
    static Position in(String source) {
        return new Position(source, 0, 0);
    }

    static Position of(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /// The place right after the given beginning of a text.
    static Position after(String beginning) {
        int line = 1 + Math.toIntExact(beginning.chars().filter(c -> c == '\n').count());
        int lineStart = beginning.lastIndexOf('\n') + 1;
        return new Position(line, beginning.codePointCount(lineStart, beginning.length()) + 1);
    }

    /// `sweep.yaml:4:9`, or `--set` where there are no lines.
    @Override
    public String toString() {
        return line == 0 ? source : "%s:%d:%d".formatted(source, line, column);
    }

    @Override
    public int compareTo(Position other) {
        int bySource = source.compareTo(other.source);
        int byLine = bySource != 0 ? bySource : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }
}
