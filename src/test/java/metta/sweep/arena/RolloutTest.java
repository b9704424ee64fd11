package metta.sweep.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class RolloutTest {
    @Test
    void advantages_are_those_worked_out_by_hand() {
        Rollout rollout = new Rollout(3, 1);
        set(rollout.reward, 1, 0, 2);
        set(rollout.value, 0.5f, 1, 0.25f);
        rollout.following[0] = 4;

        rollout.estimateAdvantages(0.5, 0.8);

        double third = 2 + 0.5 * 4 - 0.25;
        double second = 0 + 0.5 * 0.25 - 1 + 0.4 * third;
        double first = 1 + 0.5 * 1 - 0.5 + 0.4 * second;
        assertThat((double) rollout.advantage[2]).isCloseTo(third, within(1e-6));
        assertThat((double) rollout.advantage[1]).isCloseTo(second, within(1e-6));
        assertThat((double) rollout.advantage[0]).isCloseTo(first, within(1e-6));
        assertThat((double) rollout.target[0]).isCloseTo(first + 0.5, within(1e-6));
    }

    @Test
    void nothing_crosses_the_end_of_an_episode_or_the_gap_between_lanes() {
        Rollout rollout = new Rollout(2, 2);
        set(rollout.reward, 1, 0, 100, 0);
        rollout.last[0] = true;
        rollout.following[0] = 100;

        rollout.estimateAdvantages(0.9, 0.9);

        assertThat(rollout.advantage[0]).isEqualTo(1);
        assertThat(rollout.advantage[1]).isZero();
    }

    @Test
    void normalized_advantages_have_mean_zero_and_deviation_one() {
        Rollout rollout = new Rollout(4, 1);
        set(rollout.advantage, 1, 2, 3, 6);

        rollout.normalizeAdvantages();

        double sum = 0;
        double squares = 0;
        for (float a : rollout.advantage) {
            sum += a;
            squares += a * a;
        }
        assertThat(sum).isCloseTo(0, within(1e-5));
        assertThat(squares / 4).isCloseTo(1, within(1e-5));
    }

    private static void set(float[] to, float... numbers) {
        System.arraycopy(numbers, 0, to, 0, numbers.length);
    }
}
