package metta.sweep.recipe;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import metta.sweep.json.Json;
import metta.sweep.telemetry.Reasons;
import metta.sweep.telemetry.Values;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Asks a recipe's training program, a Python script, what it can be told. One that uses argparse is run up to where it
/// parses its arguments, one of Hydra with `--cfg job`; no other is run at all, because it might begin to train.
public final class Interview {
    private static final long LONGEST_SECONDS = 120;
    private static final Pattern PARSES = Pattern.compile("\\bparse_(known_)?args\\(");

    private final Recipe recipe;
    private final PythonScript program;
    private final Map<String, String> environment;

    /// @param environment of this process
    public Interview(Recipe recipe, Map<String, String> environment) {
        this.recipe = recipe;
        this.program = new PythonScript(recipe, environment);
        this.environment = Map.copyOf(environment);
    }

    /// What a program answered.
    ///
    /// @param problem why it could not be asked
    public record Answer(List<ProgramOption> options, Optional<String> problem) {
        public Answer {
            options = List.copyOf(options);
        }

        private static Answer none(String problem) {
            return new Answer(List.of(), Optional.of(Values.plain(problem)));
        }
    }

    /// What it answers, without what the recipe itself tells it.
    public Answer ask() throws InterruptedException {
        try {
            var answer = program.script().isEmpty()
                    ? Answer.none("its training is no Python script")
                    : ask(program.script().get());
            var given = recipe.train().args().keySet();
            return new Answer(
                    answer.options().stream()
                            .filter(each -> !given.contains(each.name()))
                            .toList(),
                    answer.problem());
        } catch (IOException e) {
            return Answer.none(Reasons.of(e));
        }
    }

    private Answer ask(Path script) throws IOException, InterruptedException {
        if (!program.startedByPython()) {
            return Answer.none("it is started by a program of its own");
        }
        if (!Files.isRegularFile(script)) {
            return Answer.none("there is no file " + script);
        }
        var text = new String(Files.readAllBytes(script), StandardCharsets.ISO_8859_1);
        if (recipe.train().form().style() == ArgumentStyle.HYDRA && text.contains("hydra")) {
            return hydra(script);
        }
        return text.contains("argparse") && PARSES.matcher(text).find()
                ? argparse(script)
                : Answer.none("%s uses neither argparse nor Hydra".formatted(script.getFileName()));
    }

    private Answer argparse(Path script) throws IOException, InterruptedException {
        var answer = Files.createTempFile("metta-options", ".json");
        try {
            var words = Stream.concat(
                    program.interpreter().stream(), Stream.of("-c", asker(), answer.toString(), script.toString()));
            var problem = run(words.toList(), Optional.empty());
            if (problem.isPresent() || Files.size(answer) == 0) {
                return Answer.none(problem.orElse("it ended before it parsed its arguments"));
            }
            var options =
                    Json.readTree(Files.readString(answer)).get("options") instanceof List<?> all ? all : List.of();
            return new Answer(
                    options.stream()
                            .map(each -> ProgramOption.of((Map<?, ?>) each))
                            .toList(),
                    Optional.empty());
        } finally {
            Files.delete(answer);
        }
    }

    private Answer hydra(Path script) throws IOException, InterruptedException {
        var answer = Files.createTempFile("metta-options", ".yaml");
        try {
            var words = Stream.concat(program.interpreter().stream(), Stream.of(script.toString(), "--cfg", "job"));
            var problem = run(words.toList(), Optional.of(answer));
            return problem.isPresent() ? Answer.none(problem.get()) : settings(Files.readString(answer));
        } finally {
            Files.delete(answer);
        }
    }

    private static Answer settings(String yaml) {
        try {
            var load =
                    new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
            var options = new LinkedHashMap<String, ProgramOption>();
            if (load.loadFromString(yaml) instanceof Map<?, ?> tree) {
                collect("", tree, options);
            }
            return new Answer(List.copyOf(options.values()), Optional.empty());
        } catch (YamlEngineException e) {
            return Answer.none("--cfg job printed no YAML: " + e.getMessage());
        }
    }

    private static void collect(String prefix, Map<?, ?> tree, Map<String, ProgramOption> options) {
        tree.forEach((key, value) -> {
            var name = prefix + key;
            switch (value) {
                case Map<?, ?> inner -> collect(name + ".", inner, options);
                case Integer whole ->
                    options.put(name, new ProgramOption(name, Optional.of(whole.longValue()), List.of(), ""));
                case Number _, Boolean _, String _ ->
                    options.put(name, new ProgramOption(name, Optional.of(value), List.of(), ""));
                case null, default -> {}
            }
        });
    }

    /// Why it did not answer; empty if it did.
    private Optional<String> run(List<String> words, Optional<Path> out) throws IOException, InterruptedException {
        var log = Files.createTempFile("metta-options", ".log");
        try {
            var builder = new ProcessBuilder(words)
                    .directory(program.directory().toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectError(log.toFile())
                    .redirectOutput(out.orElse(log).toFile());
            recipe.environment()
                    .forEach(
                            (name, value) -> builder.environment().put(name, Macros.fixed(value, recipe, environment)));
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            var process = builder.start();
            try {
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    return Optional.of("it did not answer within %d seconds".formatted(LONGEST_SECONDS));
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(lastLine(log, process.exitValue()));
        } finally {
            Files.delete(log);
        }
    }

    private static String lastLine(Path log, int exit) throws IOException {
        var text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
        return "it ended with %d%s"
                .formatted(exit, text.isEmpty() ? "" : ": " + text.substring(text.lastIndexOf('\n') + 1));
    }

    private static String asker() {
        try (var in = Interview.class.getResourceAsStream("argparse_options.py")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
