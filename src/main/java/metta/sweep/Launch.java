package metta.sweep;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How to start a job's program. The arguments reach it as they are: no shell ever sees them.
///
/// @param environment put over the environment of the orchestrator
/// @param directory the program's working directory
public record Launch(List<String> arguments, Map<String, String> environment, Path directory) {
    public Launch {
        arguments = List.copyOf(arguments);
        environment = Ordered.copy(environment);
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("arguments is empty");
        }
    }
}
