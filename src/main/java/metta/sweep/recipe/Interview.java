package metta.sweep.recipe;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    /// What may stand before a Python.
    private static final Set<String> FINDERS = Set.of(Macros.ENV, "env", "uv", "run", "poetry", "pipenv");

    private final Recipe recipe;
    private final Map<String, String> environment;

    /// @param environment of this process
    public Interview(Recipe recipe, Map<String, String> environment) {
        this.recipe = recipe;
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
            var answer = script().isEmpty() ? Answer.none("its training is no Python script") : ask(script().get());
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
        if (!FINDERS.containsAll(interpreter().subList(0, interpreter().size() - 1))) {
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
                    interpreter().stream(), Stream.of("-c", asker(), answer.toString(), script.toString()));
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
            var words = Stream.concat(interpreter().stream(), Stream.of(script.toString(), "--cfg", "job"));
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
                    .directory(directory().toFile())
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

    private Optional<Path> script() {
        return words().stream()
                .filter(each -> each.endsWith(".py"))
                .findFirst()
                .map(each -> directory().resolve(each));
    }

    /// Where its jobs run, as far as that is known without a job.
    private Path directory() {
        return recipe.directory().contains("${") ? recipe.home() : recipe.home().resolve(recipe.directory());
    }

    /// What stands before the script: the user's interpreter, or what finds it, such as `uv run`.
    private List<String> interpreter() {
        var before = new ArrayList<String>();
        for (var word : words()) {
            if (word.endsWith(".py")) {
                break;
            }
            before.add(word);
        }
        boolean python = !before.isEmpty()
                && Path.of(before.getLast()).getFileName().toString().startsWith("python");
        if (!python) {
            before.add(before.isEmpty() ? Macros.python(environment) : "python");
        }
        return before;
    }

    private List<String> words() {
        return recipe.train().command().stream()
                .map(word -> Macros.fixed(word, recipe, environment))
                .toList();
    }

    private static String asker() {
        try (var in = Interview.class.getResourceAsStream("argparse_options.py")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
