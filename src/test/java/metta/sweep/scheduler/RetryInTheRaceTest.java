package metta.sweep.scheduler;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import metta.sweep.Command;
import metta.sweep.Hooks;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobStatus;
import metta.sweep.Observation;
import metta.sweep.Problem;
import metta.sweep.RunInfo;
import metta.sweep.SweepController;
import metta.sweep.SweepState;
import metta.sweep.config.Metric;
import metta.sweep.config.Replicates;
import metta.sweep.space.SearchSpace;
import metta.sweep.testing.Stage;
import org.junit.jupiter.api.Test;

/// What becomes of a replicate that the race has stopped once a person asks to try it again.
final class RetryInTheRaceTest {
    private static final Problem PROBLEM =
            new Problem(new SearchSpace(new LinkedHashMap<>()), List.of(new Metric("score")), 5, 1);
    private static final String OUT = RunInfo.id(SWEEP, 4, 1);
    private static final JobId AGAIN = JobId.training(OUT).nextAttempt();

    private final Stage stage = new Stage(false);
    private int commands;
    private final SweepController controller = stage.controller(
            Schedulers.parallel(
                    new CountingOptimizer(100), PROBLEM, OptionalInt.of(1), new Replicates(2, Optional.empty())),
            Hooks.NONE);

    private void end(int number, int replicate, double score) {
        end(JobId.training(RunInfo.id(SWEEP, number, replicate)), score);
    }

    private void end(JobId job, double score) {
        stage.report(job, score);
        stage.dispatcher.exit(job, 0, NOW);
    }

    private RunInfo run(String runId) {
        return stage.store.findRun(SWEEP, runId).orElseThrow();
    }

    private SweepState state() {
        return stage.store.findSweep(SWEEP).orElseThrow().state();
    }

    private void ask(Command command) {
        stage.store.send(SWEEP, "command " + ++commands, command, NOW);
        controller.tick();
    }

    /// Three trials of which two seeds differ little, and a fourth that lies far behind, with its second seed running.
    private void stopTheFourth() {
        controller.tick();
        end(1, 0, 0.9);
        end(2, 0, 0.9);
        controller.tick();
        end(1, 1, 0.901);
        end(2, 1, 0.901);
        controller.tick();
        end(3, 0, 0.9);
        end(4, 0, 0.1);
        controller.tick();
        assertThat(run(OUT).jobs()).hasSize(1);
        end(3, 1, 0.901);
        controller.tick();
        controller.tick();
        assertThat(run(OUT).status()).isEqualTo(JobStatus.STOPPED);
        assertThat(run(OUT).stopped().orElseThrow()).contains("cannot reach");
    }

    private void requireTriedAgain() {
        for (int i = 0; i < 3; i++) {
            controller.tick();
        }
        assertThat(stage.dispatcher.submitted())
                .extracting(JobDefinition::id)
                .as("it is not stopped again")
                .contains(AGAIN);
        assertThat(stage.dispatcher.cancelled()).containsExactly(JobId.training(OUT));
        var seeds = run(OUT).jobs().stream().map(job -> job.definition().seed()).distinct();
        assertThat(seeds).as("the very same again").hasSize(1);
        end(AGAIN, 0.3);
        controller.tick();
        controller.tick();
        assertThat(run(OUT).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(controller.view().taught(4).flatMap(Observation::score)).contains(0.2);
    }

    @Test
    void a_replicate_that_somebody_wants_again_runs_to_its_end_whatever_the_race_says() {
        stopTheFourth();
        ask(new Command.RetryTrial(OUT, "ann", "I want to know"));
        requireTriedAgain();
    }

    @Test
    void a_trial_that_somebody_wants_again_has_its_stopped_replicates_run_again_and_no_more() {
        stopTheFourth();
        ask(new Command.RetryTrial(RunInfo.id(SWEEP, 4), "ann", ""));
        assertThat(run(RunInfo.id(SWEEP, 4)).jobs())
                .as("what has completed stays")
                .hasSize(1);
        requireTriedAgain();
        end(5, 0, 0.0);
        controller.tick();
        controller.tick();
        assertThat(stage.store.findRun(SWEEP, RunInfo.id(SWEEP, 5, 1)))
                .as("out of the race")
                .isEmpty();
        assertThat(state()).isEqualTo(SweepState.FINISHED);
        ask(new Command.RetryTrial(RunInfo.id(SWEEP, 5), "ann", ""));
        assertThat(stage.store.decisions(SWEEP, 1).getFirst().reason()).contains("it has completed");
    }

    @Test
    void a_sweep_that_has_ended_goes_on_until_the_replicate_has_ended_too() {
        stopTheFourth();
        end(5, 0, 0.0);
        controller.tick();
        controller.tick();
        assertThat(state()).isEqualTo(SweepState.FINISHED);
        ask(new Command.RetryTrial(OUT, "ann", ""));
        assertThat(state()).isEqualTo(SweepState.RUNNING);
        requireTriedAgain();
        assertThat(state()).isEqualTo(SweepState.FINISHED);
    }
}
