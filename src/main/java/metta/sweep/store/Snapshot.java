package metta.sweep.store;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import metta.sweep.Fact;
import metta.sweep.JobId;
import metta.sweep.JobStatus;
import metta.sweep.JobType;
import metta.sweep.json.Json;
import metta.sweep.store.Snapshot.UnusableException.Why;

/// A sweep as it stood when its change log was so long, in one file that is never changed: what [SnapshotWriter] wrote.
///
/// Documents, then a table of the runs, then a tail of fixed length that says where the table is. Opening reads the
/// table alone; documents are read when they are asked for. Each part has a checksum.
final class Snapshot implements AutoCloseable {
    /// "METTASN" and the version of all that is written, and of the rules by which [RunColumns] were made: whoever
    /// changes [metta.sweep.RunInfo#status] raises it.
    static final long MAGIC = 0x4d45545441_534e34L;

    static final int TAIL = 24;
    private static final int AHEAD = 1 << 16;
    private final RandomAccessFile file;
    private final Head head;
    private final Part decisions;
    private final Part ends;
    private final List<Held> runs = new ArrayList<>();
    private byte[] window = new byte[0];
    private long windowStart;
    private Optional<Map<JobId, Long>> pointsEnds = Optional.empty();

    /// So many bytes of the file, and their checksum.
    record Part(long offset, int length, int crc) {}

    /// What a snapshot says cannot be had. The change log still says it.
    static final class UnusableException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Why why;

        enum Why {
            /// It is not what was once written.
            DAMAGED,
            /// Another version of this program wrote it.
            OTHER_VERSION,
            /// The system would not let it be read; others may be luckier.
            OUT_OF_REACH
        }

        UnusableException(Why why, String message, Throwable cause) {
            super(message, cause);
            this.why = why;
        }

        UnusableException(Why why, String message) {
            super(message);
            this.why = why;
        }

