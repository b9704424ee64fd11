package metta.sweep.store;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import metta.sweep.Piece;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.StoreException.Kind;
import metta.sweep.SweepException;
import metta.sweep.json.Json;

/// A whole sweep in one file: a line that says what it is, its pieces as compressed lines of JSON, and a checksum.
///
/// The file is read from its beginning each time that its pieces are asked for, so that no more of it is in memory than
/// is looked at.
public final class SweepSnapshot implements Iterable<Piece>, AutoCloseable {
    /// Of the files that are written.
    static final int FORMAT = 2;

    /// Of the programs that understand what is written.
    static final int OLDEST_READER = 2;

    static final String KIND = "sweep snapshot";
    static final int CHECKSUM = 32;

    /// How a line of points begins.
    private static final String POINTS = "{\"is\":\"Points\"";

    private static final int LONGEST_LABEL = 1 << 16;

    /// How many lines are understood at once.
    private static final int AHEAD = 128;

    private final Path file;
    private final Label label;
    private final long bodyStart;
    private final long bodyEnd;
    private final List<InputStream> open = new ArrayList<>();

    /// The first line, which people can read.
    ///
    /// @param metta what the file is
    /// @param oldestReader of the formats whose programs understand the file
    /// @param revision the sweep's, up to which the snapshot is complete
    /// @param epoch the sweep's when the snapshot was taken
    public record Label(
            String metta, int format, int oldestReader, String sweep, long revision, long epoch, Instant takenAt) {}

    private SweepSnapshot(Path file, Label label, long bodyStart, long bodyEnd) {
        this.file = file;
        this.label = label;
        this.bodyStart = bodyStart;
        this.bodyEnd = bodyEnd;
    }

    /// Writes the sweep as it is at one moment. The file appears whole or not at all.
    ///
    /// @throws StoreException if the store cannot be read, or the file not be written
    public static Fingerprint.Print write(Path file, Store store, String sweepId, Instant takenAt) {
        return write(file, store, sweepId, takenAt, () -> {});
    }

    /// The same; `each` is run before each piece, and gives the snapshot up by what it throws.
    public static Fingerprint.Print write(Path file, Store store, String sweepId, Instant takenAt, Runnable each) {
        var writer = new SweepSnapshotWriter(takenAt);
        try {
            Durably.replace(
                    file,
                    out -> writer.write(
                            out,
                            taker -> store.dump(sweepId, piece -> {
                                each.run();
                                taker.accept(piece);
                            })),
                    true);
            return writer.print();
        } catch (UncheckedIOException e) {
            throw FileFailures.explained(file, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw FileFailures.explained(file, e);
        }
    }

    /// Opens a snapshot, having made sure that every byte of it is as it was written.
    ///
    /// @throws StoreException if it is not, or if only newer programs understand it
    public static SweepSnapshot open(Path file) {
        try {
            var label = label(file);
            long end = Files.size(file) - CHECKSUM;
            verify(file, end);
            return new SweepSnapshot(file, label.label(), label.end(), end);
        } catch (NoSuchFileException e) {
            throw new SweepException(SweepException.Exit.NOT_FOUND, "there is no file %s".formatted(file), e);
        } catch (IOException e) {
            throw FileFailures.explained(file, e);
        }
    }

    /// What the file says of itself, if it is a snapshot that can be read; nothing else of it is looked at.
    public static Optional<Label> peek(Path file) {
        try {
            return Optional.of(label(file).label());
        } catch (IOException | StoreException _) {
            return Optional.empty(); // Whoever opens it is told why.
        }
    }

    private record Labelled(Label label, long end) {}

    private static Labelled label(Path file) throws IOException {
        byte[] start;
        try (var in = Files.newInputStream(file)) {
            start = in.readNBytes(LONGEST_LABEL);
        }
        int end = 0;
        while (end < start.length && start[end] != '\n') {
            end++;
        }
        var label =
                end < start.length ? label(new String(start, 0, end, StandardCharsets.UTF_8)) : Optional.<Label>empty();
        var found = label.orElseThrow(() -> new StoreException(
                Kind.BROKEN, "%s is no snapshot of a sweep; `metta sweep snapshot` writes them".formatted(file)));
        if (found.oldestReader() > FORMAT) {
            throw new StoreException(
                    Kind.BROKEN,
                    "%s was written by a newer Metta Sweep (only programs of format %d or later understand it, this one is of %d); use the newer program"
                            .formatted(file, found.oldestReader(), FORMAT));
        }
        return new Labelled(found, end + 1);
    }

    private static Optional<Label> label(String line) {
        try {
            return Optional.of(Json.read(line, Label.class)).filter(label -> KIND.equals(label.metta()));
        } catch (Json.InvalidJsonException _) {
            return Optional.empty(); // Another program's file may begin with anything.
        }
    }

    private static void verify(Path file, long end) throws IOException {
        var digest = Fingerprint.sha256();
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                var body = new DigestInputStream(new Bounded(in, end), digest)) {
            body.transferTo(OutputStream.nullOutputStream());
            if (!Arrays.equals(digest.digest(), in.readNBytes(CHECKSUM))) {
                throw new StoreException(
                        Kind.BROKEN,
                        "%s is damaged or cut short (its checksum is wrong); take another snapshot".formatted(file));
            }
        }
    }

