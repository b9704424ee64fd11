package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import metta.sweep.SweepException;
import metta.sweep.files.FileTree;
import metta.sweep.telemetry.Reasons;

/// Where a probe of a sweep lies: hidden in the folder of sweeps, on the disk that the sweep itself will
/// use, with a store of its own, so that nothing else sees it.
///
/// @param path no sweep has such a name
/// @param made whether the folder around it was made for it
record ProbeFolder(Path path, boolean made) {
    private static final String NAME = ".probe-";

    static ProbeFolder of(Folder sweeps, String sweepId) {
        return new ProbeFolder(sweeps.path().resolve(NAME + sweepId), !Files.exists(sweeps.path()));
    }

    Folder folder() {
        return new Folder(path);
    }

    /// Keeps other probes of the sweep away, and removes what one left that was killed while it removed its
    /// folder.
    ///
    /// @throws HeldException if one is under way
    ControllerLock lock(String sweepId) {
        var lock = ControllerLock.tryTake(path)
                .orElseThrow(() -> new HeldException(
                        "a probe of %s is under way in %s; wait for it, or end it where it was started with Ctrl-C"
                                .formatted(sweepId, path)));
        delete(removed());
        return lock;
    }

    /// Begins with an empty folder.
    void empty() {
        remove();
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Removes it: from one moment to the next, as far as anybody can tell who is killed meanwhile.
    void remove() {
        try {
            Files.move(path, removed(), StandardCopyOption.ATOMIC_MOVE);
            delete(removed());
            if (made) {
                Files.deleteIfExists(path.resolveSibling(""));
            }
        } catch (DirectoryNotEmptyException _) {
            // Somebody has begun a sweep here meanwhile.
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Path removed() {
        return path.resolveSibling(path.getFileName() + ".removed");
    }

    private void delete(Path tree) {
        try {
            FileTree.delete(tree);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private SweepException failed(IOException e) {
        return new SweepException(
                SweepException.Exit.IO,
                "the folder of a probe, %s, cannot be removed: %s; remove it by hand".formatted(path, Reasons.of(e)),
                e);
    }
}
