package metta.sweep.store;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import metta.sweep.MetricPoint;
import metta.sweep.StoreException;
import metta.sweep.files.Folders;
import metta.sweep.json.Json;

/// One job's metric points, a line each. The change log says up to which byte they count: what an unfinished report
/// left behind that byte is overwritten by the next one.
final class PointFile {
    private final Path path;

    PointFile(Path path) {
        this.path = path;
    }

    /// Adds points behind the first `end` bytes, and returns the new end when they have reached the disk.
    long append(long end, List<MetricPoint> points) throws IOException {
        if (points.isEmpty()) {
            return end;
        }
        var text = new StringBuilder();
        points.forEach(point -> text.append(Json.write(point)).append('\n'));
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try (var file = new RandomAccessFile(path.toFile(), "rw")) {
            requireLength(file, end);
            file.setLength(end);
            file.seek(end);
            file.write(bytes);
            file.getFD().sync();
        }
        if (end == 0) {
            Folders.sync(path.resolveSibling("."));
        }
        return end + bytes.length;
    }

    /// Hands over the points in the first `end` bytes.
    void read(long end, Consumer<MetricPoint> taker) throws IOException {
        if (end == 0) {
            return;
        }
        try (var stream = new FileInputStream(path.toFile());
                var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            long left = end;
            while (left > 0) {
                var line = reader.readLine();
                if (line == null) {
                    throw damaged(end);
                }
                left -= line.getBytes(StandardCharsets.UTF_8).length + 1;
                taker.accept(Json.read(line, MetricPoint.class));
            }
        }
    }

    private void requireLength(RandomAccessFile file, long end) throws IOException {
        if (file.length() < end) {
            throw damaged(end);
        }
    }

    private StoreException damaged(long end) {
        return new StoreException(
                StoreException.Kind.BROKEN,
                "%s lacks points: %d bytes of it count; restore it from a copy".formatted(path, end));
    }
}
