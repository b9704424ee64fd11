package metta.sweep.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes files at once: nobody ever sees half of one, and none but the user sees them at all.
public final class WholeFile {
    private WholeFile() {}

    /// Puts it in the place of what is there, if anything is. After a power failure it may be empty.
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8), false);
    }

    /// The same, on the disk when this returns.
    public static void writeToDisk(Path file, byte[] bytes) throws IOException {
        write(file, bytes, true);
    }

    private static void write(Path file, byte[] bytes, boolean toDisk) throws IOException {
        var folder = file.resolveSibling(".").toAbsolutePath().normalize();
        var unfinished = Files.createTempFile(folder, file.getFileName() + ".", ".tmp");
        try {
            try (var out = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
                    out.write(left);
                }
                if (toDisk) {
                    out.force(true);
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            if (toDisk) {
                Folders.sync(folder);
            }
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
