package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import metta.sweep.UnknownSweepException;

/// The sweeps of a folder that are open. One that somebody else has deleted or restored meanwhile is opened anew.
final class OpenSweeps implements AutoCloseable {
    private final Path root;
    private final Snapshots.Due due;
    private final Map<String, SweepFiles> sweeps = new LinkedHashMap<>();
    /// What others have put something else in the place of; closed at the end.
    private final List<SweepFiles> replaced = new ArrayList<>();

    /// What is done with the files of one sweep.
    interface Use<T> {
        T of(SweepFiles files) throws IOException;
    }

    OpenSweeps(Path root, Snapshots.Due due) {
        this.root = root;
        this.due = due;
    }

    Path directory(String sweepId) {
        return root.resolve(FileNames.of(sweepId));
    }

    boolean hasLog(String sweepId) {
        return Files.exists(directory(sweepId).resolve(SweepFiles.LOG));
    }

    /// Does what is to be done with a sweep, while nobody else reads or writes it.
    ///
    /// @throws UnknownSweepException if there is none of that id
    <T> T locked(String sweepId, Use<T> use) {
        return find(sweepId, use).orElseThrow(() -> new UnknownSweepException(sweepId));
    }

    /// The same; empty where there is no such sweep.
    <T> Optional<T> find(String sweepId, Use<T> use) {
        return opened(sweepId, () -> hasLog(sweepId), use);
    }

    /// The same, where an empty log is made if there is none.
    <T> T created(String sweepId, Use<T> use) {
        return opened(sweepId, () -> true, use).orElseThrow();
    }

    private <T> Optional<T> opened(String sweepId, BooleanSupplier there, Use<T> use) {
        while (there.getAsBoolean()) {
            var files = opened(sweepId);
            try {
                return Optional.of(files.locked(() -> use.of(files)));
            } catch (SweepFiles.ReplacedException _) {
                putAside(sweepId, files);
            }
        }
        return Optional.empty();
    }

    private synchronized SweepFiles opened(String sweepId) {
        var files = sweeps.get(sweepId);
        if (files == null) {
            try {
                files = new SweepFiles(directory(sweepId), sweepId, due);
                files.readAhead();
            } catch (IOException e) {
                throw FileFailures.explained(directory(sweepId), e);
            }
            sweeps.put(sweepId, files);
        }
        return files;
    }

    /// Others may be using it just now, and find out in their turn.
    private synchronized void putAside(String sweepId, SweepFiles files) {
        if (sweeps.remove(sweepId, files)) {
            replaced.add(files);
        }
    }

    @Override
    public synchronized void close() {
        replaced.addAll(sweeps.values());
        sweeps.clear();
        try {
            for (var each : replaced) {
                each.close();
            }
        } catch (IOException e) {
            throw FileFailures.explained(root, e);
        } finally {
            replaced.clear();
        }
    }
}
