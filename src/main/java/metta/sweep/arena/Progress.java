package metta.sweep.arena;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// How far a training has come, and the sizes of what it trains: the front of its state.
record Progress(long step, int epoch, long seed, int hiddenSize, int worlds, int agents) {
    void write(DataOutput out) throws IOException {
        out.writeLong(step);
        out.writeInt(epoch);
        out.writeLong(seed);
        out.writeInt(hiddenSize);
        out.writeInt(worlds);
        out.writeInt(agents);
    }

    static Progress read(DataInput in) throws IOException {
        return new Progress(in.readLong(), in.readInt(), in.readLong(), in.readInt(), in.readInt(), in.readInt());
    }

    /// Throws if a training with these settings could not go on from here.
    void check(TrainSettings settings) throws IOException {
        same("policy_architecture.hidden_size", hiddenSize, settings.hiddenSize());
        same("training_env.num_envs", worlds, settings.worlds());
        same("training_env.num_agents", agents, settings.agents());
    }

    private static void same(String key, int written, int wanted) throws IOException {
        if (written != wanted) {
            throw new IOException("it was trained with %s=%d, not %d".formatted(key, written, wanted));
        }
    }
}
