package metta.sweep.recipe;

import java.util.List;
import java.util.Map;
import metta.sweep.Ordered;

/// One of a recipe's programs: its training or its evaluation.
///
/// @param command the program and its fixed arguments; the item `${args}` marks where the others go, else at the end
/// @param args written before the hyperparameters, in order; text values may hold macros
/// @param metrics where results are read, besides `METTA_METRICS_FILE` and `METTA_RESULT_FILE`
public record Step(List<String> command, ArgumentStyle style, Map<String, Object> args, List<MetricSource> metrics) {
    public Step {
        command = List.copyOf(command);
        args = Ordered.copy(args);
        metrics = List.copyOf(metrics);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command must name a program");
        }
    }
}
