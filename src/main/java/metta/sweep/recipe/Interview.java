package metta.sweep.recipe;

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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import metta.sweep.json.Json;
import metta.sweep.telemetry.Reasons;
import metta.sweep.telemetry.Values;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Asks a recipe's training program, a Python script, what it can be told. One that uses argparse, or what parses with
/// it in the end, is run up to where it parses its arguments, one of Hydra with `--cfg job`; no other is run at all,
/// because it might begin to train.
public final class Interview {
    private static final String COMPILE = "import sys; compile(open(sys.argv[1], 'rb').read(), sys.argv[1], 'exec')";

    /// Argparse, and what parses with it in the end.
    private static final Pattern LIBRARY =
            Pattern.compile("\\b(argparse|pydantic_settings|simple_parsing|HfArgumentParser)\\b");

    private static final Pattern PARSES = Pattern.compile(
            "\\bparse_(known_)?args\\(|\\bparse_args_into_dataclasses\\(|\\bCliApp\\.run\\(|\\bcli_parse_args\\s*=\\s*True");

    private final Recipe recipe;
    private final PythonScript program;
    private final Inquiry inquiry;

    /// @param environment of this process
    public Interview(Recipe recipe, Map<String, String> environment) {
        this.recipe = recipe;
        this.program = new PythonScript(recipe, environment);
        this.inquiry = new Inquiry(program, environment);
    }

    /// What a program answered.
    ///
    /// @param notes what it wants besides options, each a sentence for whoever writes the recipe
    /// @param problem why it could not be asked
    public record Answer(List<ProgramOption> options, List<String> notes, Optional<String> problem) {
        /// Of a program that is not asked.
        public static final Answer NOTHING = new Answer(List.of(), List.of(), Optional.empty());

        public Answer {
            options = List.copyOf(options);
            notes = List.copyOf(notes);
        }

        private static Answer none(String problem) {
            return new Answer(List.of(), List.of(), Optional.of(Values.plain(problem)));
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
                    answer.notes(),
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
        if (LIBRARY.matcher(text).find() && PARSES.matcher(text).find()) {
            return argparse(script);
        }
        return Answer.none(syntaxError(script)
                .orElse(
                        "in %s nothing is seen that can be asked: argparse, pydantic-settings, simple-parsing, or Hydra with `style: hydra`"
                                .formatted(script.getFileName())));
    }

    /// What is wrong with the script as a text; nothing of it is run.
    private Optional<String> syntaxError(Path script) throws IOException, InterruptedException {
        var words = Stream.concat(program.interpreter().stream(), Stream.of("-c", COMPILE, script.toString()));
        return Inquiry.problem(inquiry.run(words.toList()));
    }

    private Answer argparse(Path script) throws IOException, InterruptedException {
        var answer = Files.createTempFile("metta-options", ".json");
        try {
            var words = Stream.concat(
                    program.interpreter().stream(), Stream.of("-c", asker(), answer.toString(), script.toString()));
            words = Stream.concat(words, program.arguments().stream());
            var problem = Inquiry.problem(inquiry.run(words.toList()));
            if (problem.isPresent() || Files.size(answer) == 0) {
                return Answer.none(problem.orElse("it ended before it parsed its arguments"));
            }
            var tree = Json.readTree(Files.readString(answer));
            return new Answer(
                    list(tree, "options").stream()
                            .map(each -> ProgramOption.of((Map<?, ?>) each))
                            .toList(),
                    list(tree, "notes").stream()
                            .map(each -> Values.plain(String.valueOf(each)))
                            .toList(),
                    Optional.empty());
        } finally {
            Files.delete(answer);
        }
    }

    private static List<?> list(Map<String, Object> tree, String key) {
        return tree.get(key) instanceof List<?> all ? all : List.of();
    }

    private Answer hydra(Path script) throws IOException, InterruptedException {
        var words = Stream.concat(program.interpreter().stream(), Stream.of(script.toString(), "--cfg", "job"));
        words = Stream.concat(words, program.arguments().stream());
        var answer = inquiry.run(words.toList());
        var problem = Inquiry.problem(answer);
        return problem.isPresent() ? Answer.none(problem.get()) : settings(answer.text());
    }

    private static Answer settings(String yaml) {
        try {
            var load =
                    new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
            var options = new LinkedHashMap<String, ProgramOption>();
            if (load.loadFromString(yaml) instanceof Map<?, ?> tree) {
                collect("", tree, options);
            }
            return new Answer(List.copyOf(options.values()), List.of(), Optional.empty());
        } catch (YamlEngineException e) {
            return Answer.none("--cfg job printed no YAML: " + e.getMessage());
        }
    }

    private static void collect(String prefix, Map<?, ?> tree, Map<String, ProgramOption> options) {
        tree.forEach((key, value) -> {
            var name = prefix + key;
            switch (value) {
                case Map<?, ?> inner -> collect(name + ".", inner, options);
                case Integer whole -> options.put(name, ProgramOption.of(name, whole.longValue()));
                case Number _, Boolean _, String _ -> options.put(name, ProgramOption.of(name, value));
                case null, default -> {}
            }
        });
    }

    private static String asker() {
        try (var in = Interview.class.getResourceAsStream("argparse_options.py")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
