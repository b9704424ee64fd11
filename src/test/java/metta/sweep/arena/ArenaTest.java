package metta.sweep.arena;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArenaTest {
    private static final List<String> SMALL =
            List.of("total_timesteps=4000", "batch_size=1000", "hidden_size=8", "num_envs=2", "epoch_interval=2");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final StopSignal stop = new StopSignal();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String command, String... words) {
        List<String> args = new ArrayList<>(List.of(command));
        args.addAll(List.of(words));
        return Arena.run(args, new Surroundings(environment), stop, stream(out), stream(err));
    }

    private int train(String... words) {
        List<String> args = new ArrayList<>(SMALL);
        args.addAll(List.of(words));
        return run("train", args.toArray(String[]::new));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String lastLine() {
        return out.toString(StandardCharsets.UTF_8).lines().reduce("", (_, line) -> line);
    }

    private void useRunDir(String name) {
        environment.put("METTA_RUN_DIR", folder.resolve(name).toString());
    }

    private Path checkpoint(String run, int epoch) {
        return folder.resolve(run).resolve("checkpoints").resolve("v" + epoch);
    }

    @Test
    void a_training_leaves_a_metric_line_per_epoch_and_its_newest_checkpoints() throws IOException {
        environment.put("METTA_METRICS_FILE", folder.resolve("m.jsonl").toString());
        environment.put("METTA_CHECKPOINT_DIR", folder.resolve("c").toString());

        assertThat(train()).isZero();

        List<String> lines = Files.readAllLines(folder.resolve("m.jsonl"));
        assertThat(lines).hasSize(5).allMatch(line -> line.startsWith("{\"step\": ") && line.endsWith("}"));
        assertThat(lines.getLast()).contains("env_agent/heart.gained", "losses/entropy", "overview/sps");
        assertThat(lastLine()).isEqualTo(lines.getLast());
        assertThat(new CheckpointFolder(folder.resolve("c")).newestFirst())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("v5", "v4", "v2");
    }

    @Test
    void a_training_asked_to_stop_saves_itself_and_goes_on_when_started_again() throws IOException {
        useRunDir("unbroken");
        train("seed=3");

        useRunDir("broken");
        train("seed=3", "stop_after_timesteps=2000");
        assertThat(checkpoint("broken", 3)).exists();
        assertThat(checkpoint("broken", 5)).doesNotExist();
        train("seed=3");

        assertThat(checkpoint("broken", 5)).hasSameBinaryContentAs(checkpoint("unbroken", 5));
    }

    @Test
    void a_stop_before_the_first_epoch_leaves_nothing_and_harms_nothing() {
        useRunDir("stopped");
        stop.ask();

        assertThat(train()).isZero();
        assertThat(folder.resolve("stopped").resolve("checkpoints")).doesNotExist();
    }

    @Test
    void a_training_goes_on_from_anothers_checkpoint_and_sets_its_own_aside() {
        useRunDir("parent");
        train("seed=1", "stop_after_timesteps=2000");
        useRunDir("child");
        train("seed=2");

        environment.put("METTA_RESUME_FROM", checkpoint("parent", 2).toString());
        assertThat(train("seed=2", "stop_after_timesteps=3000")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("going on from " + checkpoint("parent", 2));
        assertThat(CheckpointFolder.locate(folder.resolve("child").toString())).isEqualTo(checkpoint("child", 4));
        assertThat(checkpoint("child", 5).resolveSibling("v5.superseded")).exists();
    }

    @Test
    void a_restarted_child_goes_on_with_its_own_work() {
        useRunDir("parent");
        train("seed=1", "stop_after_timesteps=1000");
        useRunDir("child");
        environment.put("METTA_RESUME_FROM", folder.resolve("parent").toString());
        train("seed=2", "stop_after_timesteps=2000");
        out.reset();

        train("seed=2");

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("going on from " + folder.resolve("child"));
    }

    @Test
    void a_corrupt_newest_checkpoint_is_passed_over_for_the_one_before() throws IOException {
        useRunDir("run");
        train("stop_after_timesteps=3000");
        corrupt(checkpoint("run", 4));
        out.reset();

        assertThat(train()).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("v4 is corrupt", "going on from " + checkpoint("run", 2));
    }

    @Test
    void an_evaluation_reports_the_same_score_each_time_wherever_it_finds_the_policy() throws IOException {
        useRunDir("run");
        train();
        environment.put("METTA_METRICS_FILE", folder.resolve("eval.jsonl").toString());
        for (String uri : List.of(
                "file://" + checkpoint("run", 5),
                folder.resolve("run").toString(),
                folder.resolve("run/checkpoints").toString())) {
            assertThat(run("evaluate", "policy_uri=" + uri, "episodes=4")).isZero();
        }

        List<String> lines = Files.readAllLines(folder.resolve("eval.jsonl"));
        assertThat(lines).hasSize(3);
        assertThat(lines.stream().distinct()).hasSize(1);
        assertThat(lastLine()).isEqualTo(lines.getFirst());
        assertThat(lastLine())
                .contains(
                        "evaluator/eval_arena/score\": ",
                        "evaluator/eval_arena/score.stderr",
                        "evaluator/eval_arena/reward");
    }

    @Test
    void a_missing_or_corrupt_checkpoint_is_one_line_and_exit_code_1() throws IOException {
        useRunDir("run");
        train();
        corrupt(checkpoint("run", 5));
        Path foreign = Files.writeString(folder.resolve("foreign"), "not a checkpoint at all");

        assertThat(run("evaluate", "policy_uri=" + checkpoint("run", 5))).isEqualTo(1);
        assertThat(run("evaluate", "policy_uri=" + folder.resolve("nowhere"))).isEqualTo(1);
        assertThat(run("evaluate", "policy_uri=" + folder)).isEqualTo(1);
        assertThat(run("evaluate", "policy_uri=" + foreign)).isEqualTo(1);

        assertThat(errors().lines()).hasSize(4);
        assertThat(errors()).contains("is corrupt", "there is no checkpoint", "is not an arena checkpoint");
    }

    @Test
    void every_wrong_argument_is_named_at_once_with_a_suggestion() {
        assertThat(run("train", "learning_rat=1", "trainer.gamma=0.9", "clip_coef=abc", "hidden_size=8.5", "oops"))
                .isEqualTo(2);

        assertThat(errors())
                .contains("unknown key 'learning_rat', did you mean 'trainer.optimizer.learning_rate'?")
                .contains("unknown key 'trainer.gamma', did you mean 'trainer.advantage.gamma'?")
                .contains("trainer.losses.ppo_actor.clip_coef must be a number from 0.0 to 1.0, got 'abc'")
                .contains("policy_architecture.hidden_size must be a whole number from 1 to 4096, got '8.5'")
                .contains("'oops' is not of the form key=value")
                .contains("known keys: run, ");
    }

    @Test
    void an_unknown_command_or_a_missing_policy_is_wrong_usage() {
        assertThat(run("trian")).isEqualTo(2);
        assertThat(run("evaluate")).isEqualTo(2);
        assertThat(errors()).contains("unknown command 'trian'", "policy_uri=PATH is missing");
    }

    @Test
    void the_environments_seed_counts_unless_one_is_given() throws IOException {
        useRunDir("given");
        train("seed=5");
        environment.put("METTA_SEED", "5");
        useRunDir("environment");
        train();
        environment.put("METTA_SEED", "6");
        useRunDir("both");
        train("seed=5");
        useRunDir("other");
        train();

        assertThat(checkpoint("environment", 5)).hasSameBinaryContentAs(checkpoint("given", 5));
        assertThat(checkpoint("both", 5)).hasSameBinaryContentAs(checkpoint("given", 5));
        assertThat(Files.mismatch(checkpoint("other", 5), checkpoint("given", 5)))
                .isNotNegative();
    }

    @Test
    void a_divergence_is_told_in_the_metrics_and_ends_with_1() throws IOException {
        useRunDir("wild");

        assertThat(train("learning_rate=1e20")).isEqualTo(1);

        assertThat(Files.readString(folder.resolve("wild").resolve("metrics.jsonl")))
                .contains("\"error\": \"diverged")
                .doesNotContain("NaN", "Infinity");
        assertThat(errors().lines()).singleElement().asString().contains("diverged");
    }

    private static void corrupt(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
