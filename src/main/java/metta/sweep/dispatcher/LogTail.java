package metta.sweep.dispatcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import metta.sweep.telemetry.Reasons;

/// Reads the end of a program's output, at a cost that does not depend on its size, and makes it harmless to show.
final class LogTail {
    private static final int LONGEST_LINE = 500;
    private static final int MOST_BYTES = 1 << 20;
    private static final int LEAST_BYTES = 1 << 14;

    /// Colours, cursor movements and window titles.
    private static final Pattern ESCAPES =
            Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|[@-Z\\\\^_])");

    private LogTail() {}

    /// The last lines that are not blank, oldest first; none if there is no such file.
    static List<String> lines(Path file, int count) {
        var lines = new ArrayList<String>();
        for (var line : end(file, Math.clamp((long) count * LONGEST_LINE, LEAST_BYTES, MOST_BYTES))
                .split("\n", -1)) {
            var shown = shown(line);
            if (!shown.isBlank()) {
                lines.add(shown);
            }
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    /// What a terminal would show of the line: a progress bar returns to its start and overwrites it.
    private static String shown(String line) {
        var plain = ESCAPES.matcher(line).replaceAll("").stripTrailing();
        var text = new StringBuilder();
        plain.substring(plain.lastIndexOf('\r') + 1)
                .replace('\t', ' ')
                .codePoints()
                .filter(LogTail::harmless)
                .limit(LONGEST_LINE)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    /// Control characters do things to terminals; bidirectional overrides show a text other than it is.
    private static boolean harmless(int character) {
        return !Character.isISOControl(character)
                && !(character >= 0x202a && character <= 0x202e)
                && !(character >= 0x2066 && character <= 0x2069);
    }

    private static String end(Path file, int most) {
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            var buffer = ByteBuffer.allocate((int) Math.min(size, most));
            long from = size - buffer.capacity();
            int read = 0;
            while (buffer.hasRemaining() && read >= 0) {
                read = channel.read(buffer, from + buffer.position());
            }
            var text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
            // The first line is cut somewhere, perhaps within a character; unless there is no other.
            int firstEnd = text.indexOf('\n');
            return from > 0 && firstEnd >= 0 && firstEnd < text.length() - 1 ? text.substring(firstEnd + 1) : text;
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + Reasons.of(e), e);
        }
    }
}
