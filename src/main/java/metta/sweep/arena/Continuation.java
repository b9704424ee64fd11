package metta.sweep.arena;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where a training goes on from: the newest sound checkpoint of its own, another's that it was told to begin with, or
/// the start.
///
/// A checkpoint remembers the origin its training was told. So a process that is merely started again goes on with
/// its own work, while one that is told a new origin begins there, and what it had of its own from that epoch on is
/// set aside.
record Continuation(CheckpointFolder own, String origin, PrintStream out) {
    void restore(Trainer trainer) {
        List<Path> files = own.newestFirst();
        Optional<Path> sound = files.stream().filter(this::isSound).findFirst();
        if (sound.isPresent() && (origin.isEmpty() || sameOrigin(sound.get()))) {
            goOn(trainer, sound.get());
        } else if (!origin.isEmpty()) {
            Path file = CheckpointFolder.locate(origin);
            goOn(trainer, file);
            own.supersedeFrom(trainer.epoch());
        } else if (!files.isEmpty()) {
            throw new ArenaException("no checkpoint in %s can be read".formatted(own.path()));
        }
    }

    private void goOn(Trainer trainer, Path file) {
        Checkpoint.readFrom(file).restore(trainer);
        out.println("going on from %s at step %d".formatted(file, trainer.step()));
    }

    private boolean sameOrigin(Path file) {
        return Checkpoint.readFrom(file).origin().equals(origin);
    }

    private boolean isSound(Path file) {
        try {
            Checkpoint.readFrom(file);
            return true;
        } catch (ArenaException e) {
            out.println("passing over " + e.getMessage());
            return false;
        }
    }
}
