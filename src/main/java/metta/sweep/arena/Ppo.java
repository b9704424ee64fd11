package metta.sweep.arena;

import java.util.random.RandomGenerator;

/// Proximal policy optimization with the clipped objective (Schulman et al. 2017, "Proximal policy optimization
/// algorithms", equations 7 and 9), an entropy bonus and a squared-error critic.
final class Ppo {
    private final TrainSettings settings;
    private final Policy policy;
    private final Adam adam;
    private final PolicyGradient gradient;
    private final float[] logitSlopes;
    private double policyLoss;
    private double valueLoss;
    private double entropy;
    private double divergence;
    private int clipped;

    Ppo(TrainSettings settings, Policy policy, Adam adam) {
        this.settings = settings;
        this.policy = policy;
        this.adam = adam;
        gradient = new PolicyGradient(policy);
        logitSlopes = new float[policy.shape.actions()];
    }

    /// Improves the policy by several passes over the samples, in minibatches of a new order each time.
    Losses update(Rollout rollout, RandomGenerator random) {
        int[] order = new int[rollout.samples];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        for (int pass = 0; pass < settings.updateEpochs(); pass++) {
            forgetLosses();
            shuffle(order, random);
            for (int from = 0; from < order.length; from += settings.minibatchSize()) {
                int to = Math.min(order.length, from + settings.minibatchSize());
                gradient.clear();
                for (int i = from; i < to; i++) {
                    addSample(rollout, order[i], 1f / (to - from));
                }
                adam.step(policy.parameters, gradient.sum);
            }
        }
        double n = rollout.samples;
        return new Losses(policyLoss / n, valueLoss / n, entropy / n, divergence / n, clipped / n);
    }

    private void addSample(Rollout rollout, int sample, float weight) {
        int at = Rollout.at(sample);
        policy.forward(rollout.features, at, rollout.counts[sample]);
        float valueSlope = valueSlope(rollout.target[sample]) * weight;
        slopes(rollout.actions[sample], rollout.logProbability[sample], rollout.advantage[sample], weight);
        gradient.add(rollout.features, at, rollout.counts[sample], logitSlopes, valueSlope);
    }

    /// The slope of vf_coef · ½ (value − target)².
    private float valueSlope(float target) {
        float error = policy.value - target;
        valueLoss += error * error;
        return (float) settings.valueCoefficient() * error;
    }

    /// The slopes of −min(ratio·A, clip(ratio)·A) − ent_coef·H by the logits.
    private void slopes(int action, float oldLogProbability, float advantage, float weight) {
        float clip = (float) settings.clip();
        float entropyWeight = (float) settings.entropyCoefficient();
        float logRatio = Math.clamp(policy.logProbability[action] - oldLogProbability, -20f, 20f);
        float ratio = (float) StrictMath.exp(logRatio);
        boolean flat = advantage > 0 ? ratio > 1 + clip : ratio < 1 - clip;
        float pull = flat ? 0 : ratio * advantage;
        float here = entropyHere();
        for (int a = 0; a < logitSlopes.length; a++) {
            float p = policy.probability[a];
            float towards = (a == action ? 1 : 0) - p;
            logitSlopes[a] = weight * (entropyWeight * p * (policy.logProbability[a] + here) - pull * towards);
        }
        policyLoss -= Math.min(ratio * advantage, Math.clamp(ratio, 1 - clip, 1 + clip) * advantage);
        entropy += here;
        divergence += ratio - 1 - logRatio;
        clipped += Math.abs(ratio - 1) > clip ? 1 : 0;
    }

    private float entropyHere() {
        float sum = 0;
        for (int a = 0; a < logitSlopes.length; a++) {
            sum -= policy.probability[a] * policy.logProbability[a];
        }
        return sum;
    }

    private void forgetLosses() {
        policyLoss = 0;
        valueLoss = 0;
        entropy = 0;
        divergence = 0;
        clipped = 0;
    }

    private static void shuffle(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int held = order[i];
            order[i] = order[j];
            order[j] = held;
        }
    }
}
