package metta.sweep.recipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import metta.sweep.telemetry.Values;

/// Reads a growing file line by line from where it was left, in memory of one longest line.
///
/// A line ends with a line feed or, as progress bars have it, with a carriage return. A line longer than the limit is
/// passed over; one that is not finished waits.
final class LineFile extends GrowingFile {
    static final int LONGEST_LINE = 256 * 1024;

    private final LineParser parser;

    LineFile(Path path, Mark mark, LineParser parser, Batch batch) {
        super(path, mark, batch);
        this.parser = parser;
    }

    @Override
    void readNew(FileChannel channel, boolean over) throws IOException {
        byte[] bytes = new byte[LONGEST_LINE];
        var buffer = ByteBuffer.wrap(bytes);
        boolean again = true;
        while (again && !batch.full()) {
            buffer.clear();
            fill(channel, buffer, mark.offset());
            batch.read(buffer.position());
            boolean end = buffer.hasRemaining();
            long before = mark.offset();
            lines(bytes, buffer.position(), end && over);
            again = !end && mark.offset() > before;
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
            var line = Values.withoutColours(new String(bytes, start, end - start, StandardCharsets.UTF_8));
            boolean reported = batch.take(parser.parse(line, batch::complain), mark.lines());
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
