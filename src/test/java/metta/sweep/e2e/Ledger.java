package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// A sweep whose programs write into a file of their own that they were started, and with what, and end when they are
/// allowed to.
record Ledger(Metta metta, String sweep, int trials) {
    /// The score of a run is its parameter.
    static final String SCRIPT = """
            x=$(sed -n 's/.*"x": \\([0-9]*\\).*/\\1/p' "$METTA_PARAMS_FILE")
            echo "$METTA_RUN_ID $x" >>"$METTA_RUN_DIR/../ledger"
            until [ -e "$METTA_RUN_DIR/../go" ] || [ -e "$METTA_RUN_DIR/go" ]; do sleep 0.05; done
            echo "{\\"score\\": $x}" >>"$METTA_METRICS_FILE"
            """;

    Path recipe() throws IOException {
        return metta.recipe(sweep, SCRIPT);
    }

    String values() {
        return String.join(
                ",",
                IntStream.rangeClosed(1, trials).mapToObj(Integer::toString).toList());
    }

    Path folder() {
        return metta.sweeps().resolve(sweep);
    }

    String run(int number) {
        return "%s_trial_%04d".formatted(sweep, number);
    }

    List<String> starts() {
        var ledger = folder().resolve("ledger");
        return Files.exists(ledger) ? Metta.read(ledger).lines().toList() : List.of();
    }

    void awaitStart(int number) throws InterruptedException {
        Metta.await(
                "%s is started".formatted(run(number)),
                () -> starts().stream().anyMatch(line -> line.startsWith(run(number) + " ")));
    }

    void letGo(int number) throws IOException {
        Files.createFile(folder().resolve(run(number)).resolve("go"));
    }

    void letAllGo() throws IOException {
        Files.createFile(folder().resolve("go"));
    }

    /// Every trial was started once, none is missing, and each has the score of what it was started with.
    void requireComplete(String... status) throws IOException, InterruptedException {
        assertThat(starts()).hasSize(trials).doesNotHaveDuplicates();
        var looked = metta.run(status);
        assertThat(looked.exitCode()).as(looked.err()).isZero();
        @SuppressWarnings("unchecked")
        var runs = (List<Map<String, Object>>) looked.json().getOrDefault("runs", List.of());
        assertThat(runs).hasSize(trials);
        for (var run : runs) {
            assertThat(run).containsEntry("status", "COMPLETED");
            var scores = (Map<?, ?>) Objects.requireNonNull(run.get("scores"));
            var score = ((Number) Objects.requireNonNull(scores.get("score"))).longValue();
            assertThat(starts()).contains("%s %d".formatted(run.get("run"), score));
        }
    }
}
