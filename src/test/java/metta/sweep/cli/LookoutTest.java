package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Outcome;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.recipe.InlineProgram;
import metta.sweep.store.Stores;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What one who watches a sweep is shown besides, and that looking costs what has changed.
final class LookoutTest {
    private static final Aim AIM = new Aim(SWEEP, "score", Goal.MAXIMIZE, 20);
    private final Store store = Stores.inMemory();
    private Fence fence = new Fence(SWEEP, 0);

    @TempDir
    private Path folder;

    private void begin(String config) {
        var recipe = InlineProgram.of(
                        List.of("train", "{x:0.0..1.0}"),
                        folder,
                        Optional.of(new Metric("score", Goal.MAXIMIZE, Aggregate.LAST)))
                .recipe();
        var order = Orders.place(SweepConfigReader.parse("sweep.yaml", config), recipe, Optional.of(SWEEP));
        store.fetchSweepMetadata(
                SweepInfo.created(SWEEP, order.config().toTree(), order.recipe().toTree(), 1, NOW));
        fence = new Fence(SWEEP, store.takeLease(SWEEP, 0, Samples.owner(1)).epoch());
    }

    private JobId train(int number) {
        var id = RunInfo.id(SWEEP, number);
        var job = Samples.job(JobId.training(id));
        store.commit(
                fence,
                List.of(
                        new Fact.InitRun(id, number, false, Map.of(RunInfo.SUGGESTION, Map.of("x", 0.5)), NOW),
                        new Fact.RecordJob(job),
                        new Fact.JobSubmitted(job.id(), "handle", NOW),
                        new Fact.JobStarted(job.id(), NOW)));
        return job.id();
    }

    private void end(int number, Instant at) {
        store.commit(
                fence,
                List.of(
                        new Fact.JobEnded(train(number), new Outcome.Succeeded(), at),
                        new Fact.Observed(RunInfo.id(SWEEP, number), Samples.observation(number, number))));
    }

    private Detail detail(Lookout lookout, Instant now) {
        return detail(lookout, 80, now);
    }

    private Detail detail(Lookout lookout, int width, Instant now) {
        return lookout.detail(store, sight(), new LiveTable("score", Style.PLAIN, width, 24), now);
    }

    private Sight sight() {
        return new Sight(store.overview(SWEEP, Goal.MAXIMIZE), false, Optional.empty(), List.of());
    }

    private static Lookout lookout() {
        return new Lookout(AIM, " --dir here");
    }

    @Test
    void the_age_of_the_best_the_budget_and_the_next_commands_are_told() {
        begin("{metric: score, parameters: {x: {min: 0, max: 1}}, budget: {max_trials: 20, time: 1h, cpu_hours: 5}}");
        end(1, NOW.plusSeconds(60));
        train(2);
        var detail = detail(lookout(), NOW.plusSeconds(90));
        assertThat(detail.bestAge()).contains(Duration.ofSeconds(30));
        assertThat(detail.used()).isEqualTo("used 1 of 20 trials, 1:30 of 1:00:00, 0.04167 of 5 CPU-hours");
        assertThat(detail.hints())
                .startsWith("metta sweep logs s 2 --dir here", "metta sweep status s --why --dir here")
                .endsWith("metta sweep stop s --dir here");
        assertThat(detail.toGo()).as("by one run").isEmpty();
        store.commit(fence, List.of(new Fact.SweepPaused(Optional.of("paused by ann"))));
        assertThat(detail(lookout(), NOW.plusSeconds(90)).hints()).startsWith("metta sweep resume s --dir here");
    }

    @Test
    void the_rest_is_forecast_by_runs_that_ended_and_comes_nearer_as_time_passes() {
        begin(
                "{metric: score, parameters: {x: {min: 0, max: 1}}, budget: {max_trials: 20}, execution: {max_parallel_jobs: 2}}");
        IntStream.rangeClosed(1, 4).forEach(number -> end(number, NOW.plusSeconds(60)));
        var lookout = lookout();
        var hours = detail(lookout, NOW.plusSeconds(60)).toGo().orElseThrow();
        assertThat(hours.p50() * 3600).isEqualTo(8 * 60.0, offset(1.0));
        var later = detail(lookout, NOW.plusSeconds(90)).toGo().orElseThrow();
        assertThat(later.p50() * 3600).isEqualTo(8 * 60 - 30.0, offset(1.0));
        store.commit(fence, List.of(new Fact.SweepPaused(Optional.of("lunch"))));
        assertThat(detail(lookout, NOW.plusSeconds(90)).toGo()).isEmpty();
    }

