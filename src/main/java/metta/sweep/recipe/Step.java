package metta.sweep.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Ordered;

/// One of a recipe's programs: its training or its evaluation.
///
/// @param command the program and its fixed arguments; the item `${args}` marks where the others go, else at the end
/// @param form of its arguments
/// @param configFile a file of settings of which each job gets a copy with its values, from the recipe's folder
/// @param args written before the hyperparameters, in order; text values may hold macros
/// @param metrics where results are read, besides `METTA_METRICS_FILE` and `METTA_RESULT_FILE`
public record Step(
        List<String> command,
        ArgumentForm form,
        Optional<String> configFile,
        Map<String, Object> args,
        List<MetricSource> metrics) {
    public Step {
        command = List.copyOf(command);
        args = Ordered.copy(args);
        metrics = List.copyOf(metrics);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command must name a program");
        }
    }

    /// The parameters that the command has macros for, `${param.lr}`.
    public List<String> parametersNamed() {
        return command.stream().flatMap(Macros::parametersIn).distinct().toList();
    }

    /// These values as the program takes them: arguments in its style, or `NAME=value` where it has none. Where values
    /// stand in the command itself, all of its words behind the program.
    public List<String> arguments(Map<String, Object> values) {
        return parametersNamed().isEmpty() ? named(values) : CommandLine.behindProgram(this, values);
    }

    private List<String> named(Map<String, Object> values) {
        boolean unnamed = form.style() == ArgumentStyle.NONE || form.style() == ArgumentStyle.ENVIRONMENT;
        var shown = unnamed ? ArgumentForm.USUAL : form;
        return values.entrySet().stream()
                .flatMap(each -> shown.arguments(each.getKey(), each.getValue()).stream())
                .toList();
    }
}
