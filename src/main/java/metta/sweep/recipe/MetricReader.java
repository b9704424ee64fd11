package metta.sweep.recipe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metta.sweep.JobDefinition;
import metta.sweep.Program.Reading;
import metta.sweep.SweepException;
import metta.sweep.Workspace;

/// Reads what one job reports from all its sources, piece by piece.
final class MetricReader {
    private final JobDefinition job;
    private final Workspace workspace;
    private final Macros macros;
    private final Path directory;
    private final List<MetricSource> sources;
    private final JobMemory memory;

    /// A reader of one job's reports.
    ///
    /// @param directory what relative paths start from: the program's working directory
    MetricReader(JobDefinition job, Workspace workspace, Macros macros, Path directory, Step step, JobMemory memory) {
        this.job = job;
        this.workspace = workspace;
        this.macros = macros;
        this.directory = directory;
        this.memory = memory;
        var all = new ArrayList<MetricSource>();
        all.add(new MetricSource.JsonLines("${metrics_file}", Optional.empty()));
        all.add(new MetricSource.Result("${result_file}", Optional.empty()));
        all.addAll(step.metrics());
        this.sources = List.copyOf(all);
    }

    Reading read(String position, boolean over) {
        var old = Marks.parse(position);
        var marks = new TreeMap<Integer, Mark>(old.bySource());
        var batch = new Batch(memory, old.step());
        for (int i = 0; i < sources.size(); i++) {
            if (!(sources.get(i) instanceof MetricSource.Result)) {
                keep(marks, i, lines(sources.get(i), old.of(i), over, batch));
            }
        }
        for (int i = 0; i < sources.size() && over && !batch.more(); i++) {
            if (sources.get(i) instanceof MetricSource.Result result) {
                keep(marks, i, result(result, old.of(i), batch));
            }
        }
        String next = new Marks(batch.step(), marks).toString();
        return new Reading(batch.points(), next, batch.more());
    }

    private static void keep(Map<Integer, Mark> marks, int source, Mark mark) {
        if (mark.equals(Mark.START)) {
            marks.remove(source);
        } else {
            marks.put(source, mark);
        }
    }

    private Mark lines(MetricSource source, Mark mark, boolean over, Batch batch) {
        Path path = source instanceof MetricSource.JsonLines lines ? path(lines.file()) : workspace.stdout(job.id());
        return new LineFile(path, mark, LineParser.of(source), batch).read(over);
    }

    private Mark result(MetricSource.Result source, Mark mark, Batch batch) {
        Path path = path(source.file());
        if (mark.equals(Mark.DONE) || !Files.isRegularFile(path)) {
            return mark;
        }
        if (batch.full()) {
            batch.more(true);
            return mark;
        }
        try {
            if (new Deliverable(workspace, job.id()).leftByAnother(path)) {
                batch.complain("stale", path + " is older than this job; nothing is read from it");
            } else if (Files.size(path) > Deliverable.LARGEST) {
                batch.complain(
                        "large",
                        "%s has more than %d bytes; nothing is read from it".formatted(path, Deliverable.LARGEST));
            } else {
                String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
                batch.read(text.length());
                batch.take(LineParser.of(source).parse(text, batch::complain), batch.step());
            }
            return Mark.DONE;
        } catch (IOException e) {
            throw new SweepException(
                    SweepException.Exit.IO, "cannot read the result in %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private Path path(String file) {
        return directory.resolve(macros.fill(file));
    }
}
