package metta.sweep.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import metta.sweep.StoreException;
import metta.sweep.config.StorePlace;
import metta.sweep.config.StoreType;
import org.postgresql.Driver;

/// Walks common paths once, while the build records which classes they need: all of them, on a sweep of two trials that
/// do nothing, or then only looks at sweeps, which need far fewer. Run by the launcher after a build.
///
/// Its arguments are an empty folder, which it leaves filled, and `all` or `look`.
public final class Rehearsal {
    private static final String CLASS = ".class";

    /// Where the driver for PostgreSQL has what every connection needs.
    private static final List<String> POSTGRES =
            List.of("org/postgresql/core/", "org/postgresql/jdbc/", "org/postgresql/util/", "org/postgresql/shaded/");

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
        for (var type : StoreType.values()) {
            goOn(type, folder, config, type == StoreType.SQLITE ? sweeps : sweeps + type);
        }
        rehearse("sweep", "status", "--json", "--dir", sweeps);
        rehearse("sweep", "analyze", "--dir", sweeps);
        rehearse("sweep", "list", "--dir", sweeps);
        for (var type : StoreType.values()) {
            HalfWay.leave(new Folder(halfWay(folder, type)), type, folder, config);
        }
        meetPostgres(folder);
    }

    /// Runs a sweep to its end, and then a little further: the way of one that was interrupted.
    private static void goOn(StoreType type, Path recipe, Path config, String sweeps) {
        String[] start = {
            "sweep", "start", recipe.toString(), "--config", config.toString(), "--store", type.word(), "--dir", sweeps
        };
        rehearse(start);
        rehearse("sweep", "extend", "rehearsal", "--trials", "1", "--dir", sweeps);
        rehearse(start);
    }

    /// Nobody answers there. What a server would be talked to with is loaded all the same.
    private static void meetPostgres(Path folder) throws IOException {
        try (var store = new Folder(folder).open(StorePlace.parse("postgresql://nobody@localhost:1/none"))) {
            store.lease("none");
            throw new IllegalStateException("a database answers on port 1");
        } catch (StoreException _) {
            loadDriver();
        }
    }

    private static void loadDriver() throws IOException {
        var jar = Path.of(URI.create(
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toString()));
        try (var classes = new JarFile(jar.toFile())) {
            classes.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(CLASS) && POSTGRES.stream().anyMatch(name::startsWith))
                    .forEach(Rehearsal::load);
        }
    }

    private static void load(String file) {
        try {
            Class.forName(
                    file.substring(0, file.length() - CLASS.length()).replace('/', '.'),
                    false,
                    Rehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError _) {
            // It needs a library that is not here, so it is never needed here.
        }
    }

    private static void rehearse(String... command) {
        int exit = Main.run(command);
        if (exit != 0) {
            throw new IllegalStateException("%s ended with %d".formatted(String.join(" ", command), exit));
        }
    }
}
