package metta.sweep.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class PolicyGradientTest {
    private static final PolicyShape SHAPE = new PolicyShape(12, 7, 4);
    private static final short[] FEATURES = {9, 9, 0, 3, 5, 11};
    private static final int FROM = 2;
    private static final int COUNT = 4;
    private static final int ACTION = 2;
    private static final float TARGET = 0.7f;

    private final Policy policy = policy();
    private final PolicyGradient gradient = new PolicyGradient(policy);

    private static Policy policy() {
        Policy policy = Policy.random(SHAPE, SplitMix.of(21, 0));
        SplitMix random = SplitMix.of(22, 0);
        for (int i = 0; i < policy.parameters.length; i++) {
            policy.parameters[i] += (float) (0.3 * random.nextGaussian()); // biases and the actor, too, away from zero
        }
        return policy;
    }

    /// −log π(action) + ½ (value − target)².
    private double loss() {
        policy.forward(FEATURES, FROM, COUNT);
        double error = policy.value - TARGET;
        return -policy.logProbability[ACTION] + error * error / 2;
    }

    @Test
    void backpropagation_agrees_with_finite_differences_for_every_parameter() {
        policy.forward(FEATURES, FROM, COUNT);
        float[] slopes = policy.probability.clone();
        slopes[ACTION] -= 1;
        gradient.add(FEATURES, FROM, COUNT, slopes, policy.value - TARGET);

        double largest = 0;
        for (int i = 0; i < SHAPE.size(); i++) {
            double numeric = slope(i);
            assertThat((double) gradient.sum[i]).as("parameter %d", i).isCloseTo(numeric, within(2e-3));
            largest = Math.max(largest, Math.abs(numeric));
        }
        assertThat(largest).as("the gradient is far above the tolerance").isGreaterThan(0.3);
    }

    private double slope(int parameter) {
        float kept = policy.parameters[parameter];
        float width = 2e-3f;
        policy.parameters[parameter] = kept + width;
        double above = loss();
        policy.parameters[parameter] = kept - width;
        double below = loss();
        policy.parameters[parameter] = kept;
        return (above - below) / (2 * width);
    }

    @Test
    void samples_add_up() {
        policy.forward(FEATURES, FROM, COUNT);
        float[] slopes = {0.5f, -0.25f, -0.125f, -0.125f};
        gradient.add(FEATURES, FROM, COUNT, slopes, 0.5f);
        float[] once = gradient.sum.clone();
        gradient.add(FEATURES, FROM, COUNT, slopes, 0.5f);

        for (int i = 0; i < once.length; i++) {
            assertThat(gradient.sum[i]).isEqualTo(2 * once[i]);
        }
    }

    @Test
    void probabilities_sum_to_one_and_sampling_follows_them() {
        policy.forward(FEATURES, FROM, COUNT);
        int[] drawn = new int[4];
        SplitMix random = SplitMix.of(9, 9);
        int draws = 20_000;
        for (int i = 0; i < draws; i++) {
            drawn[policy.sample(random)]++;
        }

        double sum = 0;
        for (int a = 0; a < 4; a++) {
            sum += policy.probability[a];
            assertThat(drawn[a] / (double) draws).isCloseTo(policy.probability[a], within(0.015));
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
    }
}
