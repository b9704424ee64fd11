package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// Walks the common paths once, on a sweep of two trials that do nothing, while the build records which classes they need.
/// Run by the launcher after a build.
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        var folder = Files.createTempDirectory("metta-rehearsal");
        try {
            Files.writeString(folder.resolve("recipe.yaml"), """
                    name: rehearsal
                    train: {command: [sh, -c, 'echo "{\\"score\\": 1}" >"$METTA_RESULT_FILE"'], style: none}
                    """);
            Files.writeString(folder.resolve("sweep.yaml"), """
                    metric: score
                    parameters: {x: {min: 0.0, max: 1.0}, y: {values: [a, b]}}
                    budget: {max_trials: 2}
                    """);
            var sweeps = folder.resolve("sweeps").toString();
            var config = folder.resolve("sweep.yaml").toString();
            rehearse("--help");
            rehearse("sweep", "start", folder.toString(), "--config", config, "--dir", sweeps);
            rehearse("sweep", "status", "--dir", sweeps);
            rehearse("sweep", "status", "--json", "--dir", sweeps);
            rehearse("sweep", "analyze", "--dir", sweeps);
            rehearse("sweep", "list", "--dir", sweeps);
        } finally {
            delete(folder);
        }
    }

    private static void rehearse(String... command) {
        int exit = Main.run(command);
        if (exit != 0) {
            throw new IllegalStateException("%s ended with %d".formatted(String.join(" ", command), exit));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
