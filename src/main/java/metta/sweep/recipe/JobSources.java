package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    Path path(int source) {
        return switch (all.get(source)) {
            case MetricSource.JsonLines lines -> path(lines.file());
            case MetricSource.Result result -> path(result.file());
            case MetricSource.StdoutJson _, MetricSource.StdoutPairs _, MetricSource.StdoutPatterns _ ->
                workspace.stdout(job);
        };
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
        var shared = new ArrayList<Optional<Path>>();
        for (int i = 0; i < all.size(); i++) {
            shared.add(shared(i) ? Optional.of(path(i)) : Optional.empty());
        }
        if (shared.stream().anyMatch(Optional::isPresent)) {
            Inheritance.of(shared).keep(inheritanceFile());
        }
    }

    /// What others left in the shared files; nothing if the job was never launched.
    Optional<Inheritance> inheritance() throws IOException {
        return Inheritance.read(inheritanceFile());
    }

    private Path inheritanceFile() {
        return workspace.attempt(job).resolve("inherited");
    }
}
