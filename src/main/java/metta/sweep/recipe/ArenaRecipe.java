package metta.sweep.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import metta.sweep.Ordered;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Layer;
import metta.sweep.config.Metric;

/// The recipe that is built in.
final class ArenaRecipe {
    static final String NAME = "arena";

    private ArenaRecipe() {}

    /// What it says about sweeps of it.
    static Layer defaults() {
        try (var in = ArenaRecipe.class.getResourceAsStream("arena.sweep.yaml")) {
            return Layer.parse(
                    "the recipe arena", new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The recipe, its programs working in that folder.
    static Recipe at(Path cwd) {
        var train = step("train", Map.of("run", "${run}"));
        var evaluate = step("evaluate", Map.of("policy_uri", "${policy_uri}"));
        var shorter = Ordered.merge(train.args(), Map.of("trainer.total_timesteps", 100_000L));
        var tools = new LinkedHashMap<String, Tool>();
        tools.put(
                "sweep_train", new Tool("sweep_train", step("train", shorter), true, Optional.of("evaluate_in_sweep")));
        tools.put("evaluate_in_sweep", new Tool("evaluate_in_sweep", evaluate, true, Optional.empty()));
        return new Recipe(
                NAME,
                cwd,
                "",
                Map.of(),
                train,
                Optional.of(evaluate),
                tools,
                Checkpoints.USUAL,
                Optional.of(new Metric("evaluator/eval_arena/score", Goal.MAXIMIZE, Aggregate.LAST)));
    }

    private static Step step(String command, Map<String, Object> args) {
        var words = List.of(Macros.JAVA, "metta.sweep.arena.Arena", command);
        return new Step(words, ArgumentForm.USUAL, Optional.empty(), args, List.of());
    }
}
