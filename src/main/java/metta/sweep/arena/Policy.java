package metta.sweep.arena;

import java.util.random.RandomGenerator;

/// Actor and critic in one network: sparse observation, two layers of rectified units, then action logits and a value.
///
/// [#forward] leaves its results in the fields below until the next call, so that a training allocates nothing per
/// sample.
final class Policy {
    final PolicyShape shape;
    final float[] parameters;
    /// Activations of the two hidden layers.
    final float[] first;
    final float[] second;
    final float[] logProbability;
    final float[] probability;
    float value;

    Policy(PolicyShape shape, float[] parameters) {
        if (parameters.length != shape.size()) {
            throw new IllegalArgumentException(
                    "%d parameters for a network of %d".formatted(parameters.length, shape.size()));
        }
        this.shape = shape;
        this.parameters = parameters;
        first = new float[shape.hidden()];
        second = new float[shape.hidden()];
        logProbability = new float[shape.actions()];
        probability = new float[shape.actions()];
    }

    /// Random weights after He et al. 2015; a tiny actor layer, so that the first policy is nearly uniform.
    static Policy random(PolicyShape shape, RandomGenerator random) {
        Policy policy = new Policy(shape, new float[shape.size()]);
        double activeFeatures = 16;
        policy.draw(random, shape.firstWeights(), shape.firstBias(), Math.sqrt(2 / activeFeatures));
        policy.draw(random, shape.secondWeights(), shape.secondBias(), Math.sqrt(2.0 / shape.hidden()));
        policy.draw(random, shape.actorWeights(), shape.actorBias(), 0.01 / Math.sqrt(shape.hidden()));
        policy.draw(random, shape.criticWeights(), shape.criticBias(), 1 / Math.sqrt(shape.hidden()));
        return policy;
    }

    private void draw(RandomGenerator random, int from, int to, double deviation) {
        for (int i = from; i < to; i++) {
            parameters[i] = (float) (deviation * random.nextGaussian());
        }
    }

    /// Evaluates the observation whose `count` active features stand at `features[from…]`.
    void forward(short[] features, int from, int count) {
        int hidden = shape.hidden();
        System.arraycopy(parameters, shape.firstBias(), first, 0, hidden);
        for (int k = from; k < from + count; k++) {
            Rows.add(first, 0, parameters, features[k] * hidden, hidden);
        }
        rectify(first);
        System.arraycopy(parameters, shape.secondBias(), second, 0, hidden);
        for (int i = 0; i < hidden; i++) {
            if (first[i] != 0) {
                Rows.addScaled(second, 0, first[i], parameters, shape.secondWeights() + i * hidden, hidden);
            }
        }
        rectify(second);
        heads();
    }

    private void heads() {
        int hidden = shape.hidden();
        for (int a = 0; a < logProbability.length; a++) {
            logProbability[a] = parameters[shape.actorBias() + a]
                    + Rows.dot(second, 0, parameters, shape.actorWeights() + a * hidden, hidden);
        }
        softmax();
        value = parameters[shape.criticBias()] + Rows.dot(second, 0, parameters, shape.criticWeights(), hidden);
    }

    private void softmax() {
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logProbability) {
            largest = Math.max(largest, logit);
        }
        // StrictMath, because Math may differ in the last bit from one machine to the next.
        double sum = 0;
        for (int a = 0; a < probability.length; a++) {
            logProbability[a] -= largest;
            probability[a] = (float) StrictMath.exp(logProbability[a]);
            sum += probability[a];
        }
        float logSum = (float) StrictMath.log(sum);
        for (int a = 0; a < probability.length; a++) {
            logProbability[a] -= logSum;
            probability[a] /= (float) sum;
        }
    }

    private static void rectify(float[] units) {
        for (int i = 0; i < units.length; i++) {
            units[i] = Math.max(units[i], 0);
        }
    }

    /// An action drawn from the probabilities of the last [#forward].
    int sample(RandomGenerator random) {
        float point = random.nextFloat();
        int last = probability.length - 1;
        for (int action = 0; action < last; action++) {
            point -= probability[action];
            if (point < 0) {
                return action;
            }
        }
        return last;
    }

    boolean finite() {
        for (float parameter : parameters) {
            if (!Float.isFinite(parameter)) {
                return false;
            }
        }
        return true;
    }
}
