package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A checkout of the Python original, or what stands in for it, is swept as it is, by the names that it
/// has.
final class CheckoutIT {
    private static final Path CHECKOUT =
            Path.of("src/test/resources/metta/sweep/recipe/checkout").toAbsolutePath();
    private static final String SPACE = """
            sweep_name: shaped
            search_space:
              - trainer.optimizer.learning_rate: {distribution: log_normal, min: 1.0e-3, max: 1.0e-1, search_center: 1.0e-2}
              - trainer.minibatch_size: 2048
              - trainer.batch_size: 4096
              - enable_contrastive: true
            max_trials: 3
            num_parallel_trials: 2
            """;

    @TempDir
    private Path folder;

    private void assertCompleted(String sweep, String... command) throws IOException, InterruptedException {
        var metta = new Metta(folder, Map.of("PYTHONDONTWRITEBYTECODE", "1")).in(CHECKOUT);
        var ended = metta.run(command);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.err()).contains("'search_space' is parameters now");
        assertThat(metta.runs(sweep))
                .hasSize(3)
                .allSatisfy(run -> assertThat(run).containsEntry("status", "COMPLETED"));
    }

    @Test
    void with_the_evaluation_that_is_made_for_sweeps_and_its_overrides() throws IOException, InterruptedException {
        var file = new Metta(folder).file("sweep.yaml", SPACE + """
                protein_metric: evaluator/eval_sweep/score
                eval_entrypoint: evaluate_in_sweep
                eval_overrides: {episodes: 2}
                """);
        assertCompleted("shaped", "start", "recipes.experiment.arena", "--config", file.toString());
    }

    @Test
    void with_the_evaluation_that_takes_several_policies() throws IOException, InterruptedException {
        var file = new Metta(folder).file("sweep.yaml", SPACE + """
                recipe_module: recipes.experiment.arena
                train_entrypoint: train
                eval_entrypoint: evaluate
                protein_metric: evaluator/eval_sweep/score
                """);
        assertCompleted("shaped", "start", "--config", file.toString());
    }

    @Test
    void without_an_evaluation_by_what_the_training_prints() throws IOException, InterruptedException {
        var file = new Metta(folder)
                .file("sweep.yaml", SPACE + "eval_entrypoint: evaluate_stub\nprotein_metric: heart.created\n");
        assertCompleted("shaped", "start", "recipes.experiment.arena", "--config", file.toString());
    }
}
