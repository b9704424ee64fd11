package metta.sweep.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import metta.sweep.Lease;

/// How often the lease was renewed in the current epoch: one short line that is overwritten in place, so that a long
/// sweep's heartbeats do not fill its change log.
final class BeatFile implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("epoch (\\d+) beat (\\d+)\n");
    private final Path path;
    private final Optional<OpenedFile> opened;

    BeatFile(Path path) throws IOException {
        this.path = path;
        this.opened = OpenedFile.openIfPossible(path);
    }

    /// The lease with its beat. What is torn or of another epoch counts as none.
    Lease read(Lease lease) throws IOException {
        if (opened.isEmpty()) {
            return lease;
        }
        var file = opened.get().file();
        var bytes = new byte[(int) Math.min(file.length(), 100)];
        file.seek(0);
        file.readFully(bytes);
        var line = LINE.matcher(new String(bytes, StandardCharsets.UTF_8));
        boolean current = line.matches() && Long.parseLong(line.group(1)) == lease.epoch();
        return current
                ? new Lease(lease.epoch(), Long.parseLong(line.group(2)), lease.owner(), lease.movedTo())
                : lease;
    }

    void write(Lease lease) throws IOException {
        var writable = opened.orElseThrow(() -> new AccessDeniedException(path.toString()));
        writable.requireWritable();
        var file = writable.file();
        file.seek(0);
        file.write("epoch %020d beat %020d\n"
                .formatted(lease.epoch(), lease.beat())
                .getBytes(StandardCharsets.UTF_8));
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        if (opened.isPresent()) {
            opened.get().close();
        }
    }
}
