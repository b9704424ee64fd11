package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether something is there. Where that cannot be told, that is said, and not taken for a no: a folder may be
/// closed for a while, and a server may not answer.
final class Presence {
    private Presence() {}

    /// What is there; nothing if nothing is.
    ///
    /// @throws IOException if that cannot be told
    static Optional<BasicFileAttributes> of(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (belowFile(path)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static boolean ofFile(Path path) throws IOException {
        return of(path).filter(BasicFileAttributes::isRegularFile).isPresent();
    }

    private static boolean belowFile(Path path) {
        return Stream.iterate(path.getParent(), above -> above != null, Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .filter(above -> !Files.isDirectory(above))
                .isPresent();
    }
}
