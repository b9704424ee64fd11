package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.SweepException;
import metta.sweep.json.Json;

/// The argument vector of a job: the recipe's command, with all that the job is told by name.
record CommandLine(Step step, Macros macros, Path home) {
    private static final ArgumentForm BARE_FLAGS = new ArgumentForm(ArgumentStyle.FLAG_EQUALS, TruthStyle.FLAG);

    /// @param all what the job is told by name; what the command itself has a macro for is not told again
    List<String> arguments(Map<String, Object> all) {
        var named = new LinkedHashMap<>(all);
        step.command().stream().flatMap(Macros::parametersIn).forEach(named::remove);
        return filled(named);
    }

    /// The words behind the program with these values in their places, as a person writes them: what only a job
    /// knows, such as `${run_dir}`, stays as it is.
    static List<String> behindProgram(Step step, Map<String, Object> values) {
        var named = new LinkedHashMap<>(values);
        step.parametersNamed().forEach(named::remove);
        var line = new CommandLine(step, Macros.ofParameters(values), Path.of(""));
        return line.words(new ProgramWords(step.command()).behind(), named);
    }

    private List<String> filled(Map<String, Object> named) {
        var all = words(step.command(), named);
        all.set(0, program(all.getFirst(), home));
        all.forEach(CommandLine::check);
        return List.copyOf(all);
    }

    private List<String> words(List<String> items, Map<String, Object> named) {
        var all = new ArrayList<String>();
        for (String item : items) {
            switch (item) {
                case Macros.ARGS -> all.addAll(words(named, step.form()));
                case Macros.ARGS_NO_HYPHENS ->
                    all.addAll(words(named, step.form().withoutHyphens()));
                case Macros.ARGS_NO_BOOLEAN_FLAGS -> all.addAll(words(named, BARE_FLAGS));
                case Macros.ARGS_JSON -> all.add(Json.write(named));
                case Macros.JAVA -> all.addAll(Jvm.command());
                default -> all.add(macros.fill(item));
            }
        }
        if (step.command().stream().noneMatch(Macros.ARGUMENTS::contains)) {
            all.addAll(words(named, step.form()));
        }
        return all;
    }

    /// A relative path is meant from the recipe's folder; a bare name is looked up by the system.
    static String program(String name, Path home) {
        return name.contains("/") ? home.resolve(name).normalize().toString() : name;
    }

    private static List<String> words(Map<String, Object> named, ArgumentForm form) {
        var words = new ArrayList<String>();
        named.forEach((name, value) -> words.addAll(form.arguments(name, value)));
        return words;
    }

    static void check(String argument) {
        if (argument.indexOf('\0') >= 0) {
            throw new SweepException(
                    SweepException.Exit.USAGE,
                    "no program can be given the character NUL, which is in the argument '%s'"
                            .formatted(argument.replace("\0", "\\0")));
        }
    }
}
