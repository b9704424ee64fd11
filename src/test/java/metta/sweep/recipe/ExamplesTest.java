package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Ordered;
import metta.sweep.Resources;
import metta.sweep.Workspace;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The recipes in `examples/` are what they say.
final class ExamplesTest {
    private static final Path HERE = Path.of("");

    @TempDir
    Path folder;

    private static Recipe recipe(String name) {
        return Recipes.resolve(name, HERE.toAbsolutePath());
    }

    @Test
    void every_example_can_be_found_and_its_sweep_can_be_read() {
        for (String name : List.of("hello", "mettagrid", "noisy")) {
            assertThat(recipe(name).name()).isEqualTo(name);
            var config = SweepConfigReader.read(HERE.resolve("examples").resolve(name + ".yaml"));
            assertThat(config.recipe()).hasValue(name);
            assertThat(config.metrics()).containsExactly(recipe(name).metric().orElseThrow());
        }
    }

    @Test
    void the_hello_program_runs_and_reports() throws IOException, InterruptedException {
        var workspace = new Workspace(folder);
        var program = Recipes.program(recipe("hello"), workspace, Map.of(), Set.of(), warning -> {});
        var job = new JobDefinition(
                JobId.training("r"),
                "s",
                "t",
                Map.of(),
                Ordered.merge(Map.of("x", 0.3), Map.of("y", -0.5, "steps", 2L)),
                Resources.DEFAULT,
                7,
                Samples.NOW);
        var launch = program.launch(job);
        var process = new ProcessBuilder(launch.arguments())
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        process.environment().putAll(launch.environment());
        assertThat(process.start().waitFor()).isZero();
        assertThat(program.read(job, "", true).points())
                .containsExactly(new MetricPoint("score", 1, 0.5), new MetricPoint("score", 2, 1.0));
    }

    @Test
    void the_mettagrid_program_is_given_what_it_knows() {
        var workspace = new Workspace(folder);
        var program = Recipes.program(recipe("mettagrid"), workspace, Map.of(), Set.of(), warning -> {});
        var job = new JobDefinition(
                JobId.evaluation("r"), "s", "t", Map.of(), Map.of(), Resources.DEFAULT, 7, Samples.NOW);
        assertThat(program.launch(job).arguments())
                .containsExactly(
                        "python3",
                        "eval_arena.py",
                        "policy_uris=" + workspace.run("r").resolve("train/r"),
                        "episodes=96");
        assertThat(program.launch(job).directory())
                .isEqualTo(HERE.resolve("examples/mettagrid").toAbsolutePath());
    }
}
