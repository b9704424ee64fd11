package metta.sweep.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example that a newcomer runs first, with the controller killed on the way.
final class ArenaIT {
    /// The first line that the arena's programs write. Supervisors append, so a second start would show.
    private static final Pattern START =
            Pattern.compile("(?m)^(?:training (\\S+):|evaluating .*/([^/ ]+)/checkpoints:)");

    @TempDir
    private Path folder;

    @Test
    void each_training_and_evaluation_happens_once_although_the_controller_is_killed() throws Exception {
        var metta = new Metta(folder);
        new KilledController(metta, () -> starts(metta.sweeps()))
                .assertEachTrainingAndEvaluationStartsOnce("arena", 3, 1);
    }

    private static List<String> starts(Path sweeps) {
        if (!Files.isDirectory(sweeps)) {
            return List.of();
        }
        try (var files = Files.walk(sweeps)) {
            return files.filter(each -> each.endsWith("stdout.log"))
                    .flatMap(each -> starts(Metta.read(each)))
                    .toList();
        } catch (IOException | UncheckedIOException _) {
            return List.of(); // A file went away while we looked; the caller looks again.
        }
    }

    private static Stream<String> starts(String text) {
        return START.matcher(text)
                .results()
                .map(each -> each.group(1) != null ? each.group(1) : each.group(2) + "_eval");
    }
}
