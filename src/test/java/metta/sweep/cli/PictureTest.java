package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.Fact;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Outcome;
import metta.sweep.RunInfo;
import metta.sweep.SetAside;
import metta.sweep.SweepState;
import metta.sweep.SweepView;
import metta.sweep.config.Goal;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PictureTest {
    private static final List<String> HOSTILE = List.of(
            "two\nlines\r\nor three",
            "\u001b[2J\u001b]0;title\u0007",
            "\u009b31m and \u202egnirts a",
            "<img src=x onerror=alert(1)>",
            "x".repeat(10_000),
            "学習率".repeat(30),
            "🚀".repeat(60),
            "e\u0301".repeat(200),
            "\u2028\u0085\u000b");

    private final SweepView view = new SweepView(Samples.sweep(SWEEP), Goal.MAXIMIZE, Set.of());

    private List<String> lines(String metric, Terminal terminal) {
        return new Picture(new Aim(SWEEP, metric, Goal.MAXIMIZE, 20), terminal)
                .lines(Sight.of(view), NOW.plusSeconds(75));
    }

    private void train(int number, Map<String, Object> parameters) {
        var id = RunInfo.id(SWEEP, number);
        var job = Samples.job(JobId.training(id));
        view.fold(new Fact.InitRun(id, number, false, Map.of(RunInfo.SUGGESTION, parameters), NOW));
        view.fold(new Fact.RecordJob(job));
        view.fold(new Fact.JobStarted(job.id(), NOW.plusSeconds(10)));
        view.fold(Samples.report(job, "", "1", new MetricPoint("score", 82_944, 0.123456)));
    }

    private void hostileRuns() {
        for (int number = 1; number <= HOSTILE.size(); number++) {
            var parameters = new LinkedHashMap<String, Object>();
            parameters.put("text", HOSTILE.get(number - 1));
            parameters.put("a." + HOSTILE.get(number - 1), 1L);
            train(number, parameters);
        }
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 0.75)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 80, 200})
    void no_line_is_wider_than_the_terminal_nor_moves_its_cursor_whatever_names_there_are(int columns) {
        hostileRuns();
        for (var metric : HOSTILE) {
            var lines = lines(metric, new Terminal(System.out, System.err, true, columns, 24, Style.PLAIN));
            assertThat(lines).hasSize(3 + HOSTILE.size() - 1);
            assertThat(lines).allSatisfy(line -> {
                assertThat(Columns.of(line)).isLessThanOrEqualTo(columns);
                assertThat(line).doesNotContainPattern("[\\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]");
            });
        }
    }

    @Test
    void a_run_is_shown_with_its_step_its_score_its_time_and_its_parameters() {
        train(1, Map.of("trainer.optimizer.learning_rate", 0.00384));
        assertThat(lines(
                        "suite/score",
                        Captured.terminal(Map.of("TERM", "xterm", "COLUMNS", "80", "NO_COLOR", "1")).terminal))
                .containsExactly(
                        "s  running  ░░░░░░░░░░░░  0/20 trials  1:15 so far",
                        "  trial  status             step        score     time  parameters",
                        "  0001   in training      82,944                  1:05  learning_rate=0.00384");
        assertThat(lines("score", Captured.pipe().terminal).getLast())
                .isEqualTo("  0001   in training      82,944      0.12346     1:05  learning_rate=0.00384");
    }

    @Test
    void times_are_told_in_as_much_detail_as_anybody_asks_for() {
        assertThat(Stream.of(-5L, 59L, 3_599L, 3_600L, 359_999L, 360_000L, 8_639_999L, 90_000_000L)
                        .map(seconds -> Picture.clock(Duration.ofSeconds(seconds))))
                .containsExactly("0:00", "0:59", "59:59", "1:00:00", "99:59:59", "4d 04h", "99d 23h", "1,041d 16h");
    }

    @Test
    void the_columns_of_the_table_stay_where_they_are_however_long_a_run_takes() {
        train(1, Map.of("x", 1L));
        var terminal = Captured.pipe().terminal;
        var picture = new Picture(new Aim(SWEEP, "score", Goal.MAXIMIZE, 20), terminal);
        for (var time : List.of(Duration.ofMinutes(1), Duration.ofHours(99), Duration.ofDays(999))) {
            var lines = picture.lines(Sight.of(view), NOW.plus(time));
            assertThat(lines.getLast().indexOf("x=1")).isEqualTo(lines.get(1).indexOf("parameters"));
        }
    }

    @Test
    void a_run_that_waits_to_be_tried_again_is_shown_without_the_figures_of_what_failed() {
        train(1, Map.of("x", 1L));
        var job = JobId.training(RunInfo.id(SWEEP, 1));
        view.fold(new Fact.JobEnded(job, new Outcome.Lost("gone"), NOW));
        assertThat(lines("score", Captured.pipe().terminal).getLast())
                .isEqualToNormalizingWhitespace("0001 to try again x=1");
        var again = new JobId(job.runId(), job.type(), 0, 2);
        view.fold(new Fact.RecordJob(Samples.job(again)));
        view.fold(new Fact.JobStarted(again, NOW.plusSeconds(15)));
        assertThat(lines("score", Captured.pipe().terminal).getLast())
                .isEqualToNormalizingWhitespace("0001 in training 1:00 x=1");
    }

    @Test
    void only_a_sweep_that_could_start_something_is_paused() {
        view.fold(new Fact.SweepPaused(Optional.of("lunch")));
        assertThat(lines("score", Captured.pipe().terminal).getFirst()).startsWith("s  paused  ");
        view.fold(new Fact.SweepMoved(SweepState.STOPPING, "stopped by ann", NOW));
        assertThat(lines("score", Captured.pipe().terminal).getFirst()).startsWith("s  stopping  ");
        view.fold(new Fact.SweepMoved(SweepState.STOPPED, "stopped by ann", NOW));
        assertThat(lines("score", Captured.pipe().terminal).getFirst()).startsWith("s  stopped  ");
    }

    @Test
    void the_headline_counts_and_estimates() {
        IntStream.rangeClosed(1, 5).forEach(number -> {
            train(number, Samples.values());
            view.fold(new Fact.Observed(RunInfo.id(SWEEP, number), Samples.observation(number, number)));
        });
        var lines = lines("score", Captured.pipe().terminal);
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst())
                .isEqualTo("s  running  ██████░░░░░░░░░░░░░░░░░░  5/20 trials  1:15 so far, about 3:45 to go");
        assertThat(lines.getLast()).startsWith("best score = 5 in s_trial_0005: learning_rate=1e-10 batch=");
    }

    @Test
    void a_best_run_that_was_stopped_is_marked() {
        train(1, Map.of("x", 1L));
        view.fold(new Fact.RunStopped(RunInfo.id(SWEEP, 1), "enough"));
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 0.75)));
        assertThat(lines("score", Captured.pipe().terminal).getLast())
                .startsWith("best score = 0.75 in s_trial_0001 (stopped early): ");
    }

    @Test
    void who_watches_a_sweep_that_nobody_runs_is_told() {
        train(1, Map.of("x", 1L));
        var terminal = Captured.pipe().terminal;
        var picture = new Picture(new Aim(SWEEP, "score", Goal.MAXIMIZE, 20), terminal);
        var words = "nobody runs it; go on with the command that started it";
        var left = new Sight(
                view.overview(), false, Optional.of(new Holder(Optional.empty(), Holder.Life.NONE)), List.of());
        assertThat(picture.watched(left, Optional.empty(), NOW))
                .hasSize(4)
                .element(1)
                .isEqualTo(words);
        assertThat(picture.line(left, NOW)).startsWith("s  interrupted").endsWith("; " + words);
        var held = new Holder(Optional.of(Samples.owner(1)), Holder.Life.RUNNING);
        var running = new Sight(view.overview(), false, Optional.of(held), List.of());
        assertThat(picture.watched(running, Optional.empty(), NOW)).isEqualTo(picture.lines(running, NOW));
        assertThat(picture.line(running, NOW)).endsWith("so far");
    }

    private Sight seen(Holder.Life life, Optional<Origin> origin) {
        var holder = new Holder(Optional.of(Samples.owner(1)), life, Optional.of("file"), origin);
        return new Sight(view.overview(), false, Optional.of(holder), List.of());
    }

    private String headline(Sight sight) {
        return new Picture(new Aim(SWEEP, "score", Goal.MAXIMIZE, 20), Captured.pipe().terminal)
                .lines(sight, NOW.plusSeconds(75))
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, running, true",
        "UNKNOWN, running, true",
        "GONE, interrupted, false",
        "NONE, interrupted, false",
        "MOVED, moved, false"
    })
    void the_headline_says_whether_the_sweep_goes_on_and_estimates_only_where_it_does(
            Holder.Life life, String word, boolean estimates) {
        train(1, Samples.values());
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 1)));
        assertThat(headline(seen(life, Optional.empty()))).startsWith("s  " + word + "  ");
        assertThat(headline(seen(life, Optional.empty())).contains("to go")).isEqualTo(estimates);
    }

    @Test
    void a_sweep_that_is_paused_gets_no_estimate_and_one_that_was_stopped_meanwhile_is_stopped() {
        train(1, Samples.values());
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 1)));
        view.fold(new Fact.SweepPaused(Optional.of("paused by ann")));
        assertThat(headline(Sight.of(view))).startsWith("s  paused  ").endsWith(" so far");
        view.fold(new Fact.SweepMoved(SweepState.STOPPED, "stopped by ann", NOW));
        assertThat(headline(Sight.of(view))).startsWith("s  stopped  ");
    }

    @Test
    void what_to_do_about_a_sweep_that_nobody_runs_is_shown_whole_however_narrow_the_terminal_is() {
        train(1, Map.of("x", 1L));
        var typed =
                Typed.of("sweep", "start", "a/recipe/that/lies/deep", "--config", "examples/sweep.yaml", "--name", "s");
        var origin = new Origin(Path.of("/data/ann"), typed);
        var terminal = new Terminal(System.out, System.err, true, 40, 24, Style.PLAIN);
        var picture = new Picture(new Aim(SWEEP, "score", Goal.MAXIMIZE, 20), terminal);
        var lines = picture.watched(seen(Holder.Life.GONE, Optional.of(origin)), Optional.empty(), NOW);
        assertThat(lines).allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(40));
        assertThat(String.join(" ", lines)).contains("which is gone go on with: cd /data/ann && " + typed);
    }

    @Test
    void what_time_alone_changes_is_no_change() {
        train(1, Map.of("x", 1L));
        var picture = new Picture(new Aim(SWEEP, "score", Goal.MAXIMIZE, 20), Captured.pipe().terminal);
        var still = picture.still(Sight.of(view));
        assertThat(picture.line(Sight.of(view), NOW)).startsWith(still);
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 1)));
        assertThat(picture.still(Sight.of(view))).isNotEqualTo(still);
    }

    @Test
    void slots_that_are_set_aside_are_named_on_one_line() {
        var aside = List.of(new SetAside("GPU 1", "4 jobs failed\nthere"), new SetAside("GPU 3", "5 did"));
        var sight = new Sight(view.overview(), false, Optional.empty(), aside);
        var picture = new Picture(new Aim(SWEEP, "score", Goal.MAXIMIZE, 20), Captured.pipe().terminal);
        assertThat(picture.lines(sight, NOW))
                .hasSize(2)
                .last()
                .isEqualTo("Set aside: GPU 1 (4 jobs failed | there), GPU 3 (5 did)");
    }

    @Test
    void a_sweep_that_is_over_gives_no_estimate() {
        view.fold(new Fact.SweepMoved(SweepState.FINISHED, "enough", NOW));
        assertThat(lines("score", Captured.pipe().terminal))
                .containsExactly("s  finished  ░░░░░░░░░░░░░░░░░░░░░░░░  0/20 trials");
    }

    @Test
    void more_runs_than_there_is_room_for_are_counted() {
        IntStream.rangeClosed(1, 15).forEach(number -> train(number, Map.of("x", 1L)));
        var lines = lines("score", Captured.pipe().terminal);
        assertThat(lines).hasSize(15).last().isEqualTo("  … and 3 more");
    }

    @ParameterizedTest
    @CsvSource({"24, 12", "12, 6", "10, 4", "7, 1", "1, 1"})
    void a_picture_is_no_higher_than_the_terminal_but_has_a_row(int height, int rows) {
        IntStream.rangeClosed(1, 40).forEach(number -> train(number, Map.of("x", 1L)));
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 0.75)));
        var terminal = new Terminal(System.out, System.err, true, 80, height, Style.PLAIN);
        var picture = new Picture(new Aim(SWEEP, "score", Goal.MAXIMIZE, 40), terminal);
        var nobody = Optional.of(new Holder(Optional.empty(), Holder.Life.NONE));
        var lines = picture.watched(new Sight(view.overview(), false, nobody, List.of()), Optional.empty(), NOW);
        assertThat(lines).hasSize(3 + 1 + rows + 1).last().isEqualTo("  … and %d more".formatted(39 - rows));
        assertThat(lines.size()).isLessThan(Math.max(height, 7));
    }

    @Test
    void all_rows_are_shown_where_they_just_fit() {
        IntStream.rangeClosed(1, 6).forEach(number -> train(number, Map.of("x", 1L)));
        var terminal = new Terminal(System.out, System.err, true, 80, 10, Style.PLAIN);
        assertThat(lines("score", terminal)).hasSize(2 + 6).last().asString().startsWith("  0006");
    }

    @Test
    void colour_goes_around_the_text_and_is_left_out_where_it_is_not_wanted() {
        hostileRuns();
        assertThat(lines("score", Captured.terminal(80).terminal).getFirst())
                .startsWith("\u001b[1m")
                .endsWith("\u001b[0m");
        var plain = Captured.terminal(Map.of("TERM", "xterm", "COLUMNS", "80", "NO_COLOR", "1"));
        assertThat(lines("score", plain.terminal)).noneMatch(line -> line.contains("\u001b"));
    }
}
