package metta.sweep.arena;

import java.util.List;

/// The hyperparameters of one training, by the names that users of this field know.
///
/// @param stopAfterTimesteps ends this process early without changing the training; 0 for never
record TrainSettings(
        String run,
        String dataDir,
        long seed,
        long totalTimesteps,
        long stopAfterTimesteps,
        int batchSize,
        int minibatchSize,
        int updateEpochs,
        double learningRate,
        double epsilon,
        double gamma,
        double lambda,
        double entropyCoefficient,
        double clip,
        double maxGradNorm,
        double valueCoefficient,
        int hiddenSize,
        int worlds,
        int agents,
        int checkpointInterval) {
    static final String SEED = "seed";
    private static final double LARGEST = Integer.MAX_VALUE;
    private static final double LONGEST = 1e15;

    static final List<Key> KEYS = List.of(
            Key.text("run", "local"),
            Key.text("data_dir", "train_dir"),
            Key.whole(SEED, "0", Long.MIN_VALUE, Long.MAX_VALUE),
            Key.whole("trainer.total_timesteps", "200000", 1, LONGEST),
            Key.whole("trainer.stop_after_timesteps", "0", 0, LONGEST),
            Key.whole("trainer.batch_size", "3072", 1, 1 << 22),
            Key.whole("trainer.minibatch_size", "512", 1, LARGEST),
            Key.whole("trainer.update_epochs", "3", 1, 1000),
            Key.number("trainer.optimizer.learning_rate", "0.005", 0, 1e30),
            Key.number("trainer.optimizer.eps", "1e-8", 1e-30, 1),
            Key.number("trainer.advantage.gamma", "0.97", 0, 1),
            Key.number("trainer.advantage.gae_lambda", "0.9", 0, 1),
            Key.number("trainer.losses.ppo_actor.ent_coef", "0.01", 0, 1e6),
            Key.number("trainer.losses.ppo_actor.clip_coef", "0.2", 0, 1),
            Key.number("trainer.losses.max_grad_norm", "0.5", 0, 1e6),
            Key.number("trainer.losses.ppo_critic.vf_coef", "0.5", 0, 1e6),
            Key.whole("policy_architecture.hidden_size", "32", 1, 4096),
            Key.whole("training_env.num_envs", "8", 1, 4096),
            Key.whole("training_env.num_agents", "6", 1, 24),
            Key.whole("checkpointer.epoch_interval", "20", 1, LARGEST));

    static TrainSettings of(Arguments arguments) {
        return new TrainSettings(
                arguments.text("run"),
                arguments.text("data_dir"),
                arguments.wholeLong(SEED),
                arguments.wholeLong("trainer.total_timesteps"),
                arguments.wholeLong("trainer.stop_after_timesteps"),
                arguments.whole("trainer.batch_size"),
                arguments.whole("trainer.minibatch_size"),
                arguments.whole("trainer.update_epochs"),
                arguments.number("trainer.optimizer.learning_rate"),
                arguments.number("trainer.optimizer.eps"),
                arguments.number("trainer.advantage.gamma"),
                arguments.number("trainer.advantage.gae_lambda"),
                arguments.number("trainer.losses.ppo_actor.ent_coef"),
                arguments.number("trainer.losses.ppo_actor.clip_coef"),
                arguments.number("trainer.losses.max_grad_norm"),
                arguments.number("trainer.losses.ppo_critic.vf_coef"),
                arguments.whole("policy_architecture.hidden_size"),
                arguments.whole("training_env.num_envs"),
                arguments.whole("training_env.num_agents"),
                arguments.whole("checkpointer.epoch_interval"));
    }

    /// The settings that these `key=value` words give, everything else by default.
    static TrainSettings of(String... words) {
        return of(Arguments.parse(List.of(words), KEYS));
    }

    /// Agents in all worlds together.
    int lanes() {
        return worlds * agents;
    }

    /// Steps of each agent in a batch: as many as fit, at least one.
    int stepsPerBatch() {
        return Math.max(1, batchSize / lanes());
    }

    /// Where this process ends, in agent steps.
    long limit() {
        return stopAfterTimesteps == 0 ? totalTimesteps : Math.min(totalTimesteps, stopAfterTimesteps);
    }

    PolicyShape shape() {
        return new PolicyShape(EgocentricView.FEATURES, hiddenSize, Move.COUNT);
    }
}
