package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import metta.sweep.telemetry.Reasons;

/// Where the output goes of the command that tells people of a sweep: `notify.log` in the sweep's folder.
final class NoticeLog {
    private NoticeLog() {}

    /// The file, made long before it is needed: it may be a full disk that people are told of. Empty where it cannot be
    /// made, which is no reason not to tell them.
    static Optional<Path> in(Path folder, Consumer<String> warn) {
        var file = folder.resolve("notify.log");
        try {
            Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            return Optional.of(file);
        } catch (IOException e) {
            warn.accept("what the command under `notify` prints is not kept: %s: %s".formatted(file, Reasons.of(e)));
            return Optional.empty();
        }
    }
}
