package metta.sweep.arena;

import java.util.List;

/// What an agent can do in a step. Using a mine or an altar is walking into it.
enum Move {
    STAY(0, 0),
    NORTH(-1, 0),
    SOUTH(1, 0),
    WEST(0, -1),
    EAST(0, 1);

    static final List<Move> ALL = List.of(values());
    static final int COUNT = ALL.size();

    private final int rows;
    private final int columns;

    Move(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /// The square that this move leads to, on a map of `side` squares a row.
    int from(int square, int side) {
        return square + rows * side + columns;
    }
}
