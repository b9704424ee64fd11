package metta.sweep.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class AdamTest {
    @Test
    void the_first_step_is_as_long_as_the_learning_rate_whatever_the_slope() {
        float[] parameters = {1, 1, 1};

        new Adam(3, 0.1, 1e-8, 1e9).step(parameters, new float[] {1e-3f, -50, 0});

        assertThat((double) parameters[0]).isCloseTo(0.9, within(1e-5));
        assertThat((double) parameters[1]).isCloseTo(1.1, within(1e-5));
        assertThat(parameters[2]).isEqualTo(1);
    }

    @Test
    void it_finds_the_bottom_of_a_bowl() {
        float[] parameters = {3, -2};
        Adam adam = new Adam(2, 0.05, 1e-8, 1e9);
        for (int i = 0; i < 500; i++) {
            adam.step(parameters, new float[] {2 * (parameters[0] - 1), 20 * parameters[1]});
        }

        assertThat((double) parameters[0]).isCloseTo(1, within(1e-2));
        assertThat((double) parameters[1]).isCloseTo(0, within(1e-2));
    }

    @Test
    void a_long_gradient_is_shortened_before_it_enters_the_means() {
        float[] clipped = {0, 0};
        float[] plain = {0, 0};
        Adam clipping = new Adam(2, 0.1, 1e-8, 1);
        Adam trusting = new Adam(2, 0.1, 1e-8, 1e9);
        for (float scale : new float[] {0.1f, 1000}) {
            clipping.step(clipped, new float[] {3 * scale, 4 * scale});
        }
        trusting.step(plain, new float[] {0.3f, 0.4f});
        trusting.step(plain, new float[] {0.6f, 0.8f});

        assertThat(clipped[0]).isCloseTo(plain[0], within(1e-5f));
        assertThat(clipped[1]).isCloseTo(plain[1], within(1e-5f));
    }
}
