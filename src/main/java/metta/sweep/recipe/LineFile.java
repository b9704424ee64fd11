package metta.sweep.recipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import metta.sweep.SweepException;
import metta.sweep.telemetry.Reasons;

/// Reads a growing file line by line from where it was left, in memory of one longest line.
///
/// A line ends with a line feed or, as progress bars have it, with a carriage return. A line longer than the limit is
/// passed over; one that is not finished waits.
final class LineFile {
    static final int LONGEST_LINE = 256 * 1024;

    private final Path path;
    private final Batch batch;
    private final LineParser parser;
    private Mark mark;

    LineFile(Path path, Mark mark, LineParser parser, Batch batch) {
        this.path = path;
        this.mark = mark;
        this.parser = parser;
        this.batch = batch;
    }

    /// Reads until nothing is there or the batch is full.
    ///
    /// @param over whether an unfinished last line is final
    /// @return where the next reading goes on
    Mark read(boolean over) {
        try {
            var there = Presence.of(path);
            if (there.isEmpty()) {
                return mark;
            }
            if (!there.get().isRegularFile()) {
                batch.complain("is not a file", path + " is not a file; nothing is read from it");
                return mark;
            }
            long size = there.get().size();
            if (size < mark.offset()) {
                batch.complain("is shorter", path + " became shorter; it is read from its beginning");
                mark = mark.to(0).skipping(false);
            }
            if (size > mark.offset()) {
                readNew(over);
            }
            return mark;
        } catch (NoSuchFileException _) {
            return mark;
        } catch (IOException e) {
            throw new SweepException(
                    SweepException.Exit.IO, "cannot read the metrics in %s: %s".formatted(path, Reasons.of(e)), e);
        }
    }

    private void readNew(boolean over) throws IOException {
        byte[] bytes = new byte[LONGEST_LINE];
        var buffer = ByteBuffer.wrap(bytes);
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            boolean again = true;
            while (again && !batch.full()) {
                buffer.clear();
                fill(channel, buffer);
                batch.read(buffer.position());
                boolean end = buffer.hasRemaining();
                long before = mark.offset();
                lines(bytes, buffer.position(), end && over);
                again = !end && mark.offset() > before;
            }
            batch.more(batch.full() && channel.size() > mark.offset());
        }
    }

    private void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, mark.offset() + buffer.position()) <= 0) {
                return;
            }
        }
    }

    /// Takes the lines that end within the bytes, as far as the batch has room.
    private void lines(byte[] bytes, int length, boolean lastIsFinal) {
        int start = 0;
        for (int i = 0; i < length && !batch.full(); i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                line(bytes, start, i);
                start = i + 1;
            }
        }
        boolean rest = start < length && !batch.full();
        if (rest && lastIsFinal) {
            line(bytes, start, length);
            start = length;
        } else if (rest && (mark.skipping() || (start == 0 && length == bytes.length))) {
            tooLong();
            start = length;
        }
        mark = mark.to(mark.offset() + start);
    }

    private void line(byte[] bytes, int start, int end) {
        if (mark.skipping()) {
            mark = mark.skipping(false);
        } else if (end > start) {
            boolean reported = batch.take(
                    parser.parse(new String(bytes, start, end - start, StandardCharsets.UTF_8), batch::complain),
                    mark.lines());
            mark = reported ? mark.reported() : mark;
        }
    }

    private void tooLong() {
        if (!mark.skipping()) {
            batch.complain(
                    "line too long",
                    "%s has a line of more than %d bytes; it is passed over".formatted(path, LONGEST_LINE));
        }
        mark = mark.skipping(true);
    }
}
