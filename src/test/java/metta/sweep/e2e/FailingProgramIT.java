package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs that fail in every way: what is recorded of them, and what a person sees.
final class FailingProgramIT {
    private static final String REPORT = "echo '{\"%s\": %s}' >>\"$METTA_METRICS_FILE\"\n";

    @TempDir
    private Path folder;

    private Metta metta;

    @BeforeEach
    void setUp() {
        metta = new Metta(folder);
    }

    /// Runs one trial, which fails, and returns what the person saw.
    private Metta.Result failed(Path recipe) throws IOException, InterruptedException {
        var result = metta.startGrid(recipe, "1").end();
        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(result.err()).doesNotContain("\tat ", "Exception");
        var name = String.valueOf(recipe.getFileName());
        assertThat(result.out()).contains("No run of %s reached a score.".formatted(name));
        assertThat(result.err()).contains("more: metta sweep logs %s %s_trial_0001".formatted(name, name));
        return result;
    }

    private Map<String, Object> only(String sweep) throws IOException, InterruptedException {
        var runs = metta.runs(sweep);
        assertThat(runs).hasSize(1);
        assertThat(runs.getFirst()).containsEntry("status", "FAILED");
        return runs.getFirst();
    }

    @Test
    void a_program_that_is_not_found_when_its_job_starts_is_named() throws Exception {
        var home = metta.recipe("notfound", "");
        metta.file(
                "recipes/notfound/recipe.yaml",
                "train: {command: [no-such-program]}\nenvironment: {PATH: '${recipe_dir}:/usr/bin:/bin'}\nmetric: {name: score}\n");
        var seen = failed(home).err();
        assertThat(seen)
                .contains("failed (user error, exit 127): metta: cannot start no-such-program: not found in PATH (")
                .contains("install it, or name its path in the recipe");
        assertThat(String.valueOf(only("notfound").get("problem")))
                .startsWith("user_error exit 127: metta: cannot start no-such-program: not found in PATH (");
    }

    @Test
    void a_program_that_exits_with_an_error_is_shown_with_its_last_lines() throws Exception {
        var home = metta.recipe("exits", "echo loading\necho 'Traceback' >&2\necho 'no file train.csv' >&2\nexit 3\n");
        assertThat(failed(home).err())
                .contains("exits_trial_0001 failed (user error, exit 3): Traceback | no file train.csv\n")
                .contains("""
                          1 trial  user error, exit 3; for example exits_trial_0001:
                                    Traceback
                                    no file train.csv
                                  more: metta sweep logs exits exits_trial_0001
                        """)
                .contains("sweep failed: the first run failed: user error, exit 3: Traceback | no file train.csv\n");
        assertThat(only("exits")).containsEntry("problem", "user_error exit 3: Traceback\nno file train.csv");
    }

    @Test
    void the_same_command_after_a_failed_sweep_says_how_to_run_it_anew() throws Exception {
        var home = metta.recipe("again", "exit 3\n");
        assertThat(failed(home).err()).contains("Once that is mended, start anew with: metta sweep start ");
        assertThat(failed(home).err())
                .contains(
                        "It had ended before, so nothing was started. To go on with it: metta sweep resume again; where its budget is used up, metta sweep extend again --trials N first\n"
                                + "To run it anew, give it another name: metta sweep start %s --grid x=1 --parallel 1 --name again-2\n"
                                        .formatted(home));
        assertThat(metta.startedJobs("again")).hasSize(1);
    }

    @Test
    void a_metric_that_is_not_a_number_is_a_divergence() throws Exception {
        var home = metta.recipe("nan", REPORT.formatted("score", "NaN"));
        assertThat(failed(home).err()).contains("nan_trial_0001 failed (diverged): its score is NaN\n");
        assertThat(only("nan")).containsEntry("problem", "diverged: its score is NaN");
    }

    @Test
    void a_job_that_takes_too_long_is_ended_and_tried_again_as_its_policy_says() throws Exception {
        var home = metta.recipe("slow", "exec sleep 1000\n");
        var config = metta.file("slow.yaml", """
                parameters: {x: 1}
                budget: {max_trials: 1}
                execution: {job_timeout: 1}
                failures: {timeout: {retries: 1, then: stop}}
                """);
        var slow = metta.start("start", home.toString(), "--config", config.toString())
                .end();
        assertThat(slow.exitCode()).as(slow.err()).isEqualTo(1);
        assertThat(slow.err())
                .contains("slow_trial_0001 failed (timeout): ran for longer than 1s, the limit that"
                        + " execution.job_timeout sets")
                .contains(
                        "sweep failed: slow_trial_0001 failed (failures.timeout: stop): timeout: ran for longer than 1s");
        assertThat(metta.startedJobs("slow")).containsExactlyInAnyOrder("slow_trial_0001", "slow_trial_0001.try2");
    }

