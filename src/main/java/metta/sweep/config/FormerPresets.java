package metta.sweep.config;

import java.util.Map;
import java.util.Optional;

/// The parameters that the Python original has ready under names of their own: `search_space:
/// [LEARNING_RATE]`.
final class FormerPresets {
    private static final Map<String, String> ALL = Map.of(
            "LEARNING_RATE", range("trainer.optimizer.learning_rate", "log_normal", "1.0e-5", "1.0e-2", "1.0e-3"),
            "PPO_CLIP_COEF", range("trainer.losses.ppo_actor.clip_coef", "uniform", "0.05", "0.3", "0.2"),
            "PPO_ENT_COEF", range("trainer.losses.ppo_actor.ent_coef", "log_normal", "1.0e-4", "0.03", "0.01"),
            "PPO_GAE_LAMBDA", range("trainer.advantage.gae_lambda", "uniform", "0.8", "0.99", "0.95"),
            "PPO_VF_COEF", range("trainer.losses.ppo_critic.vf_coef", "uniform", "0.1", "1.0", "0.5"),
            "ADAM_EPS", range("trainer.optimizer.eps", "log_normal", "1.0e-8", "1.0e-4", "1.0e-6"));

    private FormerPresets() {}

    private static String range(String name, String distribution, String min, String max, String mean) {
        return "{%s: {distribution: %s, min: %s, max: %s, mean: %s}}".formatted(name, distribution, min, max, mean);
    }

    /// The parameter of that name, as a map of one key.
    static Optional<RawNode> of(RawNode.Scalar word) {
        return Optional.ofNullable(ALL.get(word.text()))
                .map(text -> YamlReader.parse(word.text(), text, YamlNode::raw).moved(_ -> word.at()));
    }
}
