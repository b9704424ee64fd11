package metta.sweep.recipe;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Event files in bytes, as TensorBoard has them.
final class EventBytes {
    private EventBytes() {}

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    /// A whole record of one scalar in the old form.
    static byte[] scalar(String tag, long step, float value) {
        return record(event(tag, step, value));
    }

    /// The event alone.
    static byte[] event(String tag, long step, float value) {
        var inner = message(out -> {
            out.writeString(1, tag);
            out.writeFloat(2, value);
        });
        var summary = message(out -> out.writeByteArray(1, inner));
        return message(out -> {
            out.writeDouble(1, 1.7e9);
            out.writeInt64(2, step);
            out.writeByteArray(5, summary);
        });
    }

    private static byte[] message(Fields fields) {
        var bytes = new ByteArrayOutputStream();
        try {
            var out = CodedOutputStream.newInstance(bytes);
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /// A whole record of any bytes.
    static byte[] record(byte[] body) {
        var record = ByteBuffer.allocate(body.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        record.put(head(body.length));
        record.put(body);
        record.putInt(checksum(body, 0, body.length));
        return record.array();
    }

    /// What stands before the bytes of a record.
    static byte[] head(long length) {
        var head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        return head.putInt(checksum(head.array(), 0, 8)).array();
    }

    private static int checksum(byte[] bytes, int from, int length) {
        var checksum = new CRC32C();
        checksum.update(bytes, from, length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
    }
}
