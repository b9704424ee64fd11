package metta.sweep.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/// A file that is open for reading and, where that is allowed, for writing: to look at what there is must be possible
/// where nothing can be changed.
///
/// @param unwritable why it cannot be written
/// @param key tells it from any other file that its path may lead to later
record OpenedFile(RandomAccessFile file, Optional<IOException> unwritable, Optional<Object> key)
        implements AutoCloseable {
    static OpenedFile open(Path path) throws IOException {
        try {
            return new OpenedFile(new RandomAccessFile(path.toFile(), "rw"), Optional.empty(), key(path));
        } catch (FileNotFoundException e) { // Also where it is there, and may not be written.
            if (Files.notExists(path)) {
                throw e;
            }
            return new OpenedFile(new RandomAccessFile(path.toFile(), "r"), Optional.of(e), key(path));
        }
    }

    /// The same; empty where there is no such file, and none can be made.
    static Optional<OpenedFile> openIfPossible(Path path) throws IOException {
        var directory = path.toAbsolutePath().getParent();
        boolean none = Files.notExists(path) && directory != null && Files.exists(directory);
        return none && !Files.isWritable(directory) ? Optional.empty() : Optional.of(open(path));
    }

    /// Empty where there is no file, or its file system does not tell.
    private static Optional<Object> key(Path path) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Whether the path leads to this file still: it may have been deleted, or another put in its place.
    boolean at(Path path) {
        return key.equals(key(path));
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
