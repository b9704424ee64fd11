package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import metta.sweep.JobId;
import metta.sweep.store.Snapshot.UnusableException;

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
    /// Which file was looked at last, usable or not.
    private Optional<Object> looked = Optional.empty();
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

    /// Opens the newest snapshot if it is one of that very log, in a format up to the given one. It stays open until
    /// the next call.
    Optional<Snapshot> open(ChangeLog log, int format) throws IOException {
        close();
        looked = key();
        if (looked.isPresent()) {
            try {
                newest = Optional.of(Snapshot.open(file));
            } catch (UnusableException e) {
                passOver(e);
            }
        }
        var head = newest.map(Snapshot::head);
        if (head.isPresent()
                && (head.get().format() > format || !log.has(head.get().log()))) {
            close();
        }
        weighedAt = newest.map(each -> each.head().log().end()).orElse(0L);
        return newest;
    }

    /// Whether there is another one now than the one that was looked at last.
    boolean replaced() {
        return !key().equals(looked);
    }

    private Optional<Object> key() {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (IOException _) {
            return Optional.empty(); // None there, or none that can be reached: the log says all that it says.
        }
    }

    /// Makes do without the snapshot that was looked at last. A damaged one is removed if it can be: it would be in the
    /// way of others too.
    void passOver(UnusableException why) {
        switch (why.why()) {
            case DAMAGED -> {
                warn("{0} is damaged, so the whole log is read ({1})", why);
                remove();
            }
            case OUT_OF_REACH -> warn("{0} cannot be read, so the whole log is ({1})", why);
            case OTHER_VERSION -> {
                // As it is after every change of version: not worth a word.
            }
        }
    }

    private void remove() {
        try {
            if (!replaced()) {
                Files.deleteIfExists(file);
                looked = key();
            }
        } catch (IOException e) {
            warn("{0} cannot be deleted: {1}", e);
        }
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
        weighedAt = 0;
        if (old.isPresent()) {
            old.get().close();
        }
    }
}