        Why why() {
            return why;
        }
    }

    private Snapshot(RandomAccessFile file) throws IOException {
        this.file = file;
        var table = bytes(table(file.length()));
        try (var in = open(table)) {
            this.head = Head.of(Json.readTree(text(in)));
            this.decisions = part(in);
            this.ends = part(in);
            readRuns(in);
        } catch (IOException | RuntimeException e) {
            // The checksum is right, but the words mean something else: there is no end of ways in which that shows.
            throw new UnusableException(Why.DAMAGED, "its table makes no sense: " + e, e);
        }
    }

    /// Where the table is.
    private Part table(long length) throws IOException {
        if (length < TAIL) {
            throw new UnusableException(Why.DAMAGED, "it has %d bytes".formatted(length));
        }
        try (var tail = open(read(length - TAIL, TAIL))) {
            var table = new Part(tail.readLong(), tail.readInt(), tail.readInt());
            long magic = tail.readLong();
            if (magic != MAGIC) {
                boolean other = magic >> 8 == MAGIC >> 8;
                throw new UnusableException(other ? Why.OTHER_VERSION : Why.DAMAGED, "it does not end as it should");
            }
            if (table.offset() < 0 || table.offset() + table.length() + TAIL != length) {
                throw new UnusableException(Why.DAMAGED, "its parts do not fit its length");
            }
            return table;
        }
    }

    /// Opens what lies at `path`.
    ///
    /// @throws UnusableException if that is no snapshot which this program can read, whatever it is
    static Snapshot open(Path path) {
        try {
            return read(new RandomAccessFile(path.toFile(), "r"));
        } catch (IOException e) {
            throw new UnusableException(Why.OUT_OF_REACH, String.valueOf(e.getMessage()), e);
        }
    }

    private static Snapshot read(RandomAccessFile file) throws IOException {
        boolean usable = false;
        try {
            var snapshot = new Snapshot(file);
            usable = true;
            return snapshot;
        } finally {
            if (!usable) {
                file.close();
            }
        }
    }

    private void readRuns(DataInputStream in) throws IOException {
        var statuses = new JobStatus[in.readInt()];
        for (int i = 0; i < statuses.length; i++) {
            statuses[i] = JobStatus.valueOf(in.readUTF());
        }
        int count = in.readInt();
        long offset = 0;
        for (int i = 0; i < count; i++) {
            var id = in.readUTF();
            int number = in.readInt();
            int replicate = in.readInt();
            var status = statuses[in.readByte()];
            Optional<Double> score = in.readBoolean() ? Optional.of(in.readDouble()) : Optional.empty();
            var columns = new RunColumns(
                    id, number, replicate, status, score, in.readDouble(), Duration.ofNanos(in.readLong()));
            long revision = in.readLong();
            var part = new Part(offset, in.readInt(), in.readInt());
            offset += part.length();
            runs.add(new Held.Shelved(columns, revision, this, part));
        }
    }

    Head head() {
        return head;
    }

    /// All runs, in the order in which they were changed last.
    List<Held> runs() {
        return runs;
    }

    long size() {
        return ends.offset() + ends.length();
    }

    String text(Part part) {
        return new String(bytes(part), StandardCharsets.UTF_8);
    }

    /// The decisions recorded, as lines of JSON.
    byte[] decisionLines() {
        return bytes(decisions);
    }

    /// The last `limit` decisions, oldest first.
    List<Fact.Decided> decisions(int limit) {
        var lines = text(decisions).lines().toList();
        return lines.subList(Math.max(0, lines.size() - limit), lines.size()).stream()
                .map(Documents::decided)
                .toList();
    }

    /// All decisions in one of these words, oldest first, and perhaps others. Lines that cannot be one are not read.
    List<Fact.Decided> decisions(Set<String> words) {
        return text(decisions)
                .lines()
                .filter(line -> words.stream().anyMatch(line::contains))
                .map(Documents::decided)
                .toList();
    }

    /// Up to which byte each job's file of points counts.
    Map<JobId, Long> pointsEnds() {
        if (pointsEnds.isEmpty()) {
            pointsEnds = Optional.of(readEnds());
        }
        return pointsEnds.get();
    }

    private Map<JobId, Long> readEnds() {
        var all = new LinkedHashMap<JobId, Long>();
        try (var in = open(bytes(ends))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                var id = new JobId(in.readUTF(), JobType.valueOf(in.readUTF()), in.readInt(), in.readInt());
                all.put(id, in.readLong());
            }
        } catch (IOException e) {
            throw new UnusableException(Why.DAMAGED, "the ends of the jobs' points cannot be read", e);
        }
        return all;
    }

    byte[] bytes(Part part) {
        try {
            var bytes = read(part.offset(), part.length());
            if (crc(bytes, 0, bytes.length) != part.crc()) {
                throw new UnusableException(
                        Why.DAMAGED, "checksum of %d bytes at %d is wrong".formatted(part.length(), part.offset()));
            }
            return bytes;
        } catch (EOFException e) {
            throw new UnusableException(Why.DAMAGED, "it ends before byte %d".formatted(part.offset()), e);
        } catch (IOException e) {
            throw new UnusableException(Why.OUT_OF_REACH, String.valueOf(e.getMessage()), e);
        }
    }

    /// Reads ahead, as all documents are often asked for one after the other.
    private byte[] read(long offset, int length) throws IOException {
        var bytes = new byte[length];
        if (offset < 0 || length > AHEAD) {
            file.seek(Math.max(0, offset));
            file.readFully(bytes);
            return bytes;
        }
        if (offset < windowStart || offset + length > windowStart + window.length) {
            var next = new byte[(int) Math.min(AHEAD, file.length() - offset)];
            file.seek(offset);
            file.readFully(next);
            window = next;
            windowStart = offset;
        }
        System.arraycopy(window, Math.toIntExact(offset - windowStart), bytes, 0, length);
        return bytes;
    }

    static int crc(byte[] bytes, int from, int length) {
        var crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private static DataInputStream open(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    private static Part part(DataInputStream in) throws IOException {
        return new Part(in.readLong(), in.readInt(), in.readInt());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
