package metta.sweep.telemetry;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.LinkedHashMap;
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
    private final SweepListener troubleSink;
    private Optional<Writer> writer = Optional.empty();
    private boolean broken;

    public StructuredLog(Path file, InstantSource clock, SweepListener troubleSink) {
        this.file = file;
        this.clock = clock;
        this.troubleSink = troubleSink;
    }

    @Override
    public void recorded(Fact fact, SweepView view) {
        write(fact.getClass().getSimpleName(), fact);
    }

    @Override
    public void trouble(SweepException problem) {
        write("Trouble", Map.of("message", String.valueOf(problem.getMessage())));
    }

    /// Adds an entry of any other kind.
    public void write(String event, Object details) {
        if (broken) {
            return;
        }
        var line = new LinkedHashMap<String, Object>();
        line.put("at", clock.instant().toString());
        line.put("event", event);
        line.put("details", details);
        try {
            var open = opened();
            open.write(Json.write(line) + "\n");
            open.flush();
        } catch (IOException e) {
            breakOff(e);
        }
    }

    @Override
    public void close() {
        try {
            if (writer.isPresent()) {
                writer.get().close();
            }
        } catch (IOException e) {
            breakOff(e);
        }
    }

    private Writer opened() throws IOException {
        if (writer.isEmpty()) {
            writer = Optional.of(Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        }
        return writer.get();
    }

    private void breakOff(IOException e) {
        if (broken) {
            return;
        }
        broken = true;
        troubleSink.trouble(new SweepException(
                SweepException.Exit.IO, "the log %s cannot be written (%s); the sweep goes on".formatted(file, e), e));
    }
}
