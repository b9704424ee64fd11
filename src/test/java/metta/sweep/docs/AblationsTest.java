package metta.sweep.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What `bench/ablations.sh` takes away from optimizers is still there.
final class AblationsTest {
    private static final String FILE = "+++ b/";

    static Stream<Path> patches() throws IOException {
        try (var found = Files.walk(Path.of("bench/ablations"))) {
            return found.filter(each -> each.toString().endsWith(".patch")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("patches")
    void each_patch_applies(Path patch) throws IOException {
        var file = Path.of("");
        var before = new ArrayList<String>();
        int hunks = 0;
        for (var line : Stream.concat(Files.readAllLines(patch).stream(), Stream.of("@@"))
                .toList()) {
            if (line.startsWith(FILE) || line.startsWith("@@") || line.startsWith("---")) {
                hunks += assertThere(file, before);
            }
            if (line.startsWith(FILE)) {
                file = Path.of(line.substring(FILE.length()));
            } else if (line.startsWith(" ") || (line.startsWith("-") && !line.startsWith("--"))) {
                before.add(line.substring(1));
            }
        }
        assertThat(hunks).as("%s changes something", patch).isPositive();
    }

    /// Whether there was anything to look for.
    private static int assertThere(Path file, List<String> before) throws IOException {
        if (before.isEmpty()) {
            return 0;
        }
        assertThat(Files.readString(file)).as("%s", file).contains(String.join("\n", before));
        before.clear();
        return 1;
    }
}
