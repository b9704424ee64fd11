package metta.sweep.arena;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// A training's state in one file: a magic number, the checksum of the rest, the origin, then what [Trainer#write]
/// wrote.
///
/// @param origin what METTA_RESUME_FROM said when this training began, empty if nothing
/// @param state the trainer's bytes, which nobody changes
@SuppressWarnings("ArrayRecordComponent")
record Checkpoint(String origin, byte[] state) {
    private static final long MAGIC = 0x4D45545441415231L; // "METTAAR1"
    private static final int HEADER = 2 * Long.BYTES;

    static Checkpoint of(Trainer trainer, String origin) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            trainer.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Checkpoint(origin, bytes.toByteArray());
    }

    /// Makes the file appear complete or not at all, whatever dies meanwhile.
    void writeTo(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(origin);
        out.write(state);
        byte[] body = bytes.toByteArray();
        ByteBuffer whole = ByteBuffer.allocate(HEADER + body.length);
        whole.putLong(MAGIC).putLong(checksum(body)).put(body).flip();
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (whole.hasRemaining()) {
                channel.write(whole);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }

    /// Throws [ArenaException] if the file is missing or is not, byte for byte, what was written.
    static Checkpoint readFrom(Path file) {
        try {
            ByteBuffer whole = ByteBuffer.wrap(Files.readAllBytes(file));
            if (whole.remaining() < HEADER || whole.getLong() != MAGIC) {
                throw new ArenaException("%s is not an arena checkpoint".formatted(file));
            }
            long expected = whole.getLong();
            byte[] body = new byte[whole.remaining()];
            whole.get(body);
            if (checksum(body) != expected) {
                throw new ArenaException("checkpoint %s is corrupt: its checksum does not match".formatted(file));
            }
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(body));
            return new Checkpoint(in.readUTF(), in.readAllBytes());
        } catch (NoSuchFileException e) {
            throw new ArenaException("there is no checkpoint %s".formatted(file), e);
        } catch (IOException e) {
            throw new ArenaException("cannot read checkpoint %s: %s".formatted(file, e), e);
        }
    }

    void restore(Trainer trainer) {
        try {
            trainer.read(new DataInputStream(new ByteArrayInputStream(state)));
        } catch (IOException e) {
            throw new ArenaException("the checkpoint does not fit this training: " + e.getMessage(), e);
        }
    }

    /// The policy alone, and how far it was trained.
    TrainedPolicy policy() {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(state));
        try {
            Progress progress = Progress.read(in);
            PolicyShape shape = new PolicyShape(EgocentricView.FEATURES, progress.hiddenSize(), Move.COUNT);
            Policy policy = new Policy(shape, new float[shape.size()]);
            Floats.read(in, policy.parameters);
            return new TrainedPolicy(policy, progress);
        } catch (IOException e) {
            throw new ArenaException("the checkpoint holds no policy of this version: " + e.getMessage(), e);
        }
    }

    private static long checksum(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        return crc.getValue();
    }
}
