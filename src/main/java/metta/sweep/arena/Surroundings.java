package metta.sweep.arena;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What an orchestrator says through the environment: where things go and come from. All of it may be absent.
record Surroundings(Map<String, String> variables) {
    private static final String SEED = "METTA_SEED";

    Optional<Path> metricsFile() {
        return variable("METTA_METRICS_FILE").map(Path::of);
    }

    Optional<Path> checkpointDir() {
        return variable("METTA_CHECKPOINT_DIR").map(Path::of);
    }

    Optional<Path> runDir() {
        return variable("METTA_RUN_DIR").map(Path::of);
    }

    /// A checkpoint of another training or a folder of them; empty if there is nothing to go on from but its own.
    String resumeFrom() {
        return variable("METTA_RESUME_FROM")
                .filter(from ->
                        checkpointDir().stream().noneMatch(own -> Path.of(from).startsWith(own)))
                .orElse("");
    }

    Optional<String> seed() {
        Optional<String> seed = variable(SEED);
        seed.ifPresent(text -> {
            try {
                Key.whole(text);
            } catch (NumberFormatException _) {
                throw new UsageException("%s must be a whole number, got '%s'".formatted(SEED, text));
            }
        });
        return seed;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
