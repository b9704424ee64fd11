package metta.sweep.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file that is open for reading and, where that is allowed, for writing: to look at what there is must be possible
/// where nothing can be changed.
///
/// @param unwritable why it cannot be written
record OpenedFile(RandomAccessFile file, Optional<IOException> unwritable) implements AutoCloseable {
    static OpenedFile open(Path path) throws IOException {
        try {
            return new OpenedFile(new RandomAccessFile(path.toFile(), "rw"), Optional.empty());
        } catch (FileNotFoundException e) { // Also where it is there, and may not be written.
            if (Files.notExists(path)) {
                throw e;
            }
            return new OpenedFile(new RandomAccessFile(path.toFile(), "r"), Optional.of(e));
        }
    }

    /// The same; empty where there is no such file, and none can be made.
    static Optional<OpenedFile> openIfPossible(Path path) throws IOException {
        var directory = path.toAbsolutePath().getParent();
        boolean none = Files.notExists(path) && directory != null && Files.exists(directory);
        return none && !Files.isWritable(directory) ? Optional.empty() : Optional.of(open(path));
    }

    /// @throws IOException if it can only be read
    void requireWritable() throws IOException {
        if (unwritable.isPresent()) {
            throw unwritable.get();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
