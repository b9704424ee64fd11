package metta.sweep.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import metta.sweep.json.Json;

/// One line of a change log: a transaction, with a checksum over all that follows the checksum.
///
/// @param revision the sweep's revision after the transaction
/// @param epoch the lease's epoch in which it was recorded
record ChangeLine(long revision, long epoch, Entry entry) {
    private static final String HEAD = "{\"crc\":\"%08x\",";
    private static final int HEAD_BYTES = 18;

    /// The line's bytes, with the newline that ends it.
    byte[] bytes() {
        var body = (Json.write(this).substring(1) + "\n").getBytes(StandardCharsets.UTF_8);
        var head = HEAD.formatted(checksum(body, 0, body.length - 1)).getBytes(StandardCharsets.UTF_8);
        var line = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, line, head.length, body.length);
        return line;
    }

    /// Reads a line without its newline; empty where the checksum says that it is not what was written.
    static Optional<ChangeLine> read(byte[] line) {
        return whole(line) ? Optional.of(LogLines.read(new String(line, StandardCharsets.UTF_8))) : Optional.empty();
    }

    /// The place that a whole line, written by whatever version, gives to the sweep it creates; 0 where it gives none.
    static long place(byte[] line) {
        var tree = Json.readTree(new String(line, StandardCharsets.UTF_8));
        return tree.get("entry") instanceof Map<?, ?> entry && entry.get("place") instanceof Number place
                ? place.longValue()
                : 0;
    }

    /// Whether a line without its newline is what was written.
    static boolean whole(byte[] line) {
        if (line.length <= HEAD_BYTES) {
            return false;
        }
        var head = HEAD.formatted(checksum(line, HEAD_BYTES, line.length)).getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(head, 0, HEAD_BYTES, line, 0, HEAD_BYTES);
    }

    private static long checksum(byte[] bytes, int from, int to) {
        var crc = new CRC32();
        crc.update(bytes, from, to - from);
        return crc.getValue();
    }
}
