package metta.sweep.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The lines of a stream, read one after the other in the memory of the longest that is taken.
final class MessageLines {
    /// Fifty thousand parameters have room in it.
    static final int LONGEST = 8 * 1024 * 1024;

    private final InputStream in;

    /// A line, or what stands in its place.
    sealed interface Line {
        record Text(String text) implements Line {}

        /// What cannot be taken.
        record Unfit(String why) implements Line {}
    }

    /// @param in in UTF-8
    MessageLines(InputStream in) {
        this.in = in;
    }

    /// Nothing where the stream has ended. The rest of a line that is too long is passed over.
    Optional<Line> next() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            return Optional.empty();
        }
        var octets = new ByteArrayOutputStream();
        boolean whole = true;
        while (octet >= 0 && octet != '\n') {
            whole = octets.size() < LONGEST;
            if (whole) {
                octets.write(octet);
            }
            octet = in.read();
        }
        return Optional.of(
                whole
                        ? line(octets.toByteArray())
                        : new Line.Unfit("the message is longer than %d bytes".formatted(LONGEST)));
    }

    private static Line line(byte[] octets) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            return new Line.Text(text.toString());
        } catch (CharacterCodingException _) {
            return new Line.Unfit("the message is not in UTF-8");
        }
    }
}
