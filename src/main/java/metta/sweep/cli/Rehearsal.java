package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import metta.sweep.config.StoreType;

/// Walks common paths once, while the build records which classes they need: all of them, on a sweep of two trials that
/// do nothing, or then only looks at sweeps, which need far fewer. Run by the launcher after a build.
///
/// Its arguments are an empty folder, which it leaves filled, and `all` or `look`.
public final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        var sweeps = folder.resolve("sweeps").toString();
        if (args[1].equals("all")) {
            all(folder, sweeps);
        }
        rehearse("sweep", "status", "--dir", sweeps);
        for (var type : StoreType.values()) {
            rehearse("sweep", "status", "--dir", halfWay(folder, type).toString());
        }
    }

    private static Path halfWay(Path folder, StoreType type) {
        return folder.resolve("half-way-" + type);
    }

    private static void all(Path folder, String sweeps) throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), """
                name: rehearsal
                train: {command: [sh, -c, 'echo "{\\"score\\": 1}" >"$METTA_RESULT_FILE"'], style: none}
                """);
        var config = Files.writeString(folder.resolve("sweep.yaml"), """
                metric: score
                parameters: {x: {min: 0.0, max: 1.0}, y: {values: [a, b]}}
                budget: {max_trials: 2}
                """);
        rehearse("--help");
        rehearse("sweep", "start", folder.toString(), "--config", config.toString(), "--dir", sweeps);
        rehearse("sweep", "status", "--json", "--dir", sweeps);
        rehearse("sweep", "analyze", "--dir", sweeps);
        rehearse("sweep", "list", "--dir", sweeps);
        for (var type : StoreType.values()) {
            HalfWay.leave(new Folder(halfWay(folder, type)), type, folder, config);
        }
    }

    private static void rehearse(String... command) {
        int exit = Main.run(command);
        if (exit != 0) {
            throw new IllegalStateException("%s ended with %d".formatted(String.join(" ", command), exit));
        }
    }
}