    public Label label() {
        return label;
    }

    /// What is said of the sweep as a whole.
    public Piece.Head head() {
        return Pieces.head(this);
    }

    /// What the snapshot holds, counted and checked. Reads all of it.
    public Fingerprint.Print print() {
        var fingerprint = new Fingerprint();
        forEach(fingerprint);
        return fingerprint.print();
    }

    @Override
    public Iterator<Piece> iterator() {
        return lines(_ -> true);
    }

    /// All pieces but the points, which are the bulk of them.
    public Iterable<Piece> withoutPoints() {
        return () -> lines(line -> !line.startsWith(POINTS));
    }

    private Iterator<Piece> lines(Predicate<String> wanted) {
        try {
            var in = Files.newInputStream(file);
            open.add(in);
            in.skipNBytes(bodyStart);
            var body = new GZIPInputStream(new Bounded(in, bodyEnd - bodyStart), 1 << 16);
            return new Lines(new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8)), wanted);
        } catch (IOException e) {
            throw FileFailures.explained(file, e);
        }
    }

    @Override
    public void close() {
        try {
            for (var each : open) {
                each.close();
            }
        } catch (IOException e) {
            throw FileFailures.explained(file, e);
        } finally {
            open.clear();
        }
    }

    /// The pieces, line by line. Understanding a line takes far longer than reading it, so all processors help.
    private final class Lines implements Iterator<Piece> {
        private final BufferedReader reader;
        private final Predicate<String> wanted;
        private final ArrayDeque<Piece> ahead = new ArrayDeque<>();

        Lines(BufferedReader reader, Predicate<String> wanted) {
            this.reader = reader;
            this.wanted = wanted;
        }

        @Override
        public boolean hasNext() {
            if (ahead.isEmpty()) {
                ahead.addAll(
                        lines().parallelStream().map(SweepSnapshot.this::piece).toList());
            }
            return !ahead.isEmpty();
        }

        private List<String> lines() {
            var lines = new ArrayList<String>();
            try {
                var line = reader.readLine();
                while (line != null) {
                    if (wanted.test(line)) {
                        lines.add(line);
                    }
                    line = lines.size() < AHEAD ? reader.readLine() : null;
                }
            } catch (IOException e) {
                throw FileFailures.explained(file, e);
            }
            return lines;
        }

        @Override
        public Piece next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return ahead.remove();
        }
    }

    private Piece piece(String line) {
        try {
            return Json.read(line, Piece.class);
        } catch (Json.InvalidJsonException e) {
            throw new StoreException(
                    Kind.BROKEN,
                    "%s holds what this program does not know (%s); was it written by a newer Metta Sweep?"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /// The first bytes of a stream.
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = super.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(super.available(), Math.max(0, left));
        }

        @Override
        public void close() {
            // The stream goes on behind what this shows.
        }
    }
}
