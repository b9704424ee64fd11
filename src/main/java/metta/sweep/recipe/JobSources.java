package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import metta.sweep.JobId;
import metta.sweep.Workspace;

/// Where one job's results are read.
///
/// @param directory what relative paths start from: the program's working directory
record JobSources(JobId job, Workspace workspace, Macros macros, Path directory, List<MetricSource> all) {
    JobSources {
        all = List.copyOf(all);
    }

    /// The two files that every job has, and those of the recipe.
    static JobSources of(JobId job, Workspace workspace, Macros macros, Path directory, Step step) {
        var all = new ArrayList<MetricSource>();
        all.add(new MetricSource.JsonLines("${metrics_file}", Optional.empty()));
        all.add(new MetricSource.Result("${result_file}", Optional.empty()));
        all.addAll(step.metrics());
        return new JobSources(job, workspace, macros, directory, all);
    }

    /// The file of a source of text, the folder of event files.
    Path path(int source) {
        return switch (all.get(source)) {
            case MetricSource.JsonLines lines -> path(lines.file());
            case MetricSource.Result result -> path(result.file());
            case MetricSource.StdoutJson _, MetricSource.StdoutPairs _, MetricSource.StdoutPatterns _ ->
                workspace.stdout(job);
            case MetricSource.EventFiles events -> folder(events).top();
        };
    }

    /// Where the event files of such a source lie.
    EventFolder folder(MetricSource.EventFiles events) {
        return EventFolder.of(directory, events.path(), macros::fill);
    }

    private Path path(String file) {
        return directory.resolve(macros.fill(file)).normalize();
    }

    /// Whether others may write there too: what lies in the attempt's own folder is this job's alone.
    boolean shared(int source) {
        return !path(source).startsWith(workspace.attempt(job));
    }

    /// Keeps what others left in the shared files. To be called before the job is started; of several calls the first
    /// counts.
    void inherit() throws IOException {
        var shared = IntStream.range(0, all.size()).filter(this::shared).toArray();
        if (shared.length == 0 || inheritance().isPresent()) {
            return;
        }
        var files = new TreeMap<SourceFile, Path>();
        var crowded = new TreeSet<Integer>();
        for (int source : shared) {
            files(source).ifPresentOrElse(files::putAll, () -> crowded.add(source));
        }
        Inheritance.of(files, crowded).keep(inheritanceFile());
    }

    /// Nothing if they are too many.
    private Optional<Map<SourceFile, Path>> files(int source) throws IOException {
        return switch (all.get(source)) {
            case MetricSource.Text _ -> Optional.of(Map.of(SourceFile.only(source), path(source)));
            case MetricSource.EventFiles events ->
                folder(events)
                        .search()
                        .files()
                        .map(files -> files.stream()
                                .collect(Collectors.toMap(
                                        file -> SourceFile.within(source, file.within()), EventFile::path)));
        };
    }

    /// What others left in the shared files; nothing if the job was never launched.
    Optional<Inheritance> inheritance() throws IOException {
        return Inheritance.read(inheritanceFile());
    }

    private Path inheritanceFile() {
        return workspace.attempt(job).resolve("inherited");
    }
}
