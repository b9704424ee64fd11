package metta.sweep.store;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import metta.sweep.StoreException;
import metta.sweep.StoreException.Kind;
import metta.sweep.json.Json;

/// A file of [ChangeLine]s that only ever grows. Whoever reads or appends holds the sweep's lock.
///
/// An append that was cut short by a crash leaves a torn last line. Nobody was told that it succeeded, so readers leave
/// it out, and the next append puts it aside. A bad line before the last is damage, and never passed over.
final class ChangeLog implements AutoCloseable {
    private static final int CHUNK = 1 << 16;
    private static final int PRINTED = 1 << 12;
    private final Path path;
    private final OpenedFile opened;
    private final RandomAccessFile file;
    private long end;
    private long lines;
    private boolean synced = true;
    /// As it was read, without its newline; empty before one was read.
    private byte[] lastLine = new byte[0];

    /// A place in a log, behind a whole line.
    ///
    /// @param print of the bytes at the log's beginning and before the place: another log has others
    record Mark(long end, long lines, long print) {}

    ChangeLog(Path path) throws IOException {
        this.path = path;
        this.opened = OpenedFile.open(path);
        this.file = opened.file();
    }

    /// The first line of the log at `path`, without its newline, where there is one and it is whole.
    static Optional<byte[]> firstLine(Path path) throws IOException {
        return beginning(path).filter(ChangeLine::whole);
    }

    /// The same, whether or not it is damaged.
    static Optional<byte[]> beginning(Path path) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (var in = new BufferedInputStream(new FileInputStream(path.toFile()))) {
            var line = new ByteArrayOutputStream();
            int next = in.read();
            while (next >= 0 && next != '\n') {
                line.write(next);
                next = in.read();
            }
            return next == '\n' ? Optional.of(line.toByteArray()) : Optional.empty();
        }
    }

    /// The place behind the last line that was read or appended.
    Mark mark() throws IOException {
        return new Mark(end, lines, print(end));
    }

    long end() {
        return end;
    }

    /// With what may be torn at its end.
    long length() throws IOException {
        return file.length();
    }

    /// Whether this is the log that others find at its path too.
    boolean current() {
        return opened.at(path);
    }

    boolean writable() {
        return opened.unwritable().isEmpty();
    }

    /// Whether this is the log that the mark was set in, with nothing before the mark cut away or replaced.
    boolean has(Mark mark) throws IOException {
        return mark.end() <= file.length() && mark.print() == print(mark.end());
    }

    /// Whether the line that was read last is there still: an append that failed takes its line back.
    boolean hasLastLine() throws IOException {
        if (lastLine.length == 0) {
            return end <= file.length();
        }
        var bytes = new byte[lastLine.length + 1];
        if (end > file.length()) {
            return false;
        }
        file.seek(end - bytes.length);
        file.readFully(bytes);
        return bytes[lastLine.length] == '\n' && Arrays.equals(bytes, 0, lastLine.length, lastLine, 0, lastLine.length);
    }

    /// Passes over all lines before the mark.
    void goTo(Mark mark) {
        lastLine = new byte[0];
        end = mark.end();
        lines = mark.lines();
    }

    /// Starts over with the first line.
    void rewind() {
        goTo(new Mark(0, 0, 0));
    }

    private long print(long before) throws IOException {
        int size = (int) Math.min(before, PRINTED);
        return (crc(0, size) << 32) | crc(before - size, size);
    }

    private long crc(long from, int size) throws IOException {
        var bytes = new byte[size];
        file.seek(from);
        file.readFully(bytes);
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /// Hands the lines that were added since the last call, or by [#append], to `reader`.
    void catchUp(Consumer<ChangeLine> reader) throws IOException {
        long length = file.length();
        if (length < end) {
            throw new StoreException(
                    Kind.BROKEN,
                    "%s became shorter while it was in use (%d bytes, had %d)".formatted(path, length, end));
        }
        var buffer = new byte[CHUNK];
        int held = 0;
        while (end + held < length) {
            if (held == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * held);
            }
            file.seek(end + held);
            int read = file.read(buffer, held, (int) Math.min(buffer.length - held, length - end - held));
            if (read < 0) {
                return;
            }
            int used = take(buffer, held, held + read, length, reader);
            held = held + read - used;
            System.arraycopy(buffer, used, buffer, 0, held);
        }
    }

    /// Takes all whole lines of `buffer`, which starts at `end`, and returns how many bytes they have. The first
    /// `seen` bytes hold no newline.
    private int take(byte[] buffer, int seen, int size, long length, Consumer<ChangeLine> reader) {
        int start = 0;
        for (int i = seen; i < size; i++) {
            if (buffer[i] == '\n') {
                var bare = Arrays.copyOfRange(buffer, start, i);
                var line = read(bare);
                int bytes = i + 1 - start;
                if (line.isEmpty() && end + bytes == length) {
                    return start;
                }
                reader.accept(line.orElseThrow(this::damaged));
                lastLine = bare;
                synced = false;
                lines++;
                end += bytes;
                start = i + 1;
            }
        }
        return start;
    }

    /// A whole line that means nothing to this program is as bad as damage.
    private Optional<ChangeLine> read(byte[] line) {
        try {
            return ChangeLine.read(line);
        } catch (Json.InvalidJsonException e) {
            throw new StoreException(
                    Kind.BROKEN,
                    "%s has in line %d what this program does not know (%s); was it written by a newer Metta Sweep?"
                            .formatted(path, lines + 1, e.getMessage()),
                    e);
        }
    }

    /// Adds a line, and returns when it has reached the disk. If it cannot, the file is as it was.
    void append(ChangeLine line) throws IOException {
        opened.requireWritable();
        cutTornTail();
        var bytes = line.bytes();
        boolean done = false;
        try {
            file.seek(end);
            file.write(bytes);
            file.getFD().sync();
            done = true;
        } finally {
            if (!done) {
                file.setLength(end);
            }
        }
        synced = true;
        lastLine = new byte[0];
        lines++;
        end += bytes.length;
    }

    /// Writes all lines up to here to `out`.
    void copy(OutputStream out) throws IOException {
        var buffer = new byte[CHUNK];
        file.seek(0);
        for (long left = end; left > 0; ) {
            int read = file.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw damaged();
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    /// Makes sure that lines which another process may have died over before it synced them stay.
    void sync() throws IOException {
        if (!synced) {
            file.getFD().sync();
            synced = true;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void cutTornTail() throws IOException {
        long length = file.length();
        if (length == end) {
            return;
        }
        var tail = new byte[Math.toIntExact(length - end)];
        file.seek(end);
        file.readFully(tail);
        var aside = aside();
        Durably.write(aside, tail);
        file.setLength(end);
        file.getFD().sync();
        System.getLogger(ChangeLog.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        "{0}: the last line was torn by a crash; nobody was told that it is recorded; kept in {1}",
                        path,
                        aside);
    }

    private Path aside() {
        int n = 1;
        while (Files.exists(path.resolveSibling(path.getFileName() + ".torn-" + n))) {
            n++;
        }
        return path.resolveSibling(path.getFileName() + ".torn-" + n);
    }

    private StoreException damaged() {
        return new StoreException(
                Kind.BROKEN,
                "%s is damaged in line %d (byte %d); restore it from a copy".formatted(path, lines + 1, end));
    }
}
