package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.space.Categorical;
import metta.sweep.space.Condition;
import metta.sweep.space.Configuration;
import metta.sweep.space.IntUniform;
import metta.sweep.space.LogNormal;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import org.junit.jupiter.api.Test;

/// What optimizers suggest is the same today as yesterday, to the last digit: a change of numerics is
/// seen, and meant.
final class GoldenSuggestionsTest {
    private static final String GOLDEN = "suggestions.txt";
    private static final int TRIALS = 24;
    private static final int SHOWN = 4;

    private static SearchSpace space() {
        var parameters = new LinkedHashMap<String, Parameter>();
        parameters.put("rate", new LogNormal(1e-5, 1e-1));
        parameters.put("layers", new IntUniform(1, 8));
        parameters.put("kind", new Categorical(List.of("sgd", "adam")));
        parameters.put("beta", new Uniform(0, 1));
        var conditions = new LinkedHashMap<String, Condition>();
        conditions.put("beta", Condition.of("kind", List.of("adam")));
        return new SearchSpace(parameters, conditions, List.of());
    }

    /// Every seventh trial fails.
    private static Observation observation(int number, Configuration configuration) {
        boolean failed = number % 7 == 0;
        double rate = StrictMath.log10((double) configuration.value("rate")) + 3;
        double layers = (long) configuration.value("layers") - 5;
        double beta = configuration.has("beta") ? (double) configuration.value("beta") - 0.9 : 0.5;
        Map<String, Double> scores = new LinkedHashMap<>();
        double others = configuration.values().entrySet().stream()
                .filter(each -> each.getKey().startsWith("x"))
                .mapToDouble(each -> (double) each.getValue() - 0.7)
                .map(each -> each * each)
                .sum();
        scores.put("score", -rate * rate - 0.1 * layers * layers - beta * beta - others);
        scores.put("size", (double) (long) configuration.value("layers") + beta);
        return new Observation(
                "r" + number,
                number,
                1,
                configuration,
                failed ? Map.of() : scores,
                1,
                0,
                failed ? Optional.of("exit 1") : Optional.empty(),
                Optional.empty());
    }

    private static List<String> story(String name, Optimizer optimizer) {
        return story(name, optimizer, Problems.of(space(), 7));
    }

    /// With so many lines that a model looks elsewhere.
    private static Problem ofMany() {
        var parameters = new LinkedHashMap<>(space().parameters());
        for (int i = 0; i < 10; i++) {
            parameters.put("x" + i, new Uniform(0, 1));
        }
        return Problems.of(new SearchSpace(parameters, space().conditions(), List.of()), 7);
    }

    private static Problem ofTwo() {
        var metrics = List.of(
                new Metric("score", Goal.MAXIMIZE, Aggregate.LAST), new Metric("size", Goal.MINIMIZE, Aggregate.LAST));
        return new Problem(space(), metrics, 100, 7);
    }

    private static OptimizerConfig weighed(String way, Map<String, Object> weights) {
        var settings = new LinkedHashMap<String, Object>();
        settings.put(OptimizerType.SCALARIZATION, way);
        settings.put(OptimizerType.WEIGHTS, weights);
        return new OptimizerConfig(OptimizerType.MOGP, settings);
    }

    private static List<String> story(String name, Optimizer optimizer, Problem problem) {
        var observations = new ArrayList<Observation>();
        var lines = new ArrayList<String>();
        for (int number = 1; number <= TRIALS; number++) {
            var asked = optimizer.suggest(problem, observations, List.of(), number, number == TRIALS ? SHOWN : 1);
            observations.add(observation(number, asked.getFirst().configuration()));
            if (number > TRIALS - SHOWN) {
                asked.forEach(
                        each -> lines.add(name + " " + each.configuration().values()));
            }
        }
        return lines;
    }

    @Test
    void suggestions_are_what_they_were() throws IOException {
        var optimizers = new LinkedHashMap<String, Optimizer>();
        optimizers.put("random", Optimizers.random());
        optimizers.put("sobol", Optimizers.sobol());
        optimizers.put("lhs", Optimizers.lhs());
        optimizers.put("tpe", Optimizers.tpe());
        optimizers.put("gp", Optimizers.gp());
        optimizers.put("cmaes", Optimizers.cmaes());
        optimizers.put("protein", Optimizers.protein(new OptimizerConfig(OptimizerType.PROTEIN)));
        optimizers.put("nsga2", Optimizers.nsga2());
        optimizers.put("nsga3", Optimizers.nsga3());
        optimizers.put("de", Optimizers.de());
        optimizers.put("auto", Optimizers.auto());
        optimizers.put("tpe, pruned", Optimizers.pruned(Optimizers::tpe));
        var lines = new ArrayList<String>();
        optimizers.forEach((name, optimizer) -> lines.addAll(story(name, optimizer)));
        lines.addAll(story("gp, many", Optimizers.gp(), ofMany()));
        lines.addAll(story("mogp", Optimizers.mogp(), ofTwo()));
        lines.addAll(story("mogp-tchebycheff", Optimizers.mogp(weighed("tchebycheff", Map.of())), ofTwo()));
        lines.addAll(story("mogp-linear", Optimizers.mogp(weighed("linear", Map.of("size", 0.2))), ofTwo()));
        lines.addAll(story("gp-ucb", GpSearchTest.by("ucb")));
        lines.addAll(story("gp-thompson", GpSearchTest.by("thompson")));
        for (var type : List.of(OptimizerType.GP, OptimizerType.TPE, OptimizerType.AUTO)) {
            for (var way : List.of("per_unit", "cooled", "budget")) {
                String name = type.name().toLowerCase(Locale.ROOT) + "-" + way;
                lines.addAll(story(name, new Priced(ThriftTest.heeding(type, way))));
            }
        }
        lines.addAll(story("mogp-budget", new Priced(ThriftTest.heeding(OptimizerType.MOGP, "budget")), ofTwo()));
        for (var type : List.of("gp", "tpe", "cmaes", "protein", "nsga2", "auto")) {
            lines.addAll(story(type + "-bounded", new Bounded(Objects.requireNonNull(optimizers.get(type)))));
        }
        lines.addAll(story("mogp-bounded", new Bounded(Optimizers.mogp()), ofTwo()));
        var now = Path.of("target", GOLDEN);
        Files.write(now, lines);
        try (var golden = Objects.requireNonNull(GoldenSuggestionsTest.class.getResourceAsStream(GOLDEN))) {
            assertThat(lines)
                    .as("a change that is meant is taken over from %s to src/test/resources", now)
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
    }
}
