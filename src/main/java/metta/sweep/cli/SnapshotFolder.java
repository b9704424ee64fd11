package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.store.SweepSnapshot;
import metta.sweep.telemetry.Reasons;

/// Where snapshots of a sweep lie: in its own folder, which outlives its store.
record SnapshotFolder(Path path) {
    static final String NAME = "snapshots";
    private static final String END = ".snapshot";
    private static final String AUTO = "auto-";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /// A snapshot and what it says of itself.
    record Entry(Path file, SweepSnapshot.Label label) {}

    static SnapshotFolder of(Workspace workspace) {
        return new SnapshotFolder(workspace.directory().resolve(NAME));
    }

    /// A name for a snapshot that somebody asks for.
    Path named(String prefix, Instant at) {
        return path.resolve("%s-%s%s".formatted(prefix, STAMP.format(at), END));
    }

    /// A name for a snapshot that is taken without being asked for.
    Path auto(long epoch, long revision) {
        return path.resolve("%s%010d-%012d%s".formatted(AUTO, epoch, revision, END));
    }

    void create() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// The one that has most of the sweep, among those that can be read.
    Optional<Entry> newest() {
        return files("*" + END).stream()
                .flatMap(file -> SweepSnapshot.peek(file).map(label -> new Entry(file, label)).stream())
                .max(Comparator.<Entry>comparingLong(each -> each.label().epoch())
                        .thenComparingLong(each -> each.label().revision()));
    }

    /// Removes what was taken without being asked for, but for the newest few; and what writers left that were killed.
    void prune(int keep) {
        try {
            for (var left : files("." + AUTO + "*.tmp")) {
                Files.deleteIfExists(left);
            }
            var all = files(AUTO + "*" + END);
            for (var old : all.subList(0, Math.max(0, all.size() - keep))) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// By name, which for those taken without being asked for is by age.
    private List<Path> files(String pattern) {
        var all = new ArrayList<Path>();
        if (Files.isDirectory(path)) {
            try (var found = Files.newDirectoryStream(path, pattern)) {
                found.forEach(all::add);
            } catch (IOException e) {
                throw failed(e);
            }
        }
        all.sort(Comparator.naturalOrder());
        return all;
    }

    private SweepException failed(IOException e) {
        return new SweepException(
                SweepException.Exit.IO, "%s cannot be read or written: %s".formatted(path, Reasons.of(e)), e);
    }
}
