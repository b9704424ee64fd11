package metta.sweep.store;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import metta.sweep.files.Folders;

/// Writes files so that a crash leaves the old content or the new, whole.
final class Durably {
    private Durably() {}

    /// Writes the file anew, and returns when its bytes have reached the disk.
    static void write(Path file, byte[] content) throws IOException {
        try (var out = new FileOutputStream(file.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
    }

    /// Writes what a file shall hold.
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// Replaces the file by way of a temporary one that no other process writes. Without `synced`, a power cut may
    /// leave it empty.
    static void replace(Path file, byte[] content, boolean synced) throws IOException {
        replace(file, out -> out.write(content), synced);
    }

    /// The same with content that is written bit by bit.
    static void replace(Path file, Content content, boolean synced) throws IOException {
        var temporary = file.resolveSibling(".%s.%d.tmp"
                .formatted(file.getFileName(), ProcessHandle.current().pid()));
        try {
            try (var stream = new FileOutputStream(temporary.toFile());
                    var out = new BufferedOutputStream(stream, 1 << 16)) {
                content.writeTo(out);
                out.flush();
                if (synced) {
                    stream.getFD().sync();
                }
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            if (synced) {
                Folders.sync(file.resolveSibling("."));
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// Creates the directory where it is absent, and all above it, so that they outlast a power cut.
    static void createDirectories(Path directory) throws IOException {
        var made = new ArrayDeque<Path>();
        for (var each = directory.toAbsolutePath(); each != null && Files.notExists(each); each = each.getParent()) {
            made.push(each);
        }
        Files.createDirectories(directory);
        for (var each : made) {
            Folders.sync(each.resolveSibling("."));
        }
    }
}
