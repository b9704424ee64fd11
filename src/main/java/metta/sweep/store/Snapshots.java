package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import metta.sweep.JobId;

/// A sweep's newest snapshot: without it the whole change log is read, which takes longer and comes to the same.
///
/// Whoever finds that the log has grown far past the snapshot takes a new one. All of this happens under the sweep's
/// lock.
final class Snapshots implements AutoCloseable {
    /// So much more log for so large a snapshot is worth a new one: each byte of log costs a bounded number of bytes of
    /// snapshots, and a reader never reads much more than the snapshot.
    static final Due USUAL = (grown, size) -> grown > Math.max(1 << 18, size / 8);

    private static final int LEAVING = 8;
    static final String FOLDER = ".snapshot";
    private final Path folder;
    private final Path file;
    private final Due due;
    private Optional<Snapshot> newest = Optional.empty();
    private Optional<Object> opened = Optional.empty();
    private long weighedAt;

    /// Whether a log that has grown by so many bytes since a snapshot of so many bytes wants another.
    interface Due {
        boolean at(long grown, long size);
    }

    Snapshots(Path directory, Due due) {
        this.folder = directory.resolve(FOLDER);
        this.file = folder.resolve("newest");
        this.due = due;
    }

    /// Opens the newest snapshot if it is one of that very log. It stays open until the next call.
    Optional<Snapshot> open(ChangeLog log) throws IOException {
        close();
        try {
            if (Files.exists(file)) {
                newest = Optional.of(Snapshot.open(file));
                opened = key();
            }
        } catch (IOException e) {
            discard(e);
        }
        if (newest.isPresent() && !log.has(newest.get().head().log())) {
            close();
        }
        weighedAt = newest.map(each -> each.head().log().end()).orElse(0L);
        return newest;
    }

    /// Whether another process has put a newer one there.
    boolean replaced() throws IOException {
        return !key().equals(opened);
    }

    private Optional<Object> key() throws IOException {
        return Files.exists(file)
                ? Optional.ofNullable(
                        Files.readAttributes(file, BasicFileAttributes.class).fileKey())
                : Optional.empty();
    }

    /// Removes a snapshot that cannot be read.
    void discard(Exception why) throws IOException {
        warn("{0} is damaged, so the whole log is read ({1})", why);
        close();
        Files.deleteIfExists(file);
    }

    /// Whether the log has grown far past the snapshot. One who leaves has time, and the next who comes has not: then
    /// growth counts many times over.
    boolean due(long logEnd, boolean leaving) {
        long grown = logEnd - weighedAt;
        return due.at(
                leaving ? LEAVING * grown : grown, newest.map(Snapshot::size).orElse(0L));
    }

    /// Up to which byte the job's file of points counted when the snapshot was taken.
    Optional<Long> pointsEnd(JobId job) {
        return newest.map(each -> each.pointsEnds().get(job));
    }

    /// Takes a snapshot, and says whether it did. Where it cannot, nothing is lost: it is tried again when the log has
    /// grown as much again.
    boolean take(Head head, Book book, Map<JobId, Long> laterEnds) {
        weighedAt = head.log().end();
        try {
            var ends = new LinkedHashMap<JobId, Long>();
            newest.ifPresent(each -> ends.putAll(each.pointsEnds()));
            ends.putAll(laterEnds);
            var decisions = newest.map(Snapshot::decisionLines).orElseGet(() -> new byte[0]);
            Files.createDirectories(folder);
            sweepUp();
            Durably.replace(
                    file,
                    out -> SnapshotWriter.write(out, head, book.held(0), decisions, book.laterDecisions(), ends),
                    true);
            return true;
        } catch (IOException e) {
            warn("{0} could not be written: {1}", e);
            return false;
        }
    }

    /// The logger is asked for only where there is something to say: setting logging up takes long.
    private void warn(String words, Exception why) {
        System.getLogger(Snapshots.class.getName()).log(System.Logger.Level.WARNING, words, file, why.getMessage());
    }

    /// Removes what writers that were killed have left.
    private void sweepUp() throws IOException {
        try (var left = Files.newDirectoryStream(folder, "*.tmp")) {
            for (var each : left) {
                Files.deleteIfExists(each);
            }
        }
    }

    @Override
    public void close() throws IOException {
        var old = newest;
        newest = Optional.empty();
        opened = Optional.empty();
        weighedAt = 0;
        if (old.isPresent()) {
            old.get().close();
        }
    }
}
