package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A sweep with two metrics: what is good at one is bad at the other, and some trials are good at neither.
final class ParetoFrontTest {
    @TempDir
    private Path folder;

    private Captured run(int exitCode, String... words) {
        return Captured.sweep(folder, exitCode, words);
    }

    /// Trials 1 to 4: (1, 1), (2, 2), (3, 3) and (3, 4) of a score to maximize and a loss to minimize; the fifth lacks
    /// the loss.
    @BeforeEach
    void started() throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), """
                train:
                  command:
                    - sh
                    - -c
                    - |
                      case $1 in
                        4) line='{"step": 1, "score": 3, "loss": 4}';;
                        5) line='{"step": 1, "score": 9}';;
                        *) line="{\\"step\\": 1, \\"score\\": $1, \\"loss\\": $1}";;
                      esac
                      echo "$line" >>"$METTA_METRICS_FILE"
                    - x
                    - ${param.a}
                metric: score
                """);
        Files.writeString(folder.resolve("sweep.yaml"), """
                parameters: {a: {values: [1, 2, 3, 4, 5]}}
                metrics: [score, {name: loss, goal: minimize}]
                optimizer: grid
                budget: {max_trials: 5}
                execution: {max_parallel_jobs: 1}
                """);
        run(
                0,
                "start",
                folder.toString(),
                "--config",
                folder.resolve("sweep.yaml").toString(),
                "--name",
                "s");
    }

    @Test
    void best_lists_every_trial_that_no_other_beats() {
        assertThat(run(0, "best", "s", "--pareto").out()).isEqualTo("""
                        s_trial_0003  score = 3, loss = 3  a=3
                        s_trial_0002  score = 2, loss = 2  a=2
                        s_trial_0001  score = 1, loss = 1  a=1
                        """);
        assertThat(run(0, "best", "s", "--pareto", "-o", "name").out())
                .isEqualTo("s_trial_0003\ns_trial_0002\ns_trial_0001\n");
        assertThat(run(0, "best", "s", "--pareto", "--json").out())
                .startsWith("[ {")
                .contains("\"loss\" : 3.0");
        assertThat(run(2, "best", "s", "--pareto", "--as-args").err()).contains("--as-args prints one trial");
    }

    @Test
    void best_in_one_metric_says_that_there_are_others() {
        assertThat(run(0, "best", "s").out()).startsWith("""
                        s_trial_0003  score = 3, loss = 3
                          the best in score alone; the Pareto front has 3 trials: metta sweep best s --pareto""");
        assertThat(run(0, "best", "s", "--json").out()).contains("\"front\" : 3");
    }

    @Test
    void analyze_shows_as_much_of_the_front_as_is_asked_for() {
        assertThat(run(0, "analyze", "s", "--top", "2").out()).contains("""
                        Pareto front, no other trial is better in every metric:
                          s_trial_0003  score = 3, loss = 3  a=3
                          s_trial_0002  score = 2, loss = 2  a=2
                          and 1 more: metta sweep best s --pareto""");
        assertThat(run(0, "analyze", "s", "--json").out())
                .containsPattern("(?s)\"pareto\" : \\[ \\{\\s+\"run\" : \"s_trial_0003\"");
    }

    @Test
    void the_front_is_of_trials_that_keep_the_outcome_constraints() {
        run(0, "edit", "s", "outcome_constraints.loss.max=2");
        assertThat(run(0, "analyze", "s").out()).contains("""
                        Pareto front, no other trial of those that keep the outcome constraints is better in every metric:
                          s_trial_0002  score = 2, loss = 2  a=2
                        """);
    }
}
