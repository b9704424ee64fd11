package metta.sweep.config;

import org.snakeyaml.engine.v2.exceptions.Mark;

/// A place in a text, counted from 1; columns count characters.
public record Position(int line, int column) implements Comparable<Position> {
    static final Position START = new Position(1, 1);

    static Position of(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /// The place right after the given beginning of a text.
    static Position after(String beginning) {
        int line = 1 + Math.toIntExact(beginning.chars().filter(c -> c == '\n').count());
        int lineStart = beginning.lastIndexOf('\n') + 1;
        return new Position(line, beginning.codePointCount(lineStart, beginning.length()) + 1);
    }

    @Override
    public int compareTo(Position other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }
}
