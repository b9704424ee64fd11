package metta.sweep.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metta.sweep.Lease;
import metta.sweep.Ordered;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.json.Json;

/// What people and other tools read of a sweep. It is derived from the change log, so failing to write it loses
/// nothing: it is tried again with the next change.
final class Projections {
    private static final int SYNCED = 16;
    private final Path directory;
    private final Set<String> stale = new LinkedHashSet<>();

    Projections(Path directory) {
        this.directory = directory;
    }

    void sweep(SweepInfo sweep, Lease lease) {
        try {
            var view = Ordered.<String, Object>merge(Map.of("sweep", sweep), Map.of("lease", lease));
            replace(directory.resolve("sweep.json"), view, true);
        } catch (IOException e) {
            warn(e);
        }
    }

    /// Writes the changed runs. Only a small batch waits for the disk here.
    void runs(Book book, List<RunInfo> changed) {
        changed.forEach(run -> stale.add(run.runId()));
        boolean synced = stale.size() <= SYNCED;
        try {
            for (var ids = stale.iterator(); ids.hasNext(); ids.remove()) {
                var run = book.run(ids.next()).orElseThrow();
                var folder = Files.createDirectories(directory.resolve(FileNames.of(run.runId())));
                replace(folder.resolve("run.json"), run, synced);
            }
        } catch (IOException | Snapshot.UnusableException e) {
            warn(e);
        }
    }

    private void warn(Exception why) {
        System.getLogger(Projections.class.getName())
                .log(System.Logger.Level.WARNING, "{0} is behind its change log: {1}", directory, why);
    }

    private static void replace(Path file, Object content, boolean synced) throws IOException {
        Durably.replace(file, (Json.writePretty(content) + "\n").getBytes(StandardCharsets.UTF_8), synced);
    }
}
