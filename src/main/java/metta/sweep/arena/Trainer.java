package metta.sweep.arena;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// A training between two epochs: all its state, and the way to the next epoch. Equal state and settings give equal
/// futures.
final class Trainer {
    final Policy policy;
    final RecentEpisodes recent = new RecentEpisodes();
    private final TrainSettings settings;
    private final Adam adam;
    private final Ppo ppo;
    private final SplitMix random;
    private final ArenaWorld[] worlds;
    private final Rollout rollout;
    private long step;
    private int epoch;

    Trainer(TrainSettings settings) {
        this.settings = settings;
        policy = Policy.random(settings.shape(), SplitMix.of(settings.seed(), Streams.WEIGHTS));
        adam = new Adam(settings.shape().size(), settings.learningRate(), settings.epsilon(), settings.maxGradNorm());
        ppo = new Ppo(settings, policy, adam);
        random = SplitMix.of(settings.seed(), Streams.TRAINING);
        worlds = new ArenaWorld[settings.worlds()];
        for (int i = 0; i < worlds.length; i++) {
            worlds[i] = new ArenaWorld(SplitMix.of(settings.seed(), Streams.TRAINING_WORLDS + i), settings.agents());
        }
        rollout = new Rollout(settings.stepsPerBatch(), settings.lanes());
    }

    /// Agent steps so far.
    long step() {
        return step;
    }

    int epoch() {
        return epoch;
    }

    boolean done() {
        return step >= settings.limit();
    }

    /// Plays one batch and learns from it. Throws [ArenaException] when the numbers are no longer finite.
    Losses advance() {
        for (int t = 0; t < rollout.steps; t++) {
            play(t);
        }
        lookAhead();
        rollout.estimateAdvantages(settings.gamma(), settings.lambda());
        rollout.normalizeAdvantages();
        Losses losses = ppo.update(rollout, random);
        step += rollout.samples;
        epoch++;
        if (!losses.finite() || !policy.finite()) {
            throw new ArenaException("diverged: weights or losses are not finite after epoch %d".formatted(epoch));
        }
        return losses;
    }

    private void play(int t) {
        for (int w = 0; w < worlds.length; w++) {
            int first = t * rollout.lanes + w * settings.agents();
            for (int agent = 0; agent < settings.agents(); agent++) {
                decide(worlds[w], agent, first + agent);
            }
            boolean over = worlds[w].step(rollout.actions, rollout.reward, first);
            for (int agent = 0; agent < settings.agents(); agent++) {
                rollout.last[first + agent] = over;
            }
            if (over) {
                recent.add(worlds[w].episode());
                worlds[w].reset();
            }
        }
    }

    private void decide(ArenaWorld world, int agent, int sample) {
        int at = Rollout.at(sample);
        int count = EgocentricView.look(world, agent, rollout.features, at);
        policy.forward(rollout.features, at, count);
        int action = policy.sample(random);
        rollout.counts[sample] = count;
        rollout.actions[sample] = action;
        rollout.logProbability[sample] = policy.logProbability[action];
        rollout.value[sample] = policy.value;
    }

    private void lookAhead() {
        short[] features = new short[EgocentricView.MOST];
        for (int lane = 0; lane < rollout.lanes; lane++) {
            ArenaWorld world = worlds[lane / settings.agents()];
            policy.forward(features, 0, EgocentricView.look(world, lane % settings.agents(), features, 0));
            rollout.following[lane] = policy.value;
        }
    }

    /// Everything that the future depends on, the settings aside.
    void write(DataOutput out) throws IOException {
        new Progress(step, epoch, settings.seed(), settings.hiddenSize(), settings.worlds(), settings.agents())
                .write(out);
        Floats.write(out, policy.parameters);
        adam.write(out);
        out.writeLong(random.state());
        recent.write(out);
        for (ArenaWorld world : worlds) {
            world.write(out);
        }
    }

    /// Goes on from what another trainer wrote. The network and the worlds must have the same sizes; under another
    /// seed, the dice from here on are that seed's.
    void read(DataInput in) throws IOException {
        Progress progress = Progress.read(in);
        progress.check(settings);
        step = progress.step();
        epoch = progress.epoch();
        Floats.read(in, policy.parameters);
        adam.read(in);
        random.restore(in.readLong());
        recent.read(in);
        for (ArenaWorld world : worlds) {
            world.read(in);
        }
        if (progress.seed() != settings.seed()) {
            random.restore(SplitMix.of(settings.seed(), Streams.RESUMED + step).state());
        }
    }
}
