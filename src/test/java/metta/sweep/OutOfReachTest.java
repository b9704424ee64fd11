package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.space.Configuration;
import metta.sweep.testing.Stage;
import org.junit.jupiter.api.Test;

/// A job on a host that does not answer any more, among others that can be reached.
final class OutOfReachTest {
    private final Stage stage = new Stage(false);
    private int commands;
    private final SweepController controller = stage.controller(OutOfReachTest::schedule, Hooks.NONE);

    /// Two trainings, then the end.
    private static List<Decision> schedule(Runs runs, SweepMetadata metadata, int free, Instant now) {
        if (runs.size() == 2) {
            return metadata.ended() == 2 ? List.of(new Decision.Finish("enough")) : List.of();
        }
        return IntStream.range(0, 2)
                .<Decision>mapToObj(x -> new Decision.LaunchTraining(
                        new Suggestion(Configuration.of(Map.of("x", x)), Map.of(), "next"), "a slot"))
                .toList();
    }

    private static JobId training(int number) {
        return JobId.training(RunInfo.id(SWEEP, number));
    }

    private void ask(Command command) {
        stage.store.send(SWEEP, "command " + ++commands, command, NOW);
    }

    private void sayGone(int number) {
        ask(new Command.LoseTrial(RunInfo.id(SWEEP, number), "ann", "the machine was sold"));
    }

    private Stream<String> answers() {
        return stage.store.decisions(SWEEP, 100).stream()
                .filter(each -> each.decision().startsWith("command "))
                .map(each -> each.decision() + ": " + each.reason());
    }

    @Test
    void one_job_that_cannot_be_cancelled_keeps_no_other_from_being_cancelled() {
        controller.tick();
        stage.dispatcher.lose(training(1));
        ask(new Command.StopSweep("ann", ""));
        assertThatThrownBy(controller::tick)
                .isInstanceOf(DispatchException.class)
                .hasMessageContaining("the host of s_trial_0001 does not answer");
        assertThat(stage.dispatcher.cancelled()).containsExactly(training(2));
        assertThat(stage.troubles).hasSize(1);
    }

    @Test
    void one_job_that_cannot_be_submitted_keeps_no_other_from_being_submitted() {
        stage.dispatcher.lose(training(1));
        assertThatThrownBy(controller::tick).isInstanceOf(DispatchException.class);
        assertThat(stage.dispatcher.submitted()).extracting(JobDefinition::id).containsExactly(training(2));
        assertThat(stage.run(2).job(training(2)).orElseThrow().handle()).isPresent();
    }

    @Test
    void what_was_started_from_another_definition_is_never_believed() {
        stage.dispatcher.disown(training(1), new JobState.Exited(0, NOW, ""));
        stage.report(training(1), 0.75);
        assertThatThrownBy(controller::tick)
                .isInstanceOf(DispatchException.class)
                .hasMessageContaining("s_trial_0001 was started from something else");
        stage.succeed(training(2));
        assertThatThrownBy(controller::tick).isInstanceOf(DispatchException.class);
        assertThat(stage.run(1).liveJobs()).singleElement().satisfies(job -> {
            assertThat(job.metrics()).isEmpty();
            assertThat(job.startedAt()).isEmpty();
        });
        assertThat(stage.run(2).observation()).as("the others go on").isPresent();
        assertThat(stage.troubles).as("told once").hasSize(1);
    }

    @Test
    void what_is_out_of_reach_is_told_once_and_given_up_only_when_no_other_job_is_left() {
        controller.tick();
        stage.dispatcher.lose(training(1));
        stage.dispatcher.ignoreCancellations();
        ask(new Command.StopSweep("ann", ""));
        var waits = new int[1];
        assertThatThrownBy(() -> controller.run(() -> {
                    if (++waits[0] == 100) {
                        stage.succeed(training(2));
                    }
                }))
                .isInstanceOf(DispatchException.class);
        assertThat(waits[0]).isGreaterThan(100);
        assertThat(stage.run(2).status().ended()).isTrue();
        assertThat(stage.troubles).hasSize(1);
    }

    @Test
    void people_are_told_once_what_is_out_of_reach_and_what_they_can_say() {
        controller.tick();
        stage.dispatcher.lose(training(1));
        controller.tick();
        controller.tick();
        assertThat(stage.warnings)
                .singleElement()
                .asString()
                .contains("s_trial_0001 cannot be asked", "metta sweep trial lost s s_trial_0001");
    }

    @Test
    void a_job_that_is_said_to_be_gone_is_lost_and_tried_again() {
        controller.tick();
        stage.dispatcher.lose(training(1));
        sayGone(1);
        controller.tick();
        assertThat(stage.run(1).job(training(1)).orElseThrow().outcome())
                .contains(new Outcome.Lost("it is gone for good, as was said by ann: the machine was sold"));
        assertThat(answers()).containsExactly("command 1: take for lost: asked by ann: the machine was sold");
        stage.pass(Duration.ofMinutes(1));
        controller.tick();
        assertThat(stage.dispatcher.submitted())
                .extracting(JobDefinition::id)
                .contains(training(1).nextAttempt());
    }

    @Test
    void a_sweep_that_is_stopped_ends_once_what_is_out_of_reach_is_said_to_be_gone() {
        controller.tick();
        stage.dispatcher.lose(training(1));
        ask(new Command.StopSweep("ann", ""));
        assertThatThrownBy(controller::tick).isInstanceOf(DispatchException.class);
        sayGone(1);
        controller.tick();
        controller.tick();
        assertThat(controller.view().sweep().state()).isEqualTo(SweepState.STOPPED);
    }

    @Test
    void a_job_that_had_published_its_result_before_it_was_gone_counts() {
        controller.tick();
        stage.deliver(training(1), 0.75);
        stage.dispatcher.lose(training(1));
        sayGone(1);
        controller.tick();
        assertThat(stage.run(1).observation().flatMap(Observation::score)).contains(0.75);
    }

    @Test
    void a_job_that_can_be_reached_is_not_lost_by_a_persons_word() {
        controller.tick();
        sayGone(1);
        stage.succeed(training(2));
        controller.tick();
        assertThat(stage.run(1).liveJobs()).hasSize(1);
        sayGone(2);
        controller.tick();
        assertThat(answers())
                .containsExactlyInAnyOrder(
                        "command 1: refused to take for lost: its job is not out of reach; `metta sweep trial stop` ends it where it is; asked by ann: the machine was sold",
                        "command 2: refused to take for lost: no job of it is under way; asked by ann: the machine was sold");
    }

    @Test
    void a_persons_word_waits_for_a_controller_that_looks_after_the_jobs() {
        controller.tick();
        stage.dispatcher.lose(training(1));
        sayGone(1);
        controller.obey();
        assertThat(stage.store.fetchRuns(SWEEP, 0).inbox()).hasSize(1);
        ask(new Command.EditSweep(Map.of("budget.max_trials", 7L), "ann", ""));
        controller.tick();
        assertThat(stage.run(1).liveJobs())
                .as("an iteration that edits settles nothing")
                .hasSize(1);
        controller.tick();
        assertThat(stage.run(1).job(training(1)).orElseThrow().outcome()).isPresent();
        assertThat(stage.store.fetchRuns(SWEEP, 0).inbox()).isEmpty();
    }
}
