package metta.sweep.recipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// By what a file is recognized later: whether it is as it was, has grown, or was written anew.
///
/// @param size bytes
/// @param modified nanoseconds since 1970
/// @param tail checksum of the last bytes before `size`
record Trace(long size, long modified, long tail) {
    private static final int TAIL = 4096;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,18}) (-?\\d{1,19}) (\\d{1,10})");

    /// The trace of a regular file as it is now.
    static Trace of(Path file) throws IOException {
        long modified = Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
        long size = Files.size(file);
        return new Trace(size, modified, tail(file, size));
    }

    /// Reads what `toString` of a trace wrote.
    ///
    /// @throws IOException if no `toString` of a trace wrote it
    static Trace parse(String text) throws IOException {
        var found = TEXT.matcher(text);
        if (!found.matches()) {
            throw new IOException("'%s' is no trace of a file".formatted(text));
        }
        return new Trace(
                Long.parseLong(found.group(1)), Long.parseLong(found.group(2)), Long.parseLong(found.group(3)));
    }

    /// Where in the file begins what was written since: after what was there, or at its start if that was replaced.
    long newFrom(Path file) throws IOException {
        long now = Files.size(file);
        boolean grown = now > size && tail(file, size) == tail;
        return grown || isOf(file) ? size : 0;
    }

    /// Whether the file is as it was.
    boolean isOf(Path file) throws IOException {
        return of(file).equals(this);
    }

    private static long tail(Path file, long end) throws IOException {
        var buffer = ByteBuffer.allocate((int) Math.min(TAIL, end));
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long start = end - buffer.capacity();
            while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) > 0) {}
        }
        var checksum = new CRC32C();
        checksum.update(buffer.flip());
        return checksum.getValue();
    }

    @Override
    public String toString() {
        return "%d %d %d".formatted(size, modified, tail);
    }
}
