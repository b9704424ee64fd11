package metta.sweep.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import metta.sweep.JobDefinition;
import metta.sweep.MetricPoint;
import metta.sweep.MetricSummary;
import metta.sweep.Program;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.telemetry.Reasons;

/// Runs one job in front of a person, outside any sweep: what it prints is shown and kept, and its metrics
/// are read as they come.
///
/// @param inherited the environment below that of the job itself
/// @param progress told of the newest points while the job runs
record Solo(
        Program program,
        Workspace workspace,
        Map<String, String> inherited,
        Terminal terminal,
        Consumer<List<MetricPoint>> progress) {
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final long LOOK_EACH_MILLIS = 500;

    /// How a job ended.
    ///
    /// @param metrics by name, in the order in which they first came
    record Ended(int exitCode, Map<String, MetricSummary> metrics) {}

    Ended run(JobDefinition job) throws InterruptedException {
        var launch = program.launch(job);
        try {
            var builder = new ProcessBuilder(launch.arguments())
                    .directory(launch.directory().toFile())
                    .redirectInput(ProcessBuilder.Redirect.INHERIT);
            builder.environment().clear();
            builder.environment().putAll(inherited);
            builder.environment().putAll(launch.environment());
            var process = builder.start();
            try {
                return watched(process, job);
            } finally {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            }
        } catch (IOException e) {
            throw new SweepException(
                    SweepException.Exit.IO,
                    "cannot start %s: %s".formatted(launch.arguments().getFirst(), Reasons.of(e)),
                    e);
        }
    }

    private Ended watched(Process process, JobDefinition job) throws InterruptedException {
        var out = copying(process.getInputStream(), terminal.out(), workspace.stdout(job.id()));
        var err = copying(process.getErrorStream(), terminal.err(), workspace.stderr(job.id()));
        var all = new LinkedHashMap<String, MetricSummary>();
        var position = "";
        while (!process.waitFor(LOOK_EACH_MILLIS, TimeUnit.MILLISECONDS)) {
            position = read(job, position, false, all);
        }
        for (var thread : List.of(out, err)) {
            // What it left running may hold its output open for as long as it likes.
            var _ = thread.join(LAST_WORDS);
        }
        read(job, position, true, all);
        return new Ended(process.exitValue(), all);
    }

    private String read(JobDefinition job, String from, boolean over, Map<String, MetricSummary> all) {
        var newest = new LinkedHashMap<String, MetricPoint>();
        var position = from;
        boolean more = true;
        while (more) {
            var reading = program.read(job, position, over);
            reading.points().forEach(point -> {
                all.merge(point.name(), MetricSummary.of(point), (sum, _) -> sum.plus(point));
                newest.put(point.name(), point);
            });
            position = reading.position();
            more = reading.more();
        }
        if (!over && !newest.isEmpty()) {
            progress.accept(List.copyOf(newest.values()));
        }
        return position;
    }

    private Thread copying(InputStream from, PrintStream shown, Path kept) {
        return Thread.ofVirtual().start(() -> {
            try (var file = Files.newOutputStream(kept, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                var buffer = new byte[8_192];
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    shown.write(buffer, 0, count);
                    shown.flush();
                    file.write(buffer, 0, count);
                }
            } catch (IOException e) {
                terminal.warn("what the program prints is kept in %s no longer: %s".formatted(kept, Reasons.of(e)));
                drain(from, shown);
            }
        });
    }

    /// A program whose output nobody takes would wait for ever.
    private static void drain(InputStream from, PrintStream shown) {
        try {
            from.transferTo(shown);
        } catch (IOException _) {
            // It has ended.
        }
    }
}
