package metta.sweep.store;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import metta.sweep.Fact;
import metta.sweep.JobId;
import metta.sweep.JobStatus;
import metta.sweep.JobType;
import metta.sweep.json.Json;

/// A sweep as it stood when its change log was so long, in one file that is never changed: what [SnapshotWriter] wrote.
///
/// Documents, then a table of the runs, then a tail of fixed length that says where the table is. Opening reads the
/// table alone; documents are read when they are asked for. Each part has a checksum.
final class Snapshot implements AutoCloseable {
    static final long MAGIC = 0x4d45545441_534e31L; // "METTASN1"
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

    /// What was written cannot be read back. The change log still can.
    static final class DamagedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DamagedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private Snapshot(RandomAccessFile file) throws IOException {
        this.file = file;
        long length = file.length();
        try (var tail = open(read(length - TAIL, TAIL))) {
            var table = new Part(tail.readLong(), tail.readInt(), tail.readInt());
            if (tail.readLong() != MAGIC || table.offset() + table.length() + TAIL != length) {
                throw new IOException("no whole snapshot");
            }
            try (var in = open(bytes(table))) {
                this.head = Head.of(Json.readTree(text(in)));
                this.decisions = part(in);
                this.ends = part(in);
                readRuns(in);
            }
        }
    }

    /// Opens what lies at `path`.
    ///
    /// @throws IOException if it cannot be read, or is no whole snapshot
    static Snapshot open(Path path) throws IOException {
        var file = new RandomAccessFile(path.toFile(), "r");
        boolean usable = false;
        try {
            var snapshot = new Snapshot(file);
            usable = true;
            return snapshot;
        } catch (DamagedException | Json.InvalidJsonException | IllegalArgumentException e) {
            throw new IOException("no whole snapshot: " + e.getMessage(), e);
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
            var status = statuses[in.readByte()];
            Optional<Double> score = in.readBoolean() ? Optional.of(in.readDouble()) : Optional.empty();
            var columns = new RunColumns(id, number, status, score, in.readDouble());
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
            throw new DamagedException("the ends of the jobs' points cannot be read", e);
        }
        return all;
    }

    byte[] bytes(Part part) {
        try {
            var bytes = read(part.offset(), part.length());
            if (crc(bytes, 0, bytes.length) != part.crc()) {
                throw new IOException("checksum of %d bytes at %d is wrong".formatted(part.length(), part.offset()));
            }
            return bytes;
        } catch (IOException e) {
            throw new DamagedException(String.valueOf(e.getMessage()), e);
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
