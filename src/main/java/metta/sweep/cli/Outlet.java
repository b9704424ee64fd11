package metta.sweep.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.telemetry.Reasons;

/// Where a command prints its result. A print stream keeps to itself what went wrong; this one remembers it.
final class Outlet extends PrintStream {
    private static final String READER_LEFT = "Broken pipe";
    private final Remembering remembering;

    /// A stream that keeps the first failure.
    private static final class Remembering extends OutputStream {
        private final OutputStream to;
        private Optional<IOException> failure = Optional.empty();

        Remembering(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int from, int count) throws IOException {
            try {
                to.write(octets, from, count);
            } catch (IOException e) {
                failure = failure.or(() -> Optional.of(e));
                throw e;
            }
        }
    }

    private Outlet(Remembering remembering, Charset charset) {
        super(remembering, true, charset);
        this.remembering = remembering;
    }

    static Outlet to(OutputStream stream, Charset charset) {
        return new Outlet(new Remembering(stream), charset);
    }

    /// This process's own.
    static Outlet stdout() {
        return to(new FileOutputStream(FileDescriptor.out), System.out.charset());
    }

    /// Why something that was printed is lost. A reader that wanted no more, as `head`, has lost nothing.
    private Optional<IOException> loss() {
        return checkError()
                ? remembering.failure.filter(each -> !READER_LEFT.equals(each.getMessage()))
                : Optional.empty();
    }

    /// The exit code of a command that ended with `exit`: another one where it went well, but what it printed is lost.
    static int delivered(Terminal terminal, int exit) {
        var loss = terminal.out() instanceof Outlet outlet ? outlet.loss() : Optional.<IOException>empty();
        if (loss.isEmpty()) {
            return exit;
        }
        terminal.warn("what was to be printed could not be written to stdout: " + Reasons.of(loss.get()));
        return exit == 0 ? SweepException.Exit.IO.code() : exit;
    }
}
