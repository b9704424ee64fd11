package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.JobDefinition;
import metta.sweep.SweepException;

/// The argument vector of a job: the recipe's command, its arguments, those of the job, the hyperparameters.
record CommandLine(Step step, Macros macros, Path home) {
    List<String> arguments(JobDefinition job) {
        var all = new ArrayList<String>();
        for (String item : step.command()) {
            switch (item) {
                case Macros.ARGS -> all.addAll(given(job));
                case Macros.JAVA -> all.addAll(Jvm.command());
                default -> all.add(macros.fill(item));
            }
        }
        if (!step.command().contains(Macros.ARGS)) {
            all.addAll(given(job));
        }
        all.set(0, program(all.getFirst(), home));
        all.forEach(CommandLine::check);
        return List.copyOf(all);
    }

    /// A relative path is meant from the recipe's folder; a bare name is looked up by the system.
    static String program(String name, Path home) {
        return name.contains("/") ? home.resolve(name).normalize().toString() : name;
    }

    /// A name appears once: a hyperparameter's stands in the hyperparameter's place, with its value.
    private List<String> given(JobDefinition job) {
        Map<String, Object> named = new LinkedHashMap<>();
        step.args().forEach((name, value) -> named.put(name, value instanceof String text ? macros.fill(text) : value));
        named.putAll(job.args());
        named.keySet().removeAll(job.overrides().keySet());
        named.putAll(job.overrides());
        var words = new ArrayList<String>();
        named.forEach((name, value) -> words.addAll(step.style().arguments(name, value)));
        return words;
    }

    private static void check(String argument) {
        if (argument.indexOf('\0') >= 0) {
            throw new SweepException(
                    SweepException.Exit.USAGE,
                    "no program can be given the character NUL, which is in the argument '%s'"
                            .formatted(argument.replace("\0", "\\0")));
        }
    }
}
