package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import metta.sweep.SweepException;
import metta.sweep.telemetry.Reasons;
import org.jspecify.annotations.Nullable;

/// Where a probe of a sweep lies: hidden in the folder of sweeps, on the disk that the sweep itself will use, with a
/// store of its own, so that nothing else sees it.
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

    /// Keeps other probes of the sweep away, and removes what one left that was killed while it removed its folder.
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
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
                    if (why instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw why;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
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