    @Test
    void however_fast_trials_end_there_is_one_forecast_in_a_while() {
        begin("{metric: score, parameters: {x: {min: 0, max: 1}}, budget: {max_trials: 9}}");
        IntStream.rangeClosed(1, 3).forEach(number -> end(number, NOW.plusSeconds(60)));
        var lookout = lookout();
        var begun = NOW.plusSeconds(60);
        assertThat(seconds(lookout, begun)).isEqualTo(6 * 60, offset(1.0));
        IntStream.rangeClosed(4, 6).forEach(number -> end(number, NOW.plusSeconds(60)));
        var soon = begun.plus(Pace.EVERY).minusSeconds(1);
        assertThat(seconds(lookout, soon)).isEqualTo(6 * 60 - Pace.EVERY.toSeconds() + 1.0, offset(1.0));
        assertThat(seconds(lookout, begun.plus(Pace.EVERY))).isEqualTo(3 * 60, offset(1.0));
        assertThat(seconds(lookout, begun)).as("though the clock was set back").isEqualTo(3 * 60 + 10.0, offset(1.0));
        IntStream.rangeClosed(7, 9).forEach(number -> end(number, NOW.plusSeconds(60)));
        assertThat(detail(lookout, soon).toGo()).as("with nothing left").isEmpty();
    }

    private double seconds(Lookout lookout, Instant now) {
        return detail(lookout, now).toGo().orElseThrow().p50() * 3600;
    }

    @Test
    void a_curve_is_read_again_only_once_it_has_grown_by_a_part_of_itself() {
        begin("{metric: score, parameters: {x: {min: 0, max: 1}}}");
        var job = train(1);
        var lookout = lookout();
        assertThat(detail(lookout, NOW).curves()).isEmpty();
        report(job, 0, 100, 0);
        var first = detail(lookout, NOW).curves();
        assertThat(first.get(job.runId())).isEqualTo("▅".repeat(8));
        report(job, 100, 2, 9);
        assertThat(detail(lookout, NOW).curves()).isEqualTo(first);
        report(job, 102, 2, 9);
        assertThat(detail(lookout, NOW).curves().get(job.runId())).endsWith("█").hasSize(8);
        assertThat(detail(lookout, 200, NOW).curves().get(job.runId()))
                .as("on a terminal that was made wider")
                .hasSize(24);
    }

    private void report(JobId job, int from, int count, double value) {
        var points = new ArrayList<MetricPoint>();
        for (int step = from; step < from + count; step++) {
            points.add(new MetricPoint("score", step, value));
        }
        var report = Samples.report(
                Samples.job(job),
                from == 0 ? "" : String.valueOf(from),
                String.valueOf(from + count),
                points.toArray(MetricPoint[]::new));
        assertThat(store.report(SWEEP, report)).isEqualTo(Report.Answer.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({"1, 24", "40, 10", "80, 24", "200, 50"})
    void a_screen_fits_its_terminal(int width, int height) {
        begin("{metric: score, parameters: {x: {min: 0, max: 1}}, budget: {max_trials: 99}}");
        IntStream.rangeClosed(1, 4).forEach(number -> end(number, NOW.plusSeconds(60)));
        IntStream.rangeClosed(5, 60).forEach(this::train);
        var terminal = new Terminal(System.out, System.err, true, width, height, Style.PLAIN);
        var lines = new Picture(AIM, terminal)
                .watched(sight(), Optional.of(detail(lookout(), NOW.plusSeconds(70))), NOW.plusSeconds(70));
        assertThat(lines)
                .hasSizeLessThan(height)
                .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(width));
        if (width >= 80) {
            assertThat(lines.getFirst()).doesNotContain("to go");
            var room = width == 80 ? "" : "; 4 completed, 0 failed, 56 running";
            assertThat(lines.get(2)).startsWith("about 1:35:00 to go (p10 1:35:00, p90 1:35:00)" + room);
            assertThat(lines.get(width == 80 ? 3 : 2)).endsWith("4 completed, 0 failed, 56 running");
            assertThat(lines)
                    .anySatisfy(line -> assertThat(line).containsSubsequence("trial", "time", "curve", "parameters"));
            assertThat(lines.getLast()).startsWith("next: metta sweep logs s 5 --dir here · ");
        }
    }
}
