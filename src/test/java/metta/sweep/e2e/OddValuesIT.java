package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import metta.sweep.json.Json;
import metta.sweep.testing.PostgresServer;
import metta.sweep.testing.WithPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Values that mean something to shells, paths, SQL, YAML, HTML or terminals mean nothing here: each arrives at the
/// program byte for byte, and comes back from the store as it was.
final class OddValuesIT {
    private static final String NAME = "model.what";
    private static final List<String> VALUES = List.of(
            "it's \"quoted\"",
            "two\nlines\n",
            "\u2603 \u00e9 \ud83d\ude00",
            "../../../out",
            "$(touch hacked)`touch hacked`;touch hacked",
            "<img src=x onerror=alert(1)>",
            "'; DROP TABLE run; --",
            "-rf *",
            "tab\t\\n \u001b[2J%s ${args}",
            "yes",
            " ");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "file"})
    void each_value_arrives_as_it_was_written(String store) throws Exception {
        arrive(store);
    }

    @Test
    @Tag("postgres")
    @ExtendWith(WithPostgres.class)
    void each_value_arrives_by_way_of_PostgreSQL_too(PostgresServer server) throws Exception {
        arrive(server.address(WithPostgres.freshSchema()));
    }

    private void arrive(String store) throws IOException, InterruptedException {
        var metta = new Metta(folder, Map.of("METTA_STORE", store));
        var home = metta.recipe("odd", """
                printf %s "$1" >"$METTA_CHECKPOINT_DIR/argument"
                echo '{"score": 1}' >>"$METTA_METRICS_FILE"
                """);
        metta.file("recipes/odd/recipe.yaml", """
                train: {command: [sh, train.sh], style: key=value}
                metric: {name: score, goal: maximize}
                """);
        // JSON is YAML too.
        var config = metta.file(
                "sweep.yaml",
                Json.write(Map.of(
                        "name",
                        "odd",
                        "optimizer",
                        "grid",
                        "budget",
                        Map.of("max_trials", VALUES.size()),
                        "parameters",
                        Map.of(NAME, Map.of("values", VALUES)))));

        var result = metta.start("start", home.toString(), "--config", config.toString())
                .end();

        assertThat(result.exitCode()).as(result.err()).isZero();
        var runs = metta.runs("odd");
        assertThat(runs).hasSize(VALUES.size());
        for (int i = 0; i < VALUES.size(); i++) {
            assertThat(runs.get(i)).containsEntry("configuration", Map.of(NAME, VALUES.get(i)));
            var run = metta.sweeps().resolve("odd/" + runs.get(i).get("run"));
            assertThat(run.resolve("checkpoints/argument"))
                    .hasBinaryContent((NAME + "=" + VALUES.get(i)).getBytes(StandardCharsets.UTF_8));
            assertThat(Json.readTree(Metta.read(run.resolve("jobs/%s/params.json".formatted(run.getFileName())))))
                    .isEqualTo(Map.of(NAME, VALUES.get(i)));
        }
        for (var command : List.of("status", "list", "analyze")) {
            assertThat(metta.run(command).out()).doesNotContain("\u001b[2J").contains("odd");
        }
        assertNothingElseIsThere();
    }

    private void assertNothingElseIsThere() throws IOException {
        var names = new TreeSet<String>();
        try (var all = Files.walk(folder)) {
            all.forEach(
                    each -> names.add(Objects.requireNonNull(each.getFileName()).toString()));
        }
        assertThat(names).doesNotContain("hacked", "out");
        try (var all = Files.list(folder)) {
            assertThat(all.map(each -> String.valueOf(each.getFileName()))
                            .filter(each -> !each.matches("(out|err)-\\d+")))
                    .containsExactlyInAnyOrder("recipes", "sweeps", "sweep.yaml");
        }
        assertThat(folder.resolve("recipes/odd")).isDirectoryNotContaining("regex:.*hacked.*");
    }
}
