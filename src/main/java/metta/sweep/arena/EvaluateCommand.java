package metta.sweep.arena;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `evaluate`: the score of a checkpoint on held-out maps.
///
/// The seed of the maps is the same for every run unless `seed=` says otherwise, so that runs are compared on equal
/// terms.
record EvaluateCommand(String policyUri, int episodes, long seed, Surroundings surroundings, PrintStream out) {
    static final List<Key> KEYS = List.of(
            Key.text("policy_uri", ""),
            Key.whole("episodes", "64", 1, 1_000_000),
            Key.whole("seed", "1000", Long.MIN_VALUE, Long.MAX_VALUE),
            Key.text("run", ""));

    static EvaluateCommand of(List<String> words, Surroundings surroundings, PrintStream out) {
        Arguments arguments = Arguments.parse(words, KEYS);
        if (arguments.text("policy_uri").isBlank()) {
            throw new UsageException("policy_uri=PATH is missing: a checkpoint, a folder of them, or file://PATH");
        }
        return new EvaluateCommand(
                arguments.text("policy_uri"),
                arguments.whole("episodes"),
                arguments.wholeLong("seed"),
                surroundings,
                out);
    }

    void run() {
        out.println("evaluating %s: %d episodes".formatted(policyUri, episodes));
        Path file = CheckpointFolder.locate(policyUri);
        TrainedPolicy trained = Checkpoint.readFrom(file).policy();
        Evaluator evaluator = new Evaluator(episodes, seed, trained.progress().agents());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("step", trained.progress().step());
        row.putAll(evaluator.evaluate(trained.policy()).metrics());
        surroundings.metricsFile().ifPresent(path -> new MetricsFile(path).append(row));
        out.println(JsonLine.of(row));
    }
}