    @Test
    void a_metric_never_reported_is_missed_by_its_name() throws Exception {
        assertThat(failed(metta.recipe("silent", "echo accuracy 0.9\n")).err())
                .contains(
                        "silent_trial_0001 failed (user error): ended well, but reported no metric at all; expected 'score'")
                .contains("METTA_METRICS_FILE");
        assertThat(String.valueOf(only("silent").get("problem")))
                .startsWith("user_error: ended well, but reported no metric at all; expected 'score'. Append lines");

        assertThat(failed(metta.recipe("other", REPORT.formatted("accuracy", "0.5")))
                        .err())
                .contains(
                        "other_trial_0001 failed (user error): ended well, but never reported 'score'; it reported accuracy.");
    }

    @Test
    void a_regular_expression_that_matched_nothing_is_said_to_have() throws Exception {
        var home = metta.recipe("regex", "echo Score 0.9\n");
        metta.file("recipes/regex/recipe.yaml", """
                train: {command: [sh, train.sh], style: none}
                metrics: {train: {stdout: {regex: 'score (?<value>.*)', name: score}}}
                metric: score
                """);
        var words = "its regular expression score (?<value>.*) matched no line of its output\n";
        assertThat(failed(home).err()).contains(words);
        assertThat(metta.run("analyze", "regex").out()).contains(words);
    }

    @Test
    void a_report_that_is_no_json_is_shown() throws Exception {
        assertThat(failed(metta.recipe("nojson", "echo \"{'score': 1}\" >>\"$METTA_METRICS_FILE\"\n"))
                        .err())
                .contains(
                        "metta: nojson_trial_0001: among its metrics is what is no JSON object, and passed over: {'score': 1}");
    }

    @Test
    void a_training_that_somebody_kills_is_recorded_with_the_signal_and_tried_again() throws Exception {
        var home = metta.recipe(
                "killed",
                "echo step 1\n[ $METTA_ATTEMPT = 1 ] || { %s exit; }\necho $$ >\"$METTA_RUN_DIR/pid\"\nexec sleep 600\n"
                        .formatted(REPORT.formatted("score", "1").strip() + ";"));
        var running = metta.startGrid(home, "1");
        kill(pid(metta.sweeps().resolve("killed/killed_trial_0001/pid"), ""));
        var result = running.end();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err())
                .contains("killed_trial_0001 lost: its program was ended by somebody's signal KILL")
                .contains("step 1");
    }

    @Test
    void a_training_whose_supervisor_is_killed_is_lost_and_tried_again() throws Exception {
        var home = metta.recipe(
                "orphan",
                "[ $METTA_ATTEMPT = 1 ] || { %s exit; }\nexec sleep 600\n"
                        .formatted(REPORT.formatted("score", "1").strip() + ";"));
        var running = metta.startGrid(home, "1");
        kill(pid(metta.sweeps().resolve("orphan/orphan_trial_0001/jobs/orphan_trial_0001/claim"), "pid="));
        var result = running.end();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err())
                .containsPattern(
                        "orphan_trial_0001 lost: its supervisor \\(process \\d+\\) was killed before the program ended\n")
                .contains("orphan_trial_0001.try2 queued");
        assertThat(metta.startedJobs("orphan"))
                .containsExactlyInAnyOrder("orphan_trial_0001", "orphan_trial_0001.try2");
        assertThat(metta.runs("orphan").getFirst()).containsEntry("status", "COMPLETED");
    }

    @Test
    void what_keeps_a_job_from_starting_is_told_and_once_it_is_mended_the_job_starts() throws Exception {
        var home = metta.recipe("late", REPORT.formatted("score", "1"));
        assertThat(metta.startGrid(home, "1", "--name", "fine").end().exitCode())
                .isZero();
        var good = supervisor(metta.sweeps().resolve("fine"));
        var broken = Files.createDirectories(metta.sweeps().resolve("late")).resolve(good.getFileName());
        Files.writeString(broken, "echo 'ln: no hard links here' >&2\nexit 74\n");

        var running = metta.startGrid(home, "1");
        var words = "metta: late_trial_0001 could not be started: ln: no hard links here; trying again\n";
        Metta.await("it says what is in the way", () -> running.err().contains(words));
        Files.copy(good, broken, StandardCopyOption.REPLACE_EXISTING);

        var result = running.end();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).containsOnlyOnce(words);
        assertThat(metta.startedJobs("late")).containsExactly("late_trial_0001");
        assertThat(Metta.read(metta.sweeps().resolve("late/log.jsonl")))
                .contains(
                        "\"level\":\"warning\",\"event\":\"Warning\",\"details\":{\"message\":\"late_trial_0001 could not");
    }

    private static Path supervisor(Path sweep) throws IOException {
        try (var files = Files.newDirectoryStream(sweep, "supervisor-*.sh")) {
            return files.iterator().next();
        }
    }

    private static long pid(Path file, String prefix) throws InterruptedException {
        Metta.await("there is " + file, () -> file.toFile().length() > 0);
        return Metta.read(file)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .mapToLong(line -> Long.parseLong(line.substring(prefix.length())))
                .findFirst()
                .orElseThrow();
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }
}
