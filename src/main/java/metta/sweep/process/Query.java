package metta.sweep.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a program that answers a question, such as git, and takes its answer.
///
/// @param environment all of it
/// @param longest how long it may take
/// @param most how many bytes it may answer
public record Query(Path directory, Map<String, String> environment, Duration longest, int most) {
    private static final int NOT_FOUND = 127;
    private static final int MOST_COMPLAINTS = 4_096;

    /// For what a program left running may hold its output open as long as it likes.
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    /// What a program answered.
    public static final class Answer {
        private final int exitCode;
        private final byte[] out;
        private final String err;

        private Answer(int exitCode, byte[] out, String err) {
            this.exitCode = exitCode;
            this.out = out;
            this.err = err;
        }

        public int exitCode() {
            return exitCode;
        }

        /// Whether there is no such program here.
        public boolean notFound() {
            return exitCode == NOT_FOUND;
        }

        /// What it printed to standard error: the end of it, if that was much.
        public String complaint() {
            return err.strip();
        }

        /// All of it, where it ended well.
        public byte[] bytes() throws IOException {
            if (exitCode != 0) {
                throw new IOException(
                        "it ended with %d%s".formatted(exitCode, err.isBlank() ? "" : ": " + complaint()));
            }
            return out;
        }

        /// The same as text.
        public String text() throws IOException {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }

    /// The end of what a program prints.
    private static final class Output {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private final int most;
        private final Thread reader;
        private volatile boolean tooMuch;
        private volatile long count;

        Output(InputStream from, int most) {
            this.most = most;
            this.reader = Thread.ofVirtual().start(() -> take(from));
        }

        private void take(InputStream from) {
            try {
                var buffer = new byte[8_192];
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    add(buffer, count);
                }
            } catch (IOException _) {
                // It has ended; how is told by its exit code.
            }
        }

        private synchronized void add(byte[] bytes, int length) {
            taken.write(bytes, 0, length);
            count += length;
            tooMuch |= taken.size() > most;
            if (taken.size() > 2L * most) {
                var end = end();
                taken.reset();
                taken.writeBytes(end);
            }
        }

        private synchronized byte[] end() {
            var all = taken.toByteArray();
            return Arrays.copyOfRange(all, Math.max(0, all.length - most), all.length);
        }

        byte[] read() throws InterruptedException {
            long before;
            do { // While there comes more of it.
                before = count;
            } while (!reader.join(LAST_WORDS) && count > before && !tooMuch);
            return end();
        }
    }

    /// Runs it to its end.
    ///
    /// @param words the program and its arguments
    /// @param input what it is told on its standard input
    /// @throws IOException if it takes too long or answers too much
    public Answer run(List<String> words, byte[] input) throws IOException {
        var process = start(words);
        try {
            var out = new Output(process.getInputStream(), most);
            var err = new Output(process.getErrorStream(), MOST_COMPLAINTS);
            Thread.ofVirtual().start(() -> tell(process.getOutputStream(), input));
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "%s takes longer than %d seconds".formatted(words.getFirst(), longest.toSeconds()));
            }
            var answer = new Answer(process.exitValue(), out.read(), new String(err.read(), StandardCharsets.UTF_8));
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
