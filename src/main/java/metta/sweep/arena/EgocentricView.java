package metta.sweep.arena;

/// What an agent perceives: the 7×7 squares around it, its bag, its last move and whether that was blocked.
///
/// An observation is a list of the features that are on; most are off, so the list is much shorter than the vector it
/// stands for.
final class EgocentricView {
    private static final int RADIUS = 3;
    private static final int WINDOW = 2 * RADIUS + 1;
    private static final int KINDS = 5;
    private static final int WALL = 0;
    private static final int STOCKED_MINE = 1;
    private static final int EMPTY_MINE = 2;
    private static final int ALTAR = 3;
    private static final int AGENT = 4;
    private static final int NOTHING = -1;
    private static final int BAG = WINDOW * WINDOW * KINDS;
    private static final int LAST_MOVE = BAG + ArenaWorld.BAG_SIZE + 1;
    private static final int BLOCKED = LAST_MOVE + Move.COUNT;

    /// How many features there are.
    static final int FEATURES = BLOCKED + 1;
    /// How many can be on at once.
    static final int MOST = WINDOW * WINDOW + 3;

    private EgocentricView() {}

    /// Writes the features that are on for `agent` to `out[from…]`, in rising order; returns how many.
    static int look(ArenaWorld world, int agent, short[] out, int from) {
        int side = world.side();
        int row = world.square(agent) / side;
        int column = world.square(agent) % side;
        int next = from;
        for (int r = Math.max(0, row - RADIUS); r <= Math.min(side - 1, row + RADIUS); r++) {
            for (int c = Math.max(0, column - RADIUS); c <= Math.min(side - 1, column + RADIUS); c++) {
                int kind = r == row && c == column ? NOTHING : kind(world, r * side + c);
                if (kind != NOTHING) {
                    out[next++] = (short) (((r - row + RADIUS) * WINDOW + c - column + RADIUS) * KINDS + kind);
                }
            }
        }
        out[next++] = (short) (BAG + world.ore(agent));
        out[next++] = (short) (LAST_MOVE + world.lastMove(agent));
        if (world.blocked(agent)) {
            out[next++] = (short) BLOCKED;
        }
        return next - from;
    }

    private static int kind(ArenaWorld world, int square) {
        return switch (world.cell(square)) {
            case FLOOR -> world.occupied(square) ? AGENT : NOTHING;
            case WALL -> WALL;
            case MINE -> world.stocked(square) ? STOCKED_MINE : EMPTY_MINE;
            case ALTAR -> ALTAR;
        };
    }
}
