package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sweeps that learn from earlier ones.
final class WarmStartTest {
    private static final String SEARCH = """
            parameters:
              x: {min: 1, max: 1000%s}
              %s
            optimizer: tpe
            budget: {max_trials: 8}
            %s
            """;

    @TempDir
    private Path folder;

    private Captured run(int exitCode, String... words) {
        return Captured.sweep(folder.resolve("sweeps"), exitCode, words);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private Captured start(int exitCode, String name, String config) throws IOException {
        return run(exitCode, "start", folder.toString(), "--name", name, "--config", write(name + ".yaml", config));
    }

    /// Every trial below 100 fails.
    @BeforeEach
    void earlier() throws IOException {
        write("train.sh", "[ $x -ge 100 ] && echo score=$x\n");
        write("recipe.yaml", """
                name: t
                train: {command: [sh, train.sh], style: environment}
                metrics: {train: {stdout: key=value}}
                metric: {name: score}
                """);
        start(
                0,
                "earlier",
                SEARCH.formatted("", "y: {min: 0.0, max: 1.0}", "failures: {stop_first: 8, stop_after: 8}"));
    }

    @Test
    void what_was_taken_over_is_told_and_kept_when_the_earlier_sweep_is_gone() throws IOException {
        var config = SEARCH.formatted(", prior: {min: 800, max: 1000}", "z: {min: 0, max: 9, default: 7}", """
                warm_start: {from: earlier}""");
        var started = start(0, "later", config);
        assertThat(started.err()).containsPattern("metta: learns from [5-8] trials of earlier");
        assertThat(run(0, "explain", "later", "1").out())
                .containsPattern("the sweep learns from [5-8] trials of earlier")
                .contains("proposes the same configuration");
        assertThat(run(0, "explain", "later", "1", "--json").out()).contains("\"sweep\" : \"earlier\"");
        run(0, "extend", "later", "--trials", "2");
        run(0, "edit", "earlier", "budget.max_trials=9");
        assertThat(start(0, "later", config).err()).doesNotContain("learns from");
        assertThat(run(0, "explain", "later", "10").out()).contains("proposes the same configuration");
    }

    @Test
    void what_cannot_be_learnt_from_is_refused_and_nothing_is_started() throws IOException {
        assertThat(start(3, "earliest", SEARCH.formatted("", "", "warm_start: {from: nothing}"))
                        .err())
                .contains("no sweep 'nothing'");
        assertThat(start(2, "itself", SEARCH.formatted("", "", "warm_start: {from: itself}"))
                        .err())
                .contains("sweep itself cannot learn from itself");
        assertThat(start(2, "begun", SEARCH.formatted("", "", "warm_start: {from: earl}"))
                        .err())
                .contains("there is no sweep 'earl' to learn from; did you mean 'earlier'?");
        assertThat(start(2, "elsewhere", "{parameters: {x: {min: 2000, max: 3000}}, warm_start: {from: earlier}}")
                        .err())
                .contains("sweep earlier has nothing to teach", "outside of what is searched of x");
        var dry = run(
                3,
                "start",
                folder.toString(),
                "--name",
                "earliest",
                "--config",
                "%s/earliest.yaml".formatted(folder),
                "--dry-run");
        assertThat(dry.err()).contains("no sweep 'nothing'");
        assertThat(run(0, "list").out()).doesNotContain("earliest", "itself", "elsewhere");
    }
}
