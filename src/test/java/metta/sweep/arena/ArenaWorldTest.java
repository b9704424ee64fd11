package metta.sweep.arena;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;

final class ArenaWorldTest {
    private static final int STAY = 0;
    private static final int NORTH = 1;
    private static final int WEST = 3;
    private static final int EAST = 4;

    private final float[] rewards = new float[2];

    private static ArenaWorld world(String... rows) {
        return new ArenaWorld(new SplitMix(1), ArenaMap.drawn(rows));
    }

    private float act(ArenaWorld world, int move) {
        world.step(new int[] {move}, rewards, 0);
        return rewards[0];
    }

    @Test
    void ore_from_a_mine_becomes_a_heart_at_an_altar() {
        ArenaWorld world = world("####", "M@A#", "####", "####");

        assertThat(act(world, WEST)).isZero();
        assertThat(world.ore(0)).isEqualTo(1);
        assertThat(act(world, EAST)).isEqualTo(ArenaWorld.HEART_REWARD);
        assertThat(world.ore(0)).isZero();
        assertThat(world.episode().hearts()).isEqualTo(1);
        assertThat(world.episode().reward()).isEqualTo(1);
    }

    @Test
    void an_altar_gives_nothing_for_an_empty_bag() {
        ArenaWorld world = world("####", "M@A#", "####", "####");

        assertThat(act(world, EAST)).isZero();
        assertThat(world.blocked(0)).isTrue();
    }

    @Test
    void a_mine_needs_time_to_restock() {
        ArenaWorld world = world("####", "M@A#", "####", "####");
        act(world, WEST);

        for (int step = 1; step < ArenaWorld.RESTOCK_STEPS; step++) {
            act(world, WEST);
            assertThat(world.ore(0)).isEqualTo(1);
        }
        act(world, WEST);
        assertThat(world.ore(0)).isEqualTo(2);
    }

    @Test
    void a_full_bag_takes_no_more() {
        ArenaWorld world = world("#M##", "M@M#", "####", "####");
        act(world, WEST);
        act(world, EAST);

        act(world, NORTH);
        assertThat(world.blocked(0)).isTrue();
        assertThat(world.ore(0)).isEqualTo(ArenaWorld.BAG_SIZE);
    }

    @Test
    void walls_and_agents_block_the_way() {
        ArenaWorld world = world("####", "#@@#", "####", "####");

        world.step(new int[] {EAST, EAST}, rewards, 0);

        assertThat(world.square(0)).isEqualTo(5);
        assertThat(world.square(1)).isEqualTo(6);
        assertThat(world.blocked(0) && world.blocked(1)).isTrue();
    }

    @Test
    void who_acts_first_changes_from_step_to_step() {
        ArenaWorld world = world("#####", "#@.@#", "#####", "#####", "#####");
        world.step(new int[] {EAST, WEST}, rewards, 0);
        assertThat(world.square(0)).as("agent 0 acts first in step 0").isEqualTo(7);

        ArenaWorld other = world("#####", "#@.@#", "#####", "#####", "#####");
        other.step(new int[] {STAY, STAY}, rewards, 0);
        other.step(new int[] {EAST, WEST}, rewards, 0);
        assertThat(other.square(1)).as("agent 1 acts first in step 1").isEqualTo(7);
    }

    @Test
    void an_episode_ends_on_time_and_the_next_has_another_map() {
        ArenaWorld world = new ArenaWorld(SplitMix.of(3, 1), 2);
        String before = picture(world);
        int steps = 1;
        while (!world.step(new int[] {STAY, STAY}, rewards, 0)) {
            steps++;
        }
        world.reset();

        assertThat(steps).isEqualTo(ArenaWorld.EPISODE_STEPS);
        assertThat(picture(world)).isNotEqualTo(before);
        assertThat(world.episode()).isEqualTo(new Episode(0, 0));
    }

    @Test
    void all_floor_of_a_random_map_is_connected() {
        SplitMix random = SplitMix.of(11, 0);
        for (int i = 0; i < 200; i++) {
            ArenaMap map = ArenaMap.random(random, 6);
            long floor =
                    Arrays.stream(map.cells).filter(cell -> cell == Cell.FLOOR).count();
            assertThat(reachable(map)).as("map %d", i).isEqualTo(floor);
        }
    }

    private static long reachable(ArenaMap map) {
        boolean[] seen = new boolean[map.cells.length];
        Deque<Integer> open = new ArrayDeque<>();
        open.add(map.starts[0]);
        seen[map.starts[0]] = true;
        long count = 0;
        while (!open.isEmpty()) {
            int square = open.remove();
            count++;
            for (Move move : Move.ALL) {
                int next = move.from(square, map.side);
                if (map.cells[next] == Cell.FLOOR && !seen[next]) {
                    seen[next] = true;
                    open.add(next);
                }
            }
        }
        return count;
    }

    private static String picture(ArenaWorld world) {
        StringBuilder picture = new StringBuilder();
        for (int square = 0; square < world.side() * world.side(); square++) {
            picture.append(world.cell(square).symbol);
        }
        return picture.toString();
    }
}
