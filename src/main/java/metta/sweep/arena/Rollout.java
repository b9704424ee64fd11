package metta.sweep.arena;

/// What the agents of all worlds did and got during `steps` steps; sample t·lanes + i is agent i's at step t.
final class Rollout {
    private static final int STRIDE = EgocentricView.MOST;

    final int steps;
    final int lanes;
    final int samples;
    final short[] features;
    final int[] counts;
    final int[] actions;
    final float[] logProbability;
    final float[] value;
    final float[] reward;
    /// The episode ended with this step.
    final boolean[] last;
    /// The critic's opinion of what follows the last step, per lane.
    final float[] following;
    final float[] advantage;
    /// What the critic should have said: advantage + value.
    final float[] target;

    Rollout(int steps, int lanes) {
        this.steps = steps;
        this.lanes = lanes;
        samples = steps * lanes;
        features = new short[samples * STRIDE];
        counts = new int[samples];
        actions = new int[samples];
        logProbability = new float[samples];
        value = new float[samples];
        reward = new float[samples];
        last = new boolean[samples];
        following = new float[lanes];
        advantage = new float[samples];
        target = new float[samples];
    }

    /// Where the features of a sample begin.
    static int at(int sample) {
        return sample * STRIDE;
    }

    /// Generalized advantage estimation (Schulman et al. 2016, "High-dimensional continuous control using generalized
    /// advantage estimation", equation 16), cut at the end of an episode.
    void estimateAdvantages(double gamma, double lambda) {
        for (int lane = 0; lane < lanes; lane++) {
            double running = 0;
            for (int sample = (steps - 1) * lanes + lane; sample >= 0; sample -= lanes) {
                boolean newest = sample + lanes >= samples;
                double after = last[sample] ? 0 : newest ? following[lane] : value[sample + lanes];
                double surprise = reward[sample] + gamma * after - value[sample];
                running = surprise + (last[sample] ? 0 : gamma * lambda * running);
                advantage[sample] = (float) running;
                target[sample] = (float) (running + value[sample]);
            }
        }
    }

    /// Shifts and scales the advantages to mean 0 and deviation 1.
    void normalizeAdvantages() {
        double sum = 0;
        double squares = 0;
        for (float a : advantage) {
            sum += a;
            squares += (double) a * a;
        }
        double mean = sum / samples;
        double deviation = Math.sqrt(Math.max(0, squares / samples - mean * mean));
        for (int i = 0; i < samples; i++) {
            advantage[i] = (float) ((advantage[i] - mean) / (deviation + 1e-6));
        }
    }
}
