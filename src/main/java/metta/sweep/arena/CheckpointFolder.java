package metta.sweep.arena;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder of checkpoints named `v<epoch>`, of which the newest few are kept.
record CheckpointFolder(Path path) {
    private static final int KEPT = 3;
    private static final Pattern NAME = Pattern.compile("v(\\d{1,9})");

    Path file(int epoch) {
        return path.resolve("v" + epoch);
    }

    void save(Checkpoint checkpoint, int epoch) {
        try {
            Files.createDirectories(path);
            checkpoint.writeTo(file(epoch));
            for (Path old : newestFirst().stream().skip(KEPT).toList()) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write checkpoint " + file(epoch), e);
        }
    }

    /// The checkpoints, by epoch from the highest down; none if there is no folder.
    List<Path> newestFirst() {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> NAME.matcher(name(file)).matches())
                    .sorted(Comparator.comparingInt(CheckpointFolder::epoch).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    Optional<Path> newest() {
        return newestFirst().stream().findFirst();
    }

    /// Renames the checkpoints from `epoch` on: another history begins there, and they must not pass for its newest.
    void supersedeFrom(int epoch) {
        for (Path file : newestFirst()) {
            if (epoch(file) >= epoch) {
                try {
                    Files.move(
                            file, file.resolveSibling(name(file) + ".superseded"), StandardCopyOption.REPLACE_EXISTING);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot rename " + file, e);
                }
            }
        }
    }

    /// The file that a person means by a path or `file://` address of a checkpoint, of a folder of checkpoints, or of a
    /// run's folder with such a folder in it.
    static Path locate(String uri) {
        Path named = Path.of(uri.startsWith("file://") ? uri.substring("file://".length()) : uri);
        if (!Files.isDirectory(named)) {
            return named;
        }
        return new CheckpointFolder(named)
                .newest()
                .or(() -> new CheckpointFolder(named.resolve("checkpoints")).newest())
                .orElseThrow(() -> new ArenaException("there is no checkpoint in " + named));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static int epoch(Path file) {
        return Integer.parseInt(name(file).substring(1));
    }
}
