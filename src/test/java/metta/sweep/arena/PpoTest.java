package metta.sweep.arena;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PpoTest {
    private static final int SAMPLES = 64;

    /// One observation, all actions tried equally often by a policy that thought them equally likely; only action 3 was
    /// good.
    private static Policy taught(String... words) {
        TrainSettings settings = TrainSettings.of(words);
        Policy policy = Policy.random(settings.shape(), SplitMix.of(4, 4));
        Adam adam = new Adam(settings.shape().size(), settings.learningRate(), 1e-8, 0.5);
        Rollout rollout = new Rollout(SAMPLES, 1);
        policy.forward(new short[] {7}, 0, 1);
        for (int i = 0; i < SAMPLES; i++) {
            rollout.features[Rollout.at(i)] = 7;
            rollout.counts[i] = 1;
            rollout.actions[i] = i % Move.COUNT;
            rollout.logProbability[i] = policy.logProbability[i % Move.COUNT];
            rollout.advantage[i] = i % Move.COUNT == 3 ? 1 : -0.25f;
            rollout.target[i] = 2;
        }
        new Ppo(settings, policy, adam).update(rollout, SplitMix.of(5, 5));
        policy.forward(new short[] {7}, 0, 1);
        return policy;
    }

    @Test
    void a_good_action_becomes_likelier_and_the_value_nears_its_target() {
        Policy policy = taught("learning_rate=0.01", "update_epochs=30", "clip_coef=1");

        assertThat(policy.probability[3]).isGreaterThan(0.4f);
        assertThat(policy.value).isBetween(1.5f, 2.5f);
    }

    @Test
    void the_clip_holds_the_policy_near_the_one_that_played() {
        Policy held = taught("learning_rate=0.001", "update_epochs=200", "clip_coef=0.1", "vf_coef=0");
        Policy free = taught("learning_rate=0.001", "update_epochs=200", "clip_coef=1", "vf_coef=0");

        assertThat(held.probability[3]).isBetween(0.21f, 0.3f);
        assertThat(free.probability[3]).isGreaterThan(0.4f);
    }

    @Test
    void a_large_entropy_bonus_keeps_the_policy_uniform() {
        Policy policy = taught("learning_rate=0.01", "update_epochs=30", "clip_coef=1", "ent_coef=20");

        assertThat(policy.probability[3]).isBetween(0.15f, 0.25f);
    }
}
