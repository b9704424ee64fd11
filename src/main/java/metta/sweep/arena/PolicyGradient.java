package metta.sweep.arena;

import java.util.Arrays;

/// The gradient of a loss with respect to all parameters of a policy, summed over samples by backpropagation.
final class PolicyGradient {
    final float[] sum;
    private final Policy policy;
    private final PolicyShape shape;
    private final float[] firstError;
    private final float[] secondError;

    PolicyGradient(Policy policy) {
        this.policy = policy;
        shape = policy.shape;
        sum = new float[shape.size()];
        firstError = new float[shape.hidden()];
        secondError = new float[shape.hidden()];
    }

    void clear() {
        Arrays.fill(sum, 0);
    }

    /// Adds one sample, the one of the policy's last forward pass, given the loss's slopes by its logits and its value.
    void add(short[] features, int from, int count, float[] logitSlopes, float valueSlope) {
        backThroughHeads(logitSlopes, valueSlope);
        backThroughSecond();
        int hidden = shape.hidden();
        Rows.add(sum, shape.firstBias(), firstError, 0, hidden);
        for (int k = from; k < from + count; k++) {
            Rows.add(sum, features[k] * hidden, firstError, 0, hidden);
        }
    }

    private void backThroughHeads(float[] logitSlopes, float valueSlope) {
        int hidden = shape.hidden();
        float[] weights = policy.parameters;
        Arrays.fill(secondError, 0);
        for (int a = 0; a < logitSlopes.length; a++) {
            int row = shape.actorWeights() + a * hidden;
            sum[shape.actorBias() + a] += logitSlopes[a];
            Rows.addScaled(secondError, 0, logitSlopes[a], weights, row, hidden);
            Rows.addScaled(sum, row, logitSlopes[a], policy.second, 0, hidden);
        }
        sum[shape.criticBias()] += valueSlope;
        Rows.addScaled(secondError, 0, valueSlope, weights, shape.criticWeights(), hidden);
        Rows.addScaled(sum, shape.criticWeights(), valueSlope, policy.second, 0, hidden);
        for (int i = 0; i < hidden; i++) {
            // A rectified unit that is off passes nothing back.
            secondError[i] = policy.second[i] > 0 ? secondError[i] : 0;
        }
    }

    private void backThroughSecond() {
        int hidden = shape.hidden();
        Rows.add(sum, shape.secondBias(), secondError, 0, hidden);
        for (int i = 0; i < hidden; i++) {
            float unit = policy.first[i];
            if (unit == 0) {
                firstError[i] = 0;
                continue;
            }
            int row = shape.secondWeights() + i * hidden;
            firstError[i] = Rows.dot(policy.parameters, row, secondError, 0, hidden);
            Rows.addScaled(sum, row, unit, secondError, 0, hidden);
        }
    }
}
