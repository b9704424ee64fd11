package metta.sweep.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import metta.sweep.Fact;
import metta.sweep.JobId;
import metta.sweep.JobStatus;
import metta.sweep.json.Json;

/// Writes what [Snapshot] reads, front to back.
final class SnapshotWriter {
    private final OutputStream out;
    private final ByteArrayOutputStream tableBytes = new ByteArrayOutputStream();
    private final DataOutputStream table = new DataOutputStream(tableBytes);
    private long offset;

    private SnapshotWriter(OutputStream out) {
        this.out = out;
    }

    /// @param runs in the order in which they were changed last
    /// @param decisions as lines of JSON: those of the snapshot before, then those made since
    static void write(
            OutputStream out,
            Head head,
            List<Held> runs,
            byte[] earlierDecisions,
            List<Fact.Decided> decisions,
            Map<JobId, Long> pointsEnds)
            throws IOException {
        var writer = new SnapshotWriter(out);
        var rows = new ByteArrayOutputStream();
        writer.runs(runs, new DataOutputStream(rows));
        writer.text(head.text());
        writer.decisions(earlierDecisions, decisions);
        writer.ends(pointsEnds);
        rows.writeTo(writer.table);
        writer.finish();
    }

    private void runs(List<Held> runs, DataOutputStream rows) throws IOException {
        var statuses = List.of(JobStatus.values());
        rows.writeInt(statuses.size());
        for (var status : statuses) {
            rows.writeUTF(status.name());
        }
        rows.writeInt(runs.size());
        for (var run : runs) {
            var part = put(document(run));
            var columns = run.columns();
            rows.writeUTF(columns.runId());
            rows.writeInt(columns.number());
            rows.writeInt(columns.replicate());
            rows.writeByte(statuses.indexOf(columns.status()));
            rows.writeBoolean(columns.score().isPresent());
            if (columns.score().isPresent()) {
                rows.writeDouble(columns.score().get());
            }
            rows.writeDouble(columns.cost());
            rows.writeLong(columns.busy().toNanos());
            rows.writeLong(run.revision());
            rows.writeInt(part.length());
            rows.writeInt(part.crc());
        }
    }

    private static byte[] document(Held held) {
        return switch (held) {
            case Held.AtHand atHand -> Json.write(atHand.run()).getBytes(StandardCharsets.UTF_8);
            case Held.Shelved shelved -> shelved.snapshot().bytes(shelved.part());
        };
    }

    private void text(String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        table.writeInt(bytes.length);
        table.write(bytes);
    }

    private void decisions(byte[] earlier, List<Fact.Decided> decisions) throws IOException {
        var lines = new ByteArrayOutputStream();
        lines.write(earlier);
        for (var each : decisions) {
            lines.write((Json.write(each) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        part(put(lines.toByteArray()));
    }

    private void ends(Map<JobId, Long> pointsEnds) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var ends = new DataOutputStream(bytes)) {
            ends.writeInt(pointsEnds.size());
            for (var each : pointsEnds.entrySet()) {
                var id = each.getKey();
                ends.writeUTF(id.runId());
                ends.writeUTF(id.type().name());
                ends.writeInt(id.leg());
                ends.writeInt(id.attempt());
                ends.writeLong(each.getValue());
            }
        }
        part(put(bytes.toByteArray()));
    }

    private void part(Snapshot.Part part) throws IOException {
        table.writeLong(part.offset());
        table.writeInt(part.length());
        table.writeInt(part.crc());
    }

    private Snapshot.Part put(byte[] bytes) throws IOException {
        var part = new Snapshot.Part(offset, bytes.length, Snapshot.crc(bytes, 0, bytes.length));
        out.write(bytes);
        offset += bytes.length;
        return part;
    }

    private void finish() throws IOException {
        var bytes = tableBytes.toByteArray();
        var tail = new DataOutputStream(out);
        var part = put(bytes);
        tail.writeLong(part.offset());
        tail.writeInt(part.length());
        tail.writeInt(part.crc());
        tail.writeLong(Snapshot.MAGIC);
        tail.flush();
    }
}
