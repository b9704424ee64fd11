package metta.sweep.arena;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/// One game: agents take ore from mines and carry it to altars, where it becomes hearts. They are in each other's way.
///
/// An episode lasts [#EPISODE_STEPS] steps; the next one has a new map. A heart is worth 1, and taking ore a little, as
/// a hint.
final class ArenaWorld {
    static final int EPISODE_STEPS = 100;
    static final int BAG_SIZE = 2;
    static final int RESTOCK_STEPS = 10;
    static final float HEART_REWARD = 1.0f;

    final int agents;
    private final SplitMix random;
    private int side;
    private int time;
    private Cell[] cells;
    /// When the mine on a square has ore (again).
    private int[] stockedAt;
    private boolean[] occupied;
    private final int[] square;
    private final int[] ore;
    private final int[] lastMove;
    private final boolean[] blocked;
    private int hearts;
    private double reward;

    /// A world whose maps come from `random`, all of them with the same number of agents.
    ArenaWorld(SplitMix random, int agents) {
        this(random, ArenaMap.random(random, agents));
    }

    ArenaWorld(SplitMix random, ArenaMap map) {
        this.random = random;
        agents = map.starts.length;
        side = map.side;
        cells = map.cells;
        stockedAt = new int[cells.length];
        occupied = new boolean[cells.length];
        square = new int[agents];
        ore = new int[agents];
        lastMove = new int[agents];
        blocked = new boolean[agents];
        begin(map);
    }

    /// A new episode on a new random map.
    void reset() {
        begin(ArenaMap.random(random, agents));
    }

    private void begin(ArenaMap map) {
        side = map.side;
        cells = map.cells;
        stockedAt = new int[cells.length];
        occupied = new boolean[cells.length];
        for (int agent = 0; agent < agents; agent++) {
            square[agent] = map.starts[agent];
            occupied[square[agent]] = true;
        }
        Arrays.fill(ore, 0);
        Arrays.fill(lastMove, 0);
        Arrays.fill(blocked, false);
        time = 0;
        hearts = 0;
        reward = 0;
    }

    /// One step of all agents: `moves[from + i]` is what agent i does, `rewards[from + i]` becomes what it earned.
    /// Who acts first changes from step to step. Says whether the episode is over.
    boolean step(int[] moves, float[] rewards, int from) {
        for (int turn = 0; turn < agents; turn++) {
            int agent = (turn + time) % agents;
            float earned = act(agent, moves[from + agent]);
            rewards[from + agent] = earned;
            reward += earned;
        }
        time++;
        return time >= EPISODE_STEPS;
    }

    private float act(int agent, int index) {
        Move move = Move.ALL.get(index);
        lastMove[agent] = index;
        blocked[agent] = false;
        if (move == Move.STAY) {
            return 0;
        }
        int target = move.from(square[agent], side);
        return switch (cells[target]) {
            case FLOOR -> walk(agent, target);
            case WALL -> block(agent);
            case MINE -> ore[agent] < BAG_SIZE && stocked(target) ? mine(agent, target) : block(agent);
            case ALTAR -> ore[agent] > 0 ? offer(agent) : block(agent);
        };
    }

    private float walk(int agent, int target) {
        if (occupied[target]) {
            return block(agent);
        }
        occupied[square[agent]] = false;
        occupied[target] = true;
        square[agent] = target;
        return 0;
    }

    private float mine(int agent, int target) {
        ore[agent]++;
        stockedAt[target] = time + RESTOCK_STEPS;
        return 0;
    }

    private float offer(int agent) {
        ore[agent]--;
        hearts++;
        return HEART_REWARD;
    }

    private float block(int agent) {
        blocked[agent] = true;
        return 0;
    }

    boolean stocked(int mine) {
        return time >= stockedAt[mine];
    }

    Cell cell(int at) {
        return cells[at];
    }

    boolean occupied(int at) {
        return occupied[at];
    }

    int side() {
        return side;
    }

    int square(int agent) {
        return square[agent];
    }

    int ore(int agent) {
        return ore[agent];
    }

    int lastMove(int agent) {
        return lastMove[agent];
    }

    boolean blocked(int agent) {
        return blocked[agent];
    }

    /// What this episode has brought so far, per agent.
    Episode episode() {
        return new Episode(hearts / (double) agents, reward / agents);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(random.state());
        out.writeInt(time);
        out.writeInt(hearts);
        out.writeDouble(reward);
        out.writeInt(side);
        for (int at = 0; at < cells.length; at++) {
            out.writeChar(cells[at].symbol);
            out.writeInt(stockedAt[at]);
        }
        for (int agent = 0; agent < agents; agent++) {
            out.writeInt(square[agent]);
            out.writeInt(ore[agent]);
            out.writeInt(lastMove[agent]);
            out.writeBoolean(blocked[agent]);
        }
    }

    void read(DataInput in) throws IOException {
        random.restore(in.readLong());
        time = in.readInt();
        hearts = in.readInt();
        reward = in.readDouble();
        side = in.readInt();
        cells = new Cell[side * side];
        stockedAt = new int[cells.length];
        for (int at = 0; at < cells.length; at++) {
            cells[at] = Cell.of(in.readChar());
            stockedAt[at] = in.readInt();
        }
        occupied = new boolean[cells.length];
        for (int agent = 0; agent < agents; agent++) {
            square[agent] = in.readInt();
            occupied[square[agent]] = true;
            ore[agent] = in.readInt();
            lastMove[agent] = in.readInt();
            blocked[agent] = in.readBoolean();
        }
    }
}
