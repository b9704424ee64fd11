package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Ordered;
import metta.sweep.checkpoint.CheckpointFolder;

/// Where a run's checkpoints lie, and how a training is told to go on from one.
///
/// @param path their folder, from the recipe's; may hold those macros that are the same for all jobs of a run
/// @param pattern of their names, as a glob such as `v*.npz`; without it everything in the folder is one
/// @param resumeArgs arguments of a training that goes on from one; may hold `${checkpoint}`
/// @param keep how many of the newest are left once a training has ended; without it all
public record Checkpoints(
        String path, Optional<String> pattern, Map<String, Object> resumeArgs, Optional<Integer> keep) {
    /// A program that is told the folder by `METTA_CHECKPOINT_DIR`, and the checkpoint by `METTA_RESUME_FROM`.
    static final Checkpoints USUAL = new Checkpoints("${checkpoint_dir}", Optional.empty(), Map.of(), Optional.empty());

    public Checkpoints {
        resumeArgs = Ordered.copy(resumeArgs);
    }

    CheckpointFolder folder(Path home, Macros macros) {
        return new CheckpointFolder(home.resolve(macros.fill(path)).normalize(), pattern);
    }
}
