package metta.sweep.dispatcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import metta.sweep.Dispatcher.ResourceSample;
import metta.sweep.telemetry.Reasons;

/// Reads what the supervisor measured.
final class Samples {
    /// One line as the supervisor writes it. Anything else, such as a line cut short by a full disk, is no sample.
    private static final Pattern LINE = Pattern.compile(
            "\\{\"at\":(\\d+),\"cpuSeconds\":(\\d+\\.\\d+),\"residentBytes\":(\\d+),\"gpuBytes\":(\\d+)(?:,\"kills\":\\d+)?}");

    private Samples() {}

    /// Oldest first. An ended job has one more than was measured: its total, with nothing held.
    static List<ResourceSample> of(Attempt attempt) {
        var samples = new ArrayList<ResourceSample>();
        var file = attempt.directory().resolve("samples.jsonl");
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.map(LINE::matcher)
                    .filter(line -> line.matches())
                    .forEach(line -> samples.add(new ResourceSample(
                            Instant.ofEpochSecond(Long.parseLong(line.group(1))),
                            Double.parseDouble(line.group(2)),
                            Long.parseLong(line.group(3)),
                            Long.parseLong(line.group(4)))));
        } catch (NoSuchFileException _) {
            // It did not live long enough to be measured.
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, Objects.requireNonNull(e.getCause()));
        }
        attempt.ending().ifPresent(end -> samples.add(new ResourceSample(end.at(), end.cpuSeconds(), 0, 0)));
        return List.copyOf(samples);
    }

    private static UncheckedIOException unreadable(Path file, IOException e) {
        return new UncheckedIOException("cannot read " + file + ": " + Reasons.of(e), e);
    }
}
