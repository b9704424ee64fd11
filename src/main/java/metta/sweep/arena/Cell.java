package metta.sweep.arena;

/// What stands on one square of the map. Agents walk on floor only.
enum Cell {
    FLOOR('.'),
    WALL('#'),
    /// Gives one ore to an agent that walks into it, then needs time to restock.
    MINE('M'),
    /// Turns one ore of an agent that walks into it into a heart.
    ALTAR('A');

    /// How it is drawn, and how a checkpoint calls it.
    final char symbol;

    Cell(char symbol) {
        this.symbol = symbol;
    }

    /// What a symbol stands for; anything unknown is floor.
    static Cell of(char symbol) {
        for (Cell cell : values()) {
            if (cell.symbol == symbol) {
                return cell;
            }
        }
        return FLOOR;
    }
}
