package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Program;
import metta.sweep.Resources;
import metta.sweep.Workspace;
import metta.sweep.testing.Samples;

/// A training whose event files are written by a test and read as those of any job.
final class EventBench {
    static final JobId JOB = JobId.training("r");

    final List<String> warnings = new ArrayList<>();
    private final Workspace workspace;
    private final Program program;

    /// A launched training.
    ///
    /// @param path where its event files lie, as its recipe says it
    EventBench(Path folder, String path) throws IOException {
        var recipe = Files.writeString(
                folder.resolve("recipe.yaml"),
                "{train: {command: x}, metrics: {train: {tensorboard: '%s'}}}".formatted(path));
        workspace = new Workspace(folder.resolve("s"));
        program = Recipes.program(Recipes.load(recipe), workspace, Map.of(), Set.of("wanted"), warnings::add);
        launch(JOB);
    }

    void launch(JobId id) {
        var _ = program.launch(job(id));
    }

    private static JobDefinition job(JobId id) {
        return new JobDefinition(id, "s", "t", Map.of(), Map.of(), Resources.DEFAULT, 7, Samples.NOW);
    }

    /// A file in the run's folder.
    Path file(String name) {
        return workspace.run(JOB.runId()).resolve(name);
    }

    /// Appends to a file in the run's folder.
    void append(String name, byte[]... records) throws IOException {
        var file = file(name);
        Files.createDirectories(file.resolveSibling(""));
        for (var record : records) {
            Files.write(file, record, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    Program.Reading piece(String position, boolean over) {
        return program.read(job(JOB), position, over);
    }

    /// What was found from a position on.
    record Found(List<MetricPoint> points, String position) {
        List<Double> values() {
            return points.stream().map(MetricPoint::value).toList();
        }
    }

    Found read(boolean over) {
        return read(JOB, "", over);
    }

    /// Everything there is to read, in as many readings as it takes.
    Found read(JobId id, String position, boolean over) {
        var points = new ArrayList<MetricPoint>();
        var reading = program.read(job(id), position, over);
        points.addAll(reading.points());
        while (reading.more()) {
            reading = program.read(job(id), reading.position(), over);
            points.addAll(reading.points());
        }
        return new Found(points, reading.position());
    }
}
