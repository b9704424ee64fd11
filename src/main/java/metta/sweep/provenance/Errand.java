package metta.sweep.provenance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a program that answers a question, such as git, and takes its answer.
///
/// @param environment all of it
/// @param longest how long it may take
/// @param most how many bytes it may answer
record Errand(Path directory, Map<String, String> environment, Duration longest, int most) {
    private static final int NOT_FOUND = 127;
    private static final int MOST_COMPLAINTS = 4_096;

    /// For what a program left running may hold its output open as long as it likes.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

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

        int exitCode() {
            return exitCode;
        }

        /// Whether there is no such program here.
        boolean notFound() {
            return exitCode == NOT_FOUND;
        }

        String complaint() {
            return err.strip();
        }

        /// All of it, where it ended well.
        byte[] bytes() throws IOException {
            if (exitCode != 0) {
                throw new IOException(
                        "it ended with %d%s".formatted(exitCode, err.isBlank() ? "" : ": " + complaint()));
            }
            return out;
        }

        /// The same as text.
        String text() throws IOException {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }

    /// What a program prints, as far as it is wanted.
    private static final class Output {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final int most;
        private final Thread reader;
        private volatile boolean tooMuch;

        Output(InputStream from, int most) {
            this.most = most;
            this.reader = Thread.ofVirtual().start(() -> take(from));
        }

        private void take(InputStream from) {
            try {
                var buffer = new byte[8_192];
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    int left = most - taken.size();
                    tooMuch |= count > left;
                    taken.write(buffer, 0, Math.min(count, left));
                }
            } catch (IOException _) {
                // It has ended; how is told by its exit code.
            }
        }

        byte[] all() throws InterruptedException {
            var _ = reader.join(LAST_WORDS);
            return taken.toByteArray();
        }
    }

    /// @throws IOException if it takes too long or answers too much
    Answer run(List<String> words, byte[] input) throws IOException {
        var process = start(words);
        try {
            var out = new Output(process.getInputStream(), most);
            var err = new Output(process.getErrorStream(), MOST_COMPLAINTS);
            Thread.ofVirtual().start(() -> tell(process.getOutputStream(), input));
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "%s takes longer than %d seconds".formatted(words.getFirst(), longest.toSeconds()));
            }
            var answer = new Answer(process.exitValue(), out.all(), new String(err.all(), StandardCharsets.UTF_8));
            if (out.tooMuch) {
                throw new IOException("%s answers more than %,d bytes".formatted(words.getFirst(), most));
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException(words.getFirst() + " was interrupted").initCause(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /// It is looked up where its own environment says, and not where that of this process does.
    private Process start(List<String> words) throws IOException {
        var all = new ArrayList<>(List.of("/usr/bin/env"));
        all.addAll(words);
        var builder = new ProcessBuilder(all).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// One that does not read what it is told says so by how it ends.
    private static void tell(OutputStream to, byte[] input) {
        try (to) {
            to.write(input);
        } catch (IOException _) {
            // Likewise.
        }
    }
}
