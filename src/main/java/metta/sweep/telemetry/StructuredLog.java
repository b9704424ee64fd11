package metta.sweep.telemetry;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    private Optional<RandomAccessFile> open = Optional.empty();
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
        var log = opened();
        long end = log.length();
        try {
            log.seek(end);
            log.write(line);
        } catch (IOException e) {
            cut(log, end, e);
            throw e;
        }
    }

    private static void cut(RandomAccessFile log, long end, IOException why) {
        try {
            log.setLength(end);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (IOException e) {
            tell(e);
        }
    }

    /// No channel, which an interrupt would close: a controller that is told to rest has things to say.
    private RandomAccessFile opened() throws IOException {
        if (open.isEmpty()) {
            open = Optional.of(new RandomAccessFile(file.toFile(), "rw"));
        }
        return open.get();
    }

    private void tell(IOException e) {
        if (!told) {
            told = true;
            troubleSink.warning("the log %s cannot be written (%s); the sweep goes on, but the log has a gap"
                    .formatted(file, Reasons.of(e)));
        }
    }
}
