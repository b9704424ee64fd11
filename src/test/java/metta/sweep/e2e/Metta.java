package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import metta.sweep.json.Json;

/// Runs the built jar in processes of its own, with sweeps in a folder of the test.
final class Metta {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private final Path folder;
    private final Map<String, String> environment;
    private final Path from;
    private int runs;

    Metta(Path folder) {
        this(folder, Map.of());
    }

    Metta(Path folder, Map<String, String> environment) {
        this(folder, environment, PROJECT);
    }

    private Metta(Path folder, Map<String, String> environment, Path from) {
        this.folder = folder;
        this.environment = environment;
        this.from = from;
    }

    /// The same, with its commands typed in another folder than the project's.
    Metta in(Path other) {
        return new Metta(folder, environment, other);
    }

    /// What a command came to.
    record Result(int exitCode, String out, String err) {
        Map<String, Object> json() {
            return Json.readTree(out);
        }
    }

    /// A command that may still run.
    static final class Running {
        private final Process process;
        private final Path out;
        private final Path err;

        private Running(Process process, Path out, Path err) {
            this.process = process;
            this.out = out;
            this.err = err;
        }

        Process process() {
            return process;
        }

        /// What it has written to stderr so far.
        String err() {
            return read(err);
        }

        Result end() throws InterruptedException {
            boolean ended = process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            assertThat(ended).as("it ends in time; it said: %s", read(err)).isTrue();
            return new Result(process.exitValue(), read(out), read(err));
        }
    }

    Path sweeps() {
        return folder.resolve("sweeps");
    }

    /// The jobs of a sweep whose program was started: the names of the attempts that were claimed.
    List<String> startedJobs(String sweep) {
        if (!Files.isDirectory(sweeps().resolve(sweep))) {
            return List.of();
        }
        try (var files = Files.walk(sweeps().resolve(sweep))) {
            return files.filter(each -> each.endsWith("claim"))
                    .map(each -> String.valueOf(
                            Objects.requireNonNull(each.getParent()).getFileName()))
                    .toList();
        } catch (IOException | UncheckedIOException _) {
            return List.of(); // A file went away while we looked; the caller looks again.
        }
    }

    /// The runs of a sweep, as `status` shows them.
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> runs(String sweep) throws IOException, InterruptedException {
        return (List<Map<String, Object>>) run("status", sweep, "--json").json().getOrDefault("runs", List.of());
    }

    /// A recipe of one shell command, whose score is `score`.
    Path recipe(String name, String script) throws IOException {
        var home = Files.createDirectories(folder.resolve("recipes").resolve(name));
        Files.writeString(home.resolve("train.sh"), script);
        Files.writeString(
                home.resolve("recipe.yaml"),
                "name: %s\ntrain: {command: [sh, train.sh], style: none}\nmetric: {name: score, goal: maximize}\n"
                        .formatted(name));
        return home;
    }

    /// A file in the test's folder.
    Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    /// Starts a sweep over `x`, one training at a time.
    Running startGrid(Path recipe, String values, String... more) throws IOException {
        var args = new ArrayList<>(List.of("start", recipe.toString(), "--grid", "x=" + values, "--parallel", "1"));
        args.addAll(Arrays.asList(more));
        return start(args.toArray(String[]::new));
    }

    /// Starts `metta sweep args…` in the folder where its commands are typed.
    Running start(String... args) throws IOException {
        var command = new ArrayList<>(List.of(
                // Where the tests themselves run in the background, Ctrl-C would be ignored.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                PROJECT.resolve("target/metta.jar") + ":" + PROJECT.resolve("target/lib") + "/*",
                "metta.sweep.cli.Main",
                "sweep"));
        command.addAll(Arrays.asList(args));
        var out = folder.resolve("out-" + ++runs);
        var err = folder.resolve("err-" + runs);
        var builder = new ProcessBuilder(command)
                .directory(from.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("METTA_SWEEPS", sweeps().toString());
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    Result run(String... args) throws IOException, InterruptedException {
        return start(args).end();
    }

    /// Waits until something is so.
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var bell = new Semaphore(0);
        for (int i = 0; !condition.getAsBoolean(); i++) {
            assertThat(i).as("waited too long until %s", what).isLessThan(1_200);
            assertThat(bell.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
