package metta.sweep.store;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import metta.sweep.Piece;
import metta.sweep.json.Json;

/// Writes what [SweepSnapshot] reads, front to back.
final class SweepSnapshotWriter {
    private final Instant takenAt;
    private final Fingerprint fingerprint = new Fingerprint();
    private Optional<OutputStream> body = Optional.empty();

    SweepSnapshotWriter(Instant takenAt) {
        this.takenAt = takenAt;
    }

    /// Hands over pieces, the head first.
    interface Source {
        void dump(Consumer<Piece> taker);
    }

    /// @throws UncheckedIOException if `file` cannot be written in the midst of the pieces
    void write(OutputStream file, Source source) throws IOException {
        var digest = Fingerprint.sha256();
        var out = new DigestOutputStream(file, digest);
        try {
            source.dump(piece -> take(out, piece));
        } finally {
            if (body.isPresent()) {
                body.get().close();
            }
        }
        file.write(digest.digest());
    }

    /// What was written.
    Fingerprint.Print print() {
        return fingerprint.print();
    }

    private void take(OutputStream out, Piece piece) {
        try {
            if (piece instanceof Piece.Head head) {
                out.write((Json.write(label(head)) + "\n").getBytes(StandardCharsets.UTF_8));
                body = Optional.of(new BufferedOutputStream(new Quick(new Unclosed(out)), 1 << 16));
            }
            var line = Json.write(piece);
            fingerprint.accept(piece, line);
            var lines = body.orElseThrow(() -> new IllegalStateException("the head comes first"));
            lines.write(line.getBytes(StandardCharsets.UTF_8));
            lines.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SweepSnapshot.Label label(Piece.Head head) {
        return new SweepSnapshot.Label(
                SweepSnapshot.KIND,
                SweepSnapshot.FORMAT,
                SweepSnapshot.OLDEST_READER,
                head.sweep().sweepId(),
                head.revision(),
                head.lease().epoch(),
                takenAt);
    }

    /// Text so alike compresses well without any pains.
    private static final class Quick extends GZIPOutputStream {
        Quick(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /// Ends the compressed part without the file.
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
