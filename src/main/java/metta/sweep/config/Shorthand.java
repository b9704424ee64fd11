package metta.sweep.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keys of a description whose value may be one word instead of a map: `metric: score` is `metric: {name: score}`.
final class Shorthand {
    private static final Map<String, String> MEANT = Map.of(
            "metric", "name",
            "cost", "metric",
            "optimizer", "type",
            "scheduler", "type",
            "evaluation", "enabled");

    private Shorthand() {}

    /// The value of that key in full.
    static RawNode inFull(String key, RawNode value) {
        return value instanceof RawNode.Scalar word && !(Plain.of(word) instanceof Plain.Nothing)
                ? Optional.ofNullable(MEANT.get(key))
                        .<RawNode>map(meant -> in(meant, word))
                        .orElse(word)
                : value;
    }

    private static RawNode.Mapping in(String key, RawNode.Scalar word) {
        return new RawNode.Mapping(
                word.at(), List.of(new RawNode.Entry(new RawNode.Scalar(word.at(), key, true), word)));
    }
}
