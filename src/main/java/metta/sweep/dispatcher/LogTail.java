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

    private static final Pattern BROKEN_CHARACTER = Pattern.compile("^\ufffd{1,3}");
    private static final String BEGINNING_LEFT_OUT = "(the beginning of this line is left out) …";
    private static final String REST_LEFT_OUT = "… (the rest of this line is left out)";

    private LogTail() {}

    /// The end of a file.
    ///
    /// @param cut whether its first line begins somewhere before
    private record End(String text, boolean cut) {}

    /// The last lines that are not blank, oldest first; none if there is no such file.
    static List<String> lines(Path file, int count) {
        var end = end(file, Math.clamp((long) count * LONGEST_LINE, LEAST_BYTES, MOST_BYTES));
        var lines = new ArrayList<String>();
        boolean cut = end.cut();
        for (var line : end.text().split("\n", -1)) {
            var visible = visible(line);
            if (!visible.isBlank()) {
                lines.add(cut && line.indexOf('\r') < 0 ? itsEnd(visible) : itsBeginning(visible));
            }
            cut = false;
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    }

    private static String itsBeginning(String line) {
        return line.codePointCount(0, line.length()) <= LONGEST_LINE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_LINE)) + REST_LEFT_OUT;
    }

    private static String itsEnd(String line) {
        var whole = BROKEN_CHARACTER.matcher(line).replaceFirst("");
        int length = whole.codePointCount(0, whole.length());
        return BEGINNING_LEFT_OUT + whole.substring(whole.offsetByCodePoints(0, Math.max(0, length - LONGEST_LINE)));
    }

    /// What a terminal would show of the line: a progress bar returns to its start and overwrites it.
    private static String visible(String line) {
        var plain = ESCAPES.matcher(line).replaceAll("").stripTrailing();
        var text = new StringBuilder();
        plain.substring(plain.lastIndexOf('\r') + 1)
                .replace('\t', ' ')
                .codePoints()
                .filter(LogTail::harmless)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    /// Control characters do things to terminals; bidirectional overrides show a text other than it is.
    private static boolean harmless(int character) {
        return !Character.isISOControl(character)
                && !(character >= 0x202a && character <= 0x202e)
                && !(character >= 0x2066 && character <= 0x2069);
    }

    private static End end(Path file, int most) {
        try (var channel = FileChannel.open(file)) {
            long size = channel.size();
            var buffer = ByteBuffer.allocate((int) Math.min(size, most));
            long from = size - buffer.capacity();
            int read = 0;
            while (buffer.hasRemaining() && read >= 0) {
                read = channel.read(buffer, from + buffer.position());
            }
            var text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
            return new End(text, from > 0);
        } catch (NoSuchFileException _) {
            return new End("", false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + Reasons.of(e), e);
        }
    }
}
