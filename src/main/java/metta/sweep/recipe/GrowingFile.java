package metta.sweep.recipe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import metta.sweep.SweepException;
import metta.sweep.telemetry.Reasons;

/// A file that is read while it grows, from where it was left.
abstract sealed class GrowingFile permits LineFile, RecordFile {
    final Path path;
    final Batch batch;
    Mark mark;

    GrowingFile(Path path, Mark mark, Batch batch) {
        this.path = path;
        this.mark = mark;
        this.batch = batch;
    }

    /// Reads until nothing is there or the batch is full.
    ///
    /// @param over whether an unfinished end is final
    /// @return where the next reading goes on
    final Mark read(boolean over) {
        try {
            var there = Presence.of(path);
            if (there.isEmpty()) {
                return mark;
            }
            if (!there.get().isRegularFile()) {
                batch.complain("is not a file", path + " is not a file; nothing is read from it");
                return mark;
            }
            long size = there.get().size();
            if (size < mark.offset()) {
                batch.complain("is shorter", path + " became shorter; it is read from its beginning");
                mark = mark.to(0).skipping(false);
            }
            if (size > mark.offset()) {
                try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
                    readNew(channel, over);
                    batch.more(batch.full() && channel.size() > mark.offset());
                }
            }
            return mark;
        } catch (NoSuchFileException _) {
            return mark;
        } catch (IOException e) {
            throw new SweepException(
                    SweepException.Exit.IO, "cannot read the metrics in %s: %s".formatted(path, Reasons.of(e)), e);
        }
    }

    /// Reads from the mark on, and moves it.
    abstract void readNew(FileChannel channel, boolean over) throws IOException;

    /// Fills the buffer with what follows the position, as far as there is something.
    static void fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) <= 0) {
                return;
            }
        }
    }
}
