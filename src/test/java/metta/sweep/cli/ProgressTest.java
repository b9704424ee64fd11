package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import metta.sweep.Fact;
import metta.sweep.FailureKind;
import metta.sweep.HookMark;
import metta.sweep.Hooks;
import metta.sweep.JobId;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.RunInfo;
import metta.sweep.StoreException;
import metta.sweep.SweepException;
import metta.sweep.SweepView;
import metta.sweep.config.Goal;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private static final String ERASE_TWO_LINES = "\r\u001b[2A\u001b[J";
    private static final Aim AIM = new Aim(SWEEP, "score", Goal.MAXIMIZE, 5);
    private final SweepView view = new SweepView(Samples.sweep(SWEEP), Goal.MAXIMIZE, Set.of());

    private static Progress progress(Captured captured) {
        return new Progress(captured.terminal, AIM, () -> NOW, Progress.GOING_ON);
    }

    private void tick(Progress progress) {
        progress.ticked(view, view.metadata(5));
    }

    private void record(Progress progress, Fact fact) {
        view.fold(fact);
        progress.recorded(fact, view);
    }

    private void oneRunFails(Progress progress) {
        var job = JobId.training(RunInfo.id(SWEEP, 1));
        record(progress, Samples.init(1));
        record(progress, new Fact.RecordJob(Samples.job(job)));
        record(progress, new Fact.JobStarted(job, NOW));
        tick(progress);
        var words = "\u001b[31mTraceback\u001b[0m\n  File x";
        var failed = new Outcome.Failed(FailureKind.USER_ERROR, Optional.of(1), words);
        record(progress, new Fact.JobEnded(job, failed, NOW));
        record(progress, new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 0.5)));
        tick(progress);
        progress.end();
    }

    @Test
    void whoever_stops_a_sweep_says_that_and_not_that_it_goes_on() {
        var pipe = Captured.pipe();
        view.fold(Samples.init(1));
        new Progress(pipe.terminal, AIM, () -> NOW, Attendance.STOPPING).resumed(view.overview());
        assertThat(pipe.err()).isEqualTo("Stopping s: 0 of 5 trials ended, 1 not yet.\n");
    }

    @Test
    void whoever_goes_on_with_a_paused_sweep_is_told_what_lets_it_go_on() {
        var pipe = Captured.pipe();
        view.fold(Samples.init(1));
        view.fold(new Fact.SweepPaused(Optional.of("paused by ann: lunch\u001b")));
        progress(pipe).resumed(view.overview());
        assertThat(pipe.err())
                .endsWith("\nIt starts nothing new until `metta sweep resume`: paused by ann: lunch\ufffd\n");
    }

    @Test
    void a_pipe_gets_one_line_for_each_change_and_nothing_that_moves_a_cursor() {
        var pipe = Captured.pipe();
        oneRunFails(progress(pipe));
        assertThat(pipe.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("s_trial_0001 queued: learning_rate=1e-10 batch="),
                        line -> assertThat(line).isEqualTo("s_trial_0001 started"),
                        line -> assertThat(line)
                                .startsWith("s_trial_0001 failed (user error, exit 1): ")
                                .endsWith(" | File x"),
                        line -> assertThat(line).isEqualTo("[1/5] s_trial_0001 completed: score=0.5"));
        assertThat(pipe.err()).doesNotContain("\u001b", "\r");
        assertThat(pipe.out()).isEmpty();
    }

    @Test
    void a_terminal_shows_a_picture_and_keeps_lines_about_results_above_it() {
        var terminal = Captured.terminal(80);
        oneRunFails(progress(terminal));
        assertThat(terminal.err())
                .contains("\r\u001b[3A\u001b[J[1/5] s_trial_0001 completed: score=0.5\n")
                .doesNotContain("queued", "Traceback")
                .endsWith(ERASE_TWO_LINES);
    }

    @Test
    void the_picture_fits_the_window_that_was_made_smaller() {
        var terminal = Captured.terminal(120);
        var now = new AtomicReference<>(NOW);
        var size = new AtomicReference<>(Optional.of(new Terminal.Size(24, 120)));
        var progress =
                new Progress(new Resizing(terminal.terminal, size::get, now::get), AIM, now::get, Progress.GOING_ON);
        record(progress, Samples.init(1));
        size.set(Optional.of(new Terminal.Size(24, 40)));
        now.set(NOW.plusSeconds(1));
        tick(progress);
        assertThat(terminal.err().lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(Columns.of(line.replaceAll("\u001b\\[[0-9;]*[mAJ]", "")))
                        .isLessThanOrEqualTo(40));
    }

    @Test
    void a_run_that_was_stopped_is_said_to_be_with_what_it_reached() {
        var pipe = Captured.pipe();
        var progress = progress(pipe);
        record(progress, Samples.init(1));
        record(progress, new Fact.RunStopped(RunInfo.id(SWEEP, 1), "stopped by ann: enough"));
        record(progress, new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 0.5)));
        record(progress, Samples.init(2));
        record(progress, new Fact.RunStopped(RunInfo.id(SWEEP, 2), ""));
        record(progress, new Fact.Observed(RunInfo.id(SWEEP, 2), Samples.scoreless(2, "stopped: ")));
        assertThat(pipe.err().lines())
                .containsExactly(
                        "s_trial_0001 stopped by ann: enough",
                        "[1/5] s_trial_0001 stopped at score=0.5",
                        "s_trial_0002 stopped",
                        "[2/5] s_trial_0002 stopped without a score");
    }

    @Test
    void trials_that_end_in_one_look_are_counted_one_by_one() {
        var pipe = Captured.pipe();
        var progress = progress(pipe);
        progress.resumed(view.overview());
        var facts = new ArrayList<Fact>();
        for (int number = 1; number <= 3; number++) {
            view.fold(Samples.init(number));
            facts.add(new Fact.Observed(RunInfo.id(SWEEP, number), Samples.observation(number, 0.5)));
        }
        facts.forEach(view::fold);
        facts.forEach(fact -> progress.recorded(fact, view));
        tick(progress);
        var second = view.run(RunInfo.id(SWEEP, 2)).observation().orElseThrow();
        record(progress, new Fact.Observed(second.runId(), invalidated(second)));
        assertThat(pipe.err().lines().filter(line -> line.startsWith("[")).map(line -> line.substring(0, 5)))
                .containsExactly("[1/5]", "[2/5]", "[3/5]", "[2/5]");
    }

    private static Observation invalidated(Observation each) {
        return new Observation(
                each.runId(),
                each.number(),
                each.version() + 1,
                each.configuration(),
                each.scores(),
                each.cost(),
                each.fidelity(),
                each.problem(),
                Optional.of("a mistake"));
    }

    @Test
    void what_is_tried_again_is_said_to_be() {
        var pipe = Captured.pipe();
        progress(pipe).trouble(new StoreException(StoreException.Kind.TRANSIENT, "busy"));
        assertThat(pipe.err()).isEqualTo("metta: busy; trying again\n");
    }

    @Test
    void a_hook_that_failed_is_told_once_with_how_often_it_was_tried() {
        for (var captured : new Captured[] {Captured.pipe(), Captured.terminal(200)}) {
            var progress = progress(captured);
            record(progress, Samples.init(1));
            var job = Samples.job(JobId.training(RunInfo.id(SWEEP, 1)));
            view.fold(new Fact.RecordJob(job));
            var words = "the hook for x failed: it ended with exit code 3";
            progress.trouble(new Hooks.HookException(words));
            record(progress, new Fact.HookMarked(job.id(), new HookMark("x", 1, Optional.of(words))));
            assertThat(captured.err()).isEqualTo(words + " (try 1 of 4)\n");
        }
    }

    @Test
    void trouble_is_told_on_one_line_without_its_escapes() {
        var pipe = Captured.pipe();
        progress(pipe).trouble(new SweepException(SweepException.Exit.IO, "bad\u001b[2J\nname"));
        assertThat(pipe.err()).startsWith("metta: bad").endsWith("name\n").doesNotContain("\u001b");
        assertThat(pipe.err().lines()).hasSize(1);
    }
}
