package metta.sweep.provenance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a program that answers a question, such as git, and takes its answer.
///
/// @param environment put over that of this process
/// @param longest how long it may take
/// @param most how many bytes it may answer
record Errand(Path directory, Map<String, String> environment, Duration longest, int most) {
    /// What a program answered.
    static final class Answer {
        private final int exitCode;
        private final byte[] out;
        private final String err;

        private Answer(int exitCode, byte[] out, String err) {
            this.exitCode = exitCode;
            this.out = out;
            this.err = err;
        }

        boolean good() {
            return exitCode == 0;
        }

        /// All of it, where it ended well.
        byte[] bytes() throws IOException {
            if (!good()) {
                throw new IOException(
                        "it ended with %d%s".formatted(exitCode, err.isBlank() ? "" : ": " + err.strip()));
            }
            return out;
        }

        /// The same as text.
        String text() throws IOException {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }

    /// @throws IOException if it cannot be started, takes too long or answers too much
    Answer run(List<String> words, byte[] input) throws IOException {
        var builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        try {
            var err = new ByteArrayOutputStream();
            var errors = Thread.ofVirtual().start(() -> take(process.getErrorStream(), err));
            var watchdog = Thread.ofVirtual().start(() -> endInTime(process));
            try (var in = process.getOutputStream()) {
                write(in, input);
            }
            var out = process.getInputStream().readNBytes(most + 1);
            if (out.length > most) {
                throw new IOException("%s answers more than %,d bytes".formatted(words.getFirst(), most));
            }
            process.waitFor();
            errors.join();
            watchdog.interrupt();
            return new Answer(process.exitValue(), out, err.toString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(words.getFirst() + " was interrupted").initCause(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void endInTime(Process process) {
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            // It has ended in time.
        }
    }

    /// One that does not read what it is told says so by how it ends.
    private static void write(OutputStream in, byte[] input) {
        try {
            in.write(input);
        } catch (IOException _) {
            // Likewise.
        }
    }

    private static void take(InputStream from, ByteArrayOutputStream to) {
        try {
            to.writeBytes(from.readNBytes(4_096));
            from.transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // It has ended; how is told by its exit code.
        }
    }
}
