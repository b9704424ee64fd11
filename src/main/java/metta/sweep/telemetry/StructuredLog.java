package metta.sweep.telemetry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Fact;
import metta.sweep.SweepException;
import metta.sweep.SweepListener;
import metta.sweep.SweepView;
import metta.sweep.json.Json;

/// Appends everything a controller does to a file of JSON lines in the sweep's folder.
///
/// The log is a convenience: where it cannot be written, the sweep goes on and the reason is told once.
public final class StructuredLog implements SweepListener, AutoCloseable {
    private final Path file;
    private final InstantSource clock;
    private final Level least;
    private final SweepListener troubleSink;
    private Optional<FileChannel> channel = Optional.empty();
    private boolean told;

    /// How much a line matters.
    public enum Level {
        /// For whoever looks into how the program works: every write to the store.
        DEBUG,
        INFO,
        WARNING
    }

    /// @param least lines that matter less are left out
    /// @param troubleSink is told where the log itself cannot be written
    public StructuredLog(Path file, InstantSource clock, Level least, SweepListener troubleSink) {
        this.file = file;
        this.clock = clock;
        this.least = least;
        this.troubleSink = troubleSink;
    }

    @Override
    public void recorded(Fact fact, SweepView view) {
        write(Level.INFO, fact.getClass().getSimpleName(), fact);
    }

    @Override
    public void warning(String words) {
        write(Level.WARNING, "Warning", Map.of("message", words));
    }

    @Override
    public void trouble(SweepException problem) {
        write(Level.WARNING, "Trouble", Map.of("message", String.valueOf(problem.getMessage())));
    }

    /// Adds an entry of any other kind.
    public void write(Level level, String event, Object details) {
        if (level.compareTo(least) < 0) {
            return;
        }
        var line = new LinkedHashMap<String, Object>();
        line.put("at", clock.instant().toString());
        line.put("level", level.name().toLowerCase(Locale.ROOT));
        line.put("event", event);
        line.put("details", details);
        try {
            append((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            tell(e);
        }
    }

    /// Adds the whole line or nothing of it, so that what follows a full disk does not stick to half a line.
    private void append(byte[] line) throws IOException {
        var open = opened();
        long end = open.size();
        boolean whole = false;
        try {
            var bytes = ByteBuffer.wrap(line);
            open.position(end);
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            whole = true;
        } finally {
            if (!whole) {
                open.truncate(end);
            }
        }
    }

    @Override
    public void close() {
        try {
            if (channel.isPresent()) {
                channel.get().close();
            }
        } catch (IOException e) {
            tell(e);
        }
    }

    private FileChannel opened() throws IOException {
        if (channel.isEmpty()) {
            channel = Optional.of(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        }
        return channel.get();
    }

    private void tell(IOException e) {
        if (!told) {
            told = true;
            troubleSink.warning("the log %s cannot be written (%s); the sweep goes on, but the log has a gap"
                    .formatted(file, Reasons.of(e)));
        }
    }
}
