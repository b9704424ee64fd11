package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import metta.sweep.JobStatus;
import metta.sweep.testing.PostgresServer;
import metta.sweep.testing.WithPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A controller that dies after its first effect, or its second, or any other, and is started again: the sweep comes
/// out as if nothing had happened. Three places by default, all of them with `-Deffects=all`.
final class EveryEffectIT {
    static final int DEAD = 137;

    @TempDir
    private Path folder;

    /// What came of a sweep: the score of each run, and how often each job was started.
    private record Story(Map<Integer, Double> scores, Map<String, Long> starts) {}

    /// A sweep's folder and where its facts are kept.
    private record Scene(Path home, String store) {}

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "file"})
    void wherever_the_controller_dies_the_sweep_comes_out_the_same(String store) throws Exception {
        comesOutTheSame(() -> store);
    }

    @Test
    @Tag("postgres")
    @ExtendWith(WithPostgres.class)
    void wherever_the_controller_dies_a_sweep_in_PostgreSQL_comes_out_the_same(PostgresServer server) throws Exception {
        comesOutTheSame(() -> server.address(WithPostgres.freshSchema()));
    }

    private void comesOutTheSame(Supplier<String> stores) throws Exception {
        var calm = sweep("calm", stores.get());
        long effects = Long.parseLong(live(calm).strip());
        var told = story(calm);
        assertThat(told.scores()).hasSize(MortalController.TRIALS);
        assertThat(told.starts())
                .hasSize(2 * MortalController.TRIALS)
                .matches(starts -> Set.copyOf(starts.values()).equals(Set.of(1L)));
        for (long last : places(effects)) {
            var crashed = sweep("dead-after-" + last, stores.get());
            // How many effects there are depends a little on when jobs end: the very last ones may never come.
            assertThat(die(crashed, last))
                    .as("it dies after effect %d of %d", last, effects)
                    .isIn(last < effects * 3 / 4 ? Set.of(DEAD) : Set.of(DEAD, 0));
            live(crashed);
            assertThat(story(crashed))
                    .as("died after effect %d of %d", last, effects)
                    .isEqualTo(told);
        }
    }

    private static long[] places(long effects) {
        return "all".equals(System.getProperty("effects"))
                ? LongStream.rangeClosed(1, effects).toArray()
                : new long[] {3, effects / 2, effects};
    }

    private Scene sweep(String name, String store) throws IOException {
        var home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("recipe.yaml"), """
                train: {command: [sh, train.sh], style: none}
                evaluate: {command: [sh, evaluate.sh], style: none}
                """);
        Files.writeString(home.resolve("train.sh"), """
                echo "$METTA_JOB" >>ledger
                sed -n 's/.*"x": //p' "$METTA_PARAMS_FILE" >"$METTA_CHECKPOINT_DIR/x"
                """);
        Files.writeString(home.resolve("evaluate.sh"), """
                echo "$METTA_JOB" >>ledger
                read -r x <"$METTA_CHECKPOINT_DIR/x"
                echo "{\\"score\\": $x}" >"$METTA_RESULT_FILE"
                """);
        return new Scene(home, store);
    }

    private static String live(Scene scene) throws IOException, InterruptedException {
        var process = start(scene, 0);
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static int die(Scene scene, long last) throws IOException, InterruptedException {
        return start(scene, last).waitFor();
    }

    private static Process start(Scene scene, long last) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MortalController.class.getName(),
                        scene.store(),
                        scene.home().toString(),
                        Long.toString(last))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Story story(Scene scene) throws IOException {
        var scores = new TreeMap<Integer, Double>();
        try (var store = MortalController.open(scene.store(), scene.home())) {
            for (var run : store.fetchRuns(MortalController.SWEEP, 0).runs()) {
                assertThat(run.status()).isEqualTo(JobStatus.COMPLETED);
                scores.put(run.number(), run.observation().orElseThrow().score().orElseThrow());
            }
        }
        var starts = new TreeMap<String, Long>();
        Files.readAllLines(scene.home().resolve("ledger")).forEach(job -> starts.merge(job, 1L, Long::sum));
        return new Story(scores, starts);
    }
}
