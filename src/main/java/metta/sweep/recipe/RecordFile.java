package metta.sweep.recipe;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Reads a growing event file record by record from where it was left, in memory of one longest record.
///
/// A record is its length, the checksum of that, its bytes, the checksum of those: TensorFlow's TFRecord,
/// `tensorflow/core/lib/io/record_writer.h`. One that is not whole yet waits. One with a wrong checksum is
/// never passed, because where the next one would begin is not certain. One longer than the limit is passed
/// over.
final class RecordFile extends GrowingFile {
    static final int LONGEST = 16 << 20;
    private static final int HEAD = Long.BYTES + Integer.BYTES;
    private static final int AROUND = HEAD + Integer.BYTES;
    private static final int MASK = 0xa282ead8;

    private final EventFile file;

    /// What is found where a record should be.
    private enum Found {
        WHOLE,
        TORN,
        BROKEN
    }

    RecordFile(EventFile file, Mark mark, Batch batch) {
        super(file.path(), mark, batch);
        this.file = file;
    }

    @Override
    void readNew(FileChannel channel, boolean over) throws IOException {
        long size = channel.size();
        var found = Found.WHOLE;
        while (found == Found.WHOLE && size > mark.offset() && !batch.full()) {
            found = record(channel, size - mark.offset());
        }
        if (found == Found.BROKEN) {
            batch.complain(
                    "broken " + path,
                    "%s is broken at byte %d: a checksum is wrong; nothing is read from there on"
                            .formatted(path, mark.offset()));
        } else if (found == Found.TORN && over) {
            batch.complain("end " + path, "%s ends in the midst of a record, which is not read".formatted(path));
        }
    }

    /// Reads one record, and moves the mark behind it if it is whole.
    ///
    /// @param there how many bytes there are from the mark on
    private Found record(FileChannel channel, long there) throws IOException {
        var head = bytes(channel, mark.offset(), HEAD);
        if (head.isEmpty()) {
            return Found.TORN;
        }
        if (wrong(head.get())) {
            return Found.BROKEN;
        }
        long length = head.get().getLong(0);
        if (length < 0 || length > there - AROUND) {
            return Found.TORN;
        }
        if (length > LONGEST) {
            batch.complain(
                    "record too long",
                    "%s has a record of more than %d bytes; it is passed over".formatted(path, LONGEST));
        } else {
            var body = bytes(channel, mark.offset() + HEAD, (int) length + Integer.BYTES);
            if (body.isEmpty()) {
                return Found.TORN;
            }
            batch.read(AROUND + (int) length);
            if (wrong(body.get())) {
                return Found.BROKEN;
            }
            take(body.get().slice(0, (int) length));
        }
        mark = mark.to(mark.offset() + AROUND + length);
        return Found.WHOLE;
    }

    private static Optional<ByteBuffer> bytes(FileChannel channel, long position, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, buffer, position);
        return buffer.hasRemaining() ? Optional.empty() : Optional.of(buffer.flip());
    }

    /// Whether the checksum at the end of the bytes is another than that of those before it. It is masked, as
    /// checksums are that are stored beside what they are of.
    private static boolean wrong(ByteBuffer bytes) {
        int end = bytes.limit() - Integer.BYTES;
        var checksum = new CRC32C();
        checksum.update(bytes.slice(0, end));
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK != bytes.getInt(end);
    }

    private void take(ByteBuffer record) throws IOException {
        try {
            boolean reported = batch.take(List.of(ScalarEvent.read(record, file.run(), batch::keeps)), mark.lines());
            mark = reported ? mark.reported() : mark;
        } catch (InvalidProtocolBufferException e) {
            batch.complain(
                    "no event",
                    "%s holds a record that is no event, and is passed over: %s".formatted(path, e.getMessage()));
        }
    }
}
