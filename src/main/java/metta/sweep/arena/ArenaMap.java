package metta.sweep.arena;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A square map with a wall around it, and the squares where the agents start.
final class ArenaMap {
    static final int SIDE = 13;
    private static final int WALLS = 6;
    private static final int MINES = 5;
    private static final int ALTARS = 3;

    final int side;
    final Cell[] cells;
    final int[] starts;

    private ArenaMap(int side, int agents) {
        this.side = side;
        cells = new Cell[side * side];
        Arrays.fill(cells, Cell.FLOOR);
        starts = new int[agents];
    }

    /// A random map. No two obstacles touch, not even at a corner, so all floor is connected.
    static ArenaMap random(RandomGenerator random, int agents) {
        ArenaMap map = new ArenaMap(SIDE, agents);
        map.raiseBorder();
        map.place(Cell.WALL, WALLS, random);
        map.place(Cell.MINE, MINES, random);
        map.place(Cell.ALTAR, ALTARS, random);
        boolean[] taken = new boolean[map.cells.length];
        for (int agent = 0; agent < agents; agent++) {
            int square = map.inside(random);
            while (map.cells[square] != Cell.FLOOR || taken[square]) {
                square = map.inside(random);
            }
            taken[square] = true;
            map.starts[agent] = square;
        }
        return map;
    }

    /// The map that `rows` draw: `#` wall, `M` mine, `A` altar, `@` an agent on floor, anything else floor.
    static ArenaMap drawn(String... rows) {
        String all = String.join("", rows);
        ArenaMap map = new ArenaMap(
                rows.length, (int) all.chars().filter(c -> c == '@').count());
        int agent = 0;
        for (int square = 0; square < all.length(); square++) {
            char drawn = all.charAt(square);
            if (drawn == '@') {
                map.starts[agent++] = square;
            }
            map.cells[square] = Cell.of(drawn);
        }
        return map;
    }

    private void raiseBorder() {
        for (int i = 0; i < side; i++) {
            cells[i] = Cell.WALL;
            cells[side * (side - 1) + i] = Cell.WALL;
            cells[side * i] = Cell.WALL;
            cells[side * i + side - 1] = Cell.WALL;
        }
    }

    /// Few obstacles on many squares: a free one is always found soon.
    private void place(Cell kind, int count, RandomGenerator random) {
        for (int placed = 0; placed < count; ) {
            int square = inside(random);
            if (standsAlone(square)) {
                cells[square] = kind;
                placed++;
            }
        }
    }

    private int inside(RandomGenerator random) {
        return (1 + random.nextInt(side - 2)) * side + 1 + random.nextInt(side - 2);
    }

    private boolean standsAlone(int square) {
        int row = square / side;
        int column = square % side;
        for (int r = Math.max(1, row - 1); r <= Math.min(side - 2, row + 1); r++) {
            for (int c = Math.max(1, column - 1); c <= Math.min(side - 2, column + 1); c++) {
                if (cells[r * side + c] != Cell.FLOOR) {
                    return false;
                }
            }
        }
        return true;
    }
}
