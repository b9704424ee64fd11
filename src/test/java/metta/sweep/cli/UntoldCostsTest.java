package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sweeps whose optimizers heed what runs cost.
final class UntoldCostsTest {
    @TempDir
    private Path folder;

    /// A trial of `a` costs what it is: nothing is told by the third, and the fourth earns something.
    private Captured start(String optimizer, String cost) throws IOException {
        Files.writeString(folder.resolve("recipe.yaml"), """
                train:
                  command:
                    - sh
                    - -c
                    - |
                      case $1 in 3) ;; 4) echo dollars=-1;; *) echo dollars=$1;; esac
                      echo score=$1
                    - x
                    - ${param.a}
                metrics: {train: {stdout: key=value}}
                metric: score
                """);
        var config = Files.writeString(folder.resolve("sweep.yaml"), """
                parameters: {a: [1, 2, 3, 4]}
                points_to_evaluate: [{a: 1}, {a: 3}, {a: 4}, {a: 2}]
                optimizer: %s
                cost: %s
                budget: {max_trials: 4}
                """.formatted(optimizer, cost));
        return Captured.sweep(
                folder.resolve("sweeps"),
                0,
                "start",
                folder.toString(),
                "--config",
                config.toString(),
                "--name",
                optimizer.replaceAll("\\W", "") + cost);
    }

    @Test
    void runs_that_told_no_cost_are_told_of_once_and_counted_in_the_end() throws IOException {
        var said = start("{type: gp, cost_aware: cooled}", "dollars");
        assertThat(said.err())
                .containsOnlyOnce("metta: cost_aware: ")
                .contains(
                        "metta: cost_aware: 1 of 2 runs told no 'dollars' above 0, and teach nothing of what runs cost");
        assertThat(said.out())
                .contains("cost_aware: 2 of 4 runs told no 'dollars' above 0, and teach nothing of what runs cost");
    }

    @Test
    void a_cost_that_no_run_tells_does_not_count() throws IOException {
        assertThat(start("protein", "dollar").err())
                .contains("metta: protein: no run has told 'dollar' above 0, so that what runs cost does not count");
    }

    @Test
    void who_does_not_heed_costs_has_nothing_to_say() throws IOException {
        assertThat(start("gp", "dollar").err()).doesNotContain("above 0");
    }
}
