package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that is written once: it appears whole or not at all, and what is there already stays.
final class OnceFile {
    private OnceFile() {}

    static void write(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        var directory = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(directory, file.getFileName() + ".", ".tmp");
        try {
            Files.writeString(unfinished, text);
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException _) {
            // Another submission of the same job was faster; it says the same, or said it before the program started.
        } finally {
            Files.delete(unfinished);
        }
    }
}
