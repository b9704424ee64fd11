package metta.sweep.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TrainerTest {
    private static final String[] SMALL = {
        "total_timesteps=6000", "batch_size=1000", "minibatch_size=128", "hidden_size=8", "num_envs=3", "seed=7"
    };

    private static Trainer trained(TrainSettings settings) {
        Trainer trainer = new Trainer(settings);
        finish(trainer);
        return trainer;
    }

    private static void finish(Trainer trainer) {
        while (!trainer.done()) {
            trainer.advance();
        }
    }

    private static String[] small(String word) {
        String[] words = Arrays.copyOf(SMALL, SMALL.length + 1);
        words[SMALL.length] = word;
        return words;
    }

    @Test
    void a_short_training_beats_the_policy_it_began_with_by_far() {
        TrainSettings settings = TrainSettings.of("total_timesteps=120000", "learning_rate=0.01", "seed=1");
        Evaluator evaluator = new Evaluator(32, 1000, settings.agents());

        double before = evaluator.evaluate(new Trainer(settings).policy).score();
        double after = evaluator.evaluate(trained(settings).policy).score();

        assertThat(before).isBetween(0.0, 0.6);
        assertThat(after).isGreaterThan(before + 1.0);
    }

    @Test
    void the_same_seed_and_settings_give_the_same_bits() {
        float[] once = trained(TrainSettings.of(SMALL)).policy.parameters;
        float[] again = trained(TrainSettings.of(SMALL)).policy.parameters;
        float[] otherSeed = trained(TrainSettings.of(small("seed=8"))).policy.parameters;

        assertThat(again).isEqualTo(once);
        assertThat(otherSeed).isNotEqualTo(once);
    }

    @Test
    void a_training_resumed_from_any_epoch_ends_with_the_bits_of_one_that_never_stopped() {
        TrainSettings settings = TrainSettings.of(SMALL);
        Trainer unbroken = new Trainer(settings);
        finish(unbroken);

        Trainer handedOn = new Trainer(settings);
        while (!handedOn.done()) {
            handedOn.advance();
            Trainer next = new Trainer(settings);
            Checkpoint.of(handedOn, "").restore(next);
            handedOn = next;
        }

        assertThat(Checkpoint.of(handedOn, "").state())
                .isEqualTo(Checkpoint.of(unbroken, "").state());
    }

    @Test
    void a_longer_training_begins_with_the_very_same_steps_as_a_shorter_one() {
        Trainer rung = trained(TrainSettings.of(small("total_timesteps=3000")));
        Trainer promoted = new Trainer(TrainSettings.of(SMALL));
        Checkpoint.of(rung, "").restore(promoted);
        finish(promoted);

        assertThat(promoted.policy.parameters).isEqualTo(trained(TrainSettings.of(SMALL)).policy.parameters);
    }

    @Test
    void a_copy_under_another_seed_goes_its_own_way() {
        Checkpoint parent = Checkpoint.of(trained(TrainSettings.of(small("total_timesteps=3000"))), "");
        Trainer first = new Trainer(TrainSettings.of(SMALL));
        Trainer second = new Trainer(TrainSettings.of(small("seed=8")));
        parent.restore(first);
        parent.restore(second);
        assertThat(second.policy.parameters).isEqualTo(first.policy.parameters);

        first.advance();
        second.advance();

        assertThat(second.policy.parameters).isNotEqualTo(first.policy.parameters);
    }

    @Test
    void a_network_of_another_size_is_refused_by_name() {
        Checkpoint small = Checkpoint.of(new Trainer(TrainSettings.of(SMALL)), "");
        Trainer larger = new Trainer(TrainSettings.of(small("hidden_size=16")));

        assertThatThrownBy(() -> small.restore(larger))
                .isInstanceOf(ArenaException.class)
                .hasMessageContaining("hidden_size=8, not 16");
    }

    @Test
    void a_training_that_diverges_says_so() {
        Trainer trainer = new Trainer(TrainSettings.of(small("learning_rate=1e6")));
        for (int i = 0; i < trainer.policy.parameters.length; i++) {
            trainer.policy.parameters[i] *= 1e30f;
        }

        assertThatThrownBy(trainer::advance).isInstanceOf(ArenaException.class).hasMessageContaining("diverged");
    }
}
