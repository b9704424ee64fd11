package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sweep of two parameters, one of which matters.
final class RelevanceTest {
    @TempDir
    private Path folder;

    private Captured run(String... words) {
        return Captured.sweep(folder, 0, words);
    }

    private void start(int trials, String optimizer) throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), """
                train:
                  command:
                    - sh
                    - -c
                    - echo "{\\"step\\":1, \\"score\\":$((-($1 - 30) * ($1 - 30))), \\"ms\\":$1}" >>"$METTA_METRICS_FILE"
                    - x
                    - ${param.size}
                metric: score
                """);
        Files.writeString(folder.resolve("sweep.yaml"), """
                parameters: {idle: {min: 0, max: 100}, size: {min: 0, max: 100}}
                optimizer: %s
                budget: {max_trials: %d}
                execution: {max_parallel_jobs: 1}
                """.formatted(optimizer, trials));
        run("start", folder.toString(), "--config", folder.resolve("sweep.yaml").toString(), "--name", "s");
    }

    @Test
    void analyze_says_what_matters_and_what_is_left_as_it_is() throws IOException {
        start(19, "{type: tpe, prune: true}");
        assertThat(run("analyze", "s").out()).containsPattern("""
                        How much each parameter matters to score, by 19 trials:
                         +\\d+ %  size
                         +[012] %  idle  \\(stays at \\d+ in four of five trials\\)
                        """);
        assertThat(run("analyze", "s", "--json").out())
                .containsPattern("\"parameter\" : \"size\",\\s+\"importance\" : [01]\\.\\d+,\\s+\"fixed\" : null")
                .containsPattern("\"parameter\" : \"idle\",\\s+\"importance\" : [0-9.E-]+,\\s+\"fixed\" : \\d+");
        assertThat(run("explain", "s", "19").out())
                .contains("as in the best trial, because they matter little: 'idle'");
    }

    @Test
    void trials_outside_of_what_is_searched_now_are_told_of_and_do_not_count() throws IOException {
        start(30, "sobol");
        run("edit", "s", "parameters.size.max=50");
        assertThat(run("analyze", "s").out())
                .containsPattern(
                        "Outside of what is searched since it was edited: 1[3-7] trials, which the optimizer does")
                .containsPattern("How much each parameter matters to score, by 1[3-7] trials:");
        assertThat(run("status", "s", "--why").out())
                .contains("Decisions before the last 20 are left out; metta sweep explain s TRIAL");
    }

    @Test
    void what_has_to_keep_bounds_counts_too_and_is_named() throws IOException {
        start(12, "sobol\noutcome_constraints: {ms: {max: 50, min: 1}, score: {min: -900}}");
        assertThat(run("analyze", "s").out())
                .contains("How much each parameter matters to score and the bounds of ms, by 12 trials:");
    }

    @Test
    void few_trials_do_not_tell() throws IOException {
        start(9, "sobol");
        assertThat(run("analyze", "s").out()).doesNotContain("matters");
        assertThat(run("analyze", "s", "--json").out()).contains("\"parameters\" : [ ]");
    }
}
