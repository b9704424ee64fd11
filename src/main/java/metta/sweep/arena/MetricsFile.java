package metta.sweep.arena;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/// A file of JSON lines that grows: a line is written in one go and is there for readers at once.
record MetricsFile(Path path) {
    MetricsFile {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for " + path, e);
        }
    }

    void append(Map<String, ?> fields) {
        ByteBuffer line = StandardCharsets.UTF_8.encode(JsonLine.of(fields) + "\n");
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (line.hasRemaining()) {
                file.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }
}
