package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.space.Configuration;
import metta.sweep.testing.Stage;
import org.junit.jupiter.api.Test;

/// What becomes of what people ask of a sweep while it goes on, and after it has ended.
final class SteeringTest {
    private final Stage stage = new Stage(false);
    private final SweepController controller = stage.controller(SteeringTest::schedule, Hooks.NONE);
    private int commands;

    /// Trainings in all free slots until the budget is used up, then the end.
    private static List<Decision> schedule(Runs runs, SweepMetadata metadata, int free, Instant now) {
        if (metadata.trialsLeft() == 0) {
            return metadata.ended() == metadata.tried()
                    ? List.of(new Decision.Finish("all %d have ended".formatted(metadata.tried())))
                    : List.of();
        }
        var decisions = new ArrayList<Decision>();
        for (int i = 0; i < Math.min(free, metadata.trialsLeft()); i++) {
            var suggestion = new Suggestion(Configuration.of(Map.of("x", runs.size() + i)), Map.of(), "next");
            decisions.add(new Decision.LaunchTraining(suggestion, "a slot"));
        }
        return decisions;
    }

    private static String id(int number) {
        return RunInfo.id(SWEEP, number);
    }

    private static JobId training(int number) {
        return JobId.training(id(number));
    }

    private void ask(Command command) {
        stage.store.send(SWEEP, "command " + ++commands, command, NOW);
        controller.tick();
    }

    private SweepInfo sweep() {
        return stage.store.findSweep(SWEEP).orElseThrow();
    }

    private List<JobId> submitted() {
        return stage.dispatcher.submitted().stream().map(JobDefinition::id).toList();
    }

    private String answer(int command) {
        return stage.store.decisions(SWEEP, 100).stream()
                .filter(each -> each.decision().startsWith("command %d: ".formatted(command)))
                .map(each -> each.subject() + ": " + each.decision() + ": " + each.reason())
                .reduce("", String::concat);
    }

    /// Whatever runs ends well, and what comes after it is started, until nothing is left.
    private void runOut() {
        for (int i = 0; i < 20; i++) {
            stage.store.fetchRuns(SWEEP, 0).runs().stream()
                    .flatMap(RunInfo::liveJobs)
                    .forEach(job -> stage.succeed(job.id()));
            controller.tick();
        }
    }

    @Test
    void a_paused_sweep_starts_nothing_and_what_runs_goes_on() {
        controller.tick();
        ask(new Command.PauseSweep("ann", "lunch"));
        stage.succeed(training(1));
        controller.tick();
        assertThat(submitted()).containsExactly(training(1), training(2));
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(sweep().amendments().paused()).contains("paused by ann: lunch");
        assertThat(answer(1)).isEqualTo("s: command 1: pause: asked by ann: lunch");
        ask(new Command.PauseSweep("bob", ""));
        assertThat(answer(2)).isEqualTo("s: command 2: refused to pause: it is paused already; asked by bob");
        ask(new Command.ResumeSweep("ann", ""));
        assertThat(submitted()).containsExactly(training(1), training(2), training(3));
        ask(new Command.ResumeSweep("ann", ""));
        assertThat(answer(4)).contains("refused to resume: it is not paused");
    }

    private void edit(String key, Object value) {
        ask(new Command.EditSweep(Map.of(key, value), "ann", ""));
    }

    @Test
    void a_bound_that_is_edited_judges_at_once_what_has_ended() {
        controller.tick();
        stage.report(training(1), 0.9);
        stage.dispatcher.exit(training(1), 0, NOW);
        stage.succeed(training(2));
        controller.tick();
        assertThat(controller.view().best()).map(Observation::number).contains(1);
        edit("outcome_constraints.score.max", 0.6);
        assertThat(answer(1)).contains("outcome_constraints none -> {\"score\":{\"max\":0.6}}");
        assertThat(controller.view().best()).map(Observation::number).contains(2);
        controller.tick();
        assertThat(controller.view().best()).map(Observation::number).contains(2);
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.COMPLETED);
        edit("outcome_constraints.score.max", 0.1);
        assertThat(controller.view().best()).isEmpty();
        edit("outcome_constraints.score.max", "none");
        assertThat(controller.view().best()).map(Observation::number).contains(1);
        edit("outcome_constraints.score.max", 0.6);
        var another = stage.controller(SteeringTest::schedule, Hooks.NONE);
        another.tick();
        assertThat(another.view().best()).map(Observation::number).contains(2);
    }

    @Test
    void a_job_that_failed_is_not_tried_again_while_the_sweep_is_paused() {
        controller.tick();
        ask(new Command.PauseSweep("ann", ""));
        stage.dispatcher.say(training(1), new JobState.Lost("its machine is gone"));
        controller.tick();
        controller.tick();
        assertThat(submitted()).containsExactly(training(1), training(2));
        ask(new Command.ResumeSweep("ann", ""));
        assertThat(submitted()).contains(new JobId(id(1), JobType.LAUNCH_TRAINING, 0, 2));
    }

    @Test
    void a_job_that_is_over_and_cannot_be_read_is_waited_for_until_a_person_gives_it_up() {
        controller.tick();
        stage.dispatcher.say(training(1), unread());
        stage.pass(Duration.ofHours(1));
        controller.tick();
        assertThat(stage.run(1).liveJobs()).hasSize(1);
        assertThat(submitted()).containsExactly(training(1), training(2));
        ask(new Command.LoseTrial(id(1), "ann", ""));
        assertThat(stage.run(1).jobs().getFirst().outcome())
                .contains(new Outcome.Lost("it is gone for good, as was said by ann"));
        assertThat(stage.run(1).jobs().getFirst().endedAt()).contains(NOW);
        controller.tick();
        assertThat(submitted()).contains(new JobId(id(1), JobType.LAUNCH_TRAINING, 0, 2));
    }

    @Test
    void a_job_that_is_over_and_cannot_be_read_does_not_keep_a_sweep_from_being_stopped() {
        controller.tick();
        stage.dispatcher.say(training(1), unread());
        stage.dispatcher.say(training(2), new JobState.Cancelled(NOW));
        ask(new Command.StopSweep("ann", ""));
        stage.dispatcher.say(training(1), unread());
        controller.tick();
        assertThat(sweep().state()).as("it may be readable soon").isEqualTo(SweepState.STOPPING);
        stage.pass(Duration.ofMinutes(2));
        controller.tick();
        controller.tick();
        assertThat(sweep().state()).isEqualTo(SweepState.STOPPED);
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.STOPPED);
    }

    private static JobState unread() {
        return new JobState.Unread("its metrics cannot be read", Optional.of(NOW), Optional.of(NOW), NOW);
    }

    @Test
    void an_edit_counts_before_anything_else_is_decided() {
        controller.tick();
        stage.succeed(training(1));
        ask(new Command.EditSweep(Map.of("budget.max_trials", 2L), "ann", "enough"));
        assertThat(submitted()).containsExactly(training(1), training(2));
        assertThat(sweep().amendments().edits()).isEqualTo(1);
        assertThat(sweep().started()).isEqualTo(Map.of("name", "s"));
        controller.tick();
        assertThat(stage.followed).last().isEqualTo(sweep());
        ask(new Command.EditSweep(Map.of("budget.max_trials", 0L), "ann", ""));
        assertThat(answer(2))
                .isEqualTo("s: command 2: refused to edit: budget.max_trials: must be at least 1, got 0; asked by ann");
        assertThat(sweep().amendments().edits()).isEqualTo(1);
    }

    @Test
    void a_trial_that_is_stopped_keeps_what_it_reached_and_its_slot_goes_to_the_next() {
        controller.tick();
        stage.report(training(1), 0.75);
        ask(new Command.StopTrial(id(1), "ann", "hopeless"));
        assertThat(stage.dispatcher.cancelled()).containsExactly(training(1));
        controller.tick();
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.STOPPED);
        assertThat(stage.run(1).observation().flatMap(Observation::score)).contains(0.75);
        assertThat(stage.run(1).stopped()).contains("stopped by ann: hopeless");
        assertThat(submitted()).containsExactly(training(1), training(2), training(3));
        ask(new Command.StopTrial(id(1), "ann", ""));
        assertThat(answer(2)).isEqualTo(id(1) + ": command 2: refused to stop: it has ended already; asked by ann");
    }

    @Test
    void a_trial_that_failed_is_tried_again_within_its_slots_and_costs_no_further_trial() {
        controller.tick();
        stage.dispatcher.exit(training(1), 1, NOW);
        controller.tick();
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.FAILED);
        ask(new Command.RetryTrial(id(1), "ann", "disk mended"));
        var again = new JobId(id(1), JobType.LAUNCH_TRAINING, 0, 2);
        assertThat(submitted()).as("both slots are taken").doesNotContain(again);
        stage.succeed(training(2));
        controller.tick();
        assertThat(submitted()).last().isEqualTo(again);
        runOut();
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(stage.run(1).observation().orElseThrow().version()).isEqualTo(2);
        assertThat(stage.run(1).past()).extracting(Observation::version).containsExactly(1);
        assertThat(controller.view().size()).isEqualTo(5);
        ask(new Command.RetryTrial(id(1), "ann", ""));
        assertThat(answer(2)).contains("refused to retry: it has completed, and only what failed or was stopped");
    }

    @Test
    void a_trial_tried_again_has_all_its_retries_anew() {
        controller.tick();
        stage.dispatcher.exit(training(1), 1, NOW);
        controller.tick();
        ask(new Command.PauseSweep("ann", ""));
        ask(new Command.RetryTrial(id(1), "ann", ""));
        stage.succeed(training(2));
        stage.succeed(training(3));
        ask(new Command.ResumeSweep("ann", ""));
        var again = new JobId(id(1), JobType.LAUNCH_TRAINING, 0, 2);
        assertThat(submitted()).contains(again);
        stage.dispatcher.say(again, new JobState.Lost("its machine is gone"));
        stage.pass(Duration.ofSeconds(1));
        controller.tick();
        assertThat(submitted()).contains(new JobId(id(1), JobType.LAUNCH_TRAINING, 0, 3));
    }

    @Test
    void a_trial_that_is_invalidated_counts_no_more_and_another_takes_its_place() {
        runOut();
        assertThat(sweep().state()).isEqualTo(SweepState.FINISHED);
        ask(new Command.InvalidateTrial(id(2), "ann", "wrong data"));
        assertThat(stage.run(2).status()).isEqualTo(JobStatus.INVALIDATED);
        assertThat(stage.run(2).observation().flatMap(Observation::score)).isPresent();
        assertThat(controller.view().observations())
                .extracting(Observation::number)
                .containsExactly(1, 3, 4, 5);
        assertThat(answer(1)).isEqualTo(id(2) + ": command 1: invalidate: the sweep goes on; asked by ann: wrong data");
        assertThat(sweep().state()).isEqualTo(SweepState.RUNNING);
        runOut();
        assertThat(submitted()).last().isEqualTo(training(6));
        assertThat(sweep().state()).isEqualTo(SweepState.FINISHED);
        assertThat(sweep().reason()).as("an invalidated trial is none").isEqualTo("all 5 have ended");
        assertThat(controller.view().metadata(5).ended()).isEqualTo(5);
        ask(new Command.InvalidateTrial(id(2), "ann", ""));
        assertThat(answer(2)).contains("refused to invalidate: it is invalidated already");
        ask(new Command.InvalidateTrial(id(99), "ann", ""));
        assertThat(answer(3)).contains("refused to invalidate: there is no such trial");
    }

    @Test
    void a_sweep_that_has_ended_goes_on_when_its_budget_is_edited() {
        runOut();
        ask(new Command.PauseSweep("ann", ""));
        assertThat(answer(1)).contains("refused to pause: it has ended");
        ask(new Command.EditSweep(Map.of("execution.max_parallel_jobs", 3L), "ann", ""));
        assertThat(sweep().state()).isEqualTo(SweepState.FINISHED);
        ask(new Command.EditSweep(Map.of("budget.max_trials", 7L), "ann", ""));
        assertThat(sweep().state()).isEqualTo(SweepState.RUNNING);
        assertThat(sweep().amendments().reopened()).isPresent();
    }

    @Test
    void a_trial_that_is_invalidated_after_its_sweep_was_stopped_opens_nothing_again() {
        controller.tick();
        stage.succeed(training(1));
        controller.tick();
        ask(new Command.StopSweep("ann", ""));
        runOut();
        ask(new Command.InvalidateTrial(id(1), "ann", ""));
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.INVALIDATED);
        assertThat(sweep().state()).isEqualTo(SweepState.STOPPED);
        assertThat(answer(2)).contains("invalidate: the sweep has ended; `metta sweep resume` lets it go on");
        ask(new Command.ResumeSweep("ann", ""));
        assertThat(sweep().state()).isEqualTo(SweepState.RUNNING);
    }

    @Test
    void a_sweep_that_is_at_its_end_is_not_resumed_and_keeps_its_reason() {
        runOut();
        ask(new Command.ResumeSweep("ann", ""));
        assertThat(sweep().state()).isEqualTo(SweepState.FINISHED);
        assertThat(sweep().reason()).isEqualTo("all 5 have ended");
        assertThat(answer(1))
                .startsWith("s: command 1: refused to resume: it would end again at once: all 5 have ended; ");
    }

    @Test
    void a_budget_below_what_is_used_opens_nothing_again_and_says_so() {
        controller.tick();
        stage.succeed(training(1));
        controller.tick();
        ask(new Command.StopSweep("ann", ""));
        runOut();
        ask(new Command.EditSweep(Map.of("budget.max_trials", 2L), "ann", ""));
        assertThat(sweep().state()).isEqualTo(SweepState.STOPPED);
        assertThat(answer(2))
                .contains("; the sweep is at its end: ")
                .endsWith("; they were begun before its budget became 2; asked by ann");
        ask(new Command.EditSweep(Map.of("budget.max_trials", 2L), "ann", ""));
        assertThat(answer(3)).endsWith("edit: budget.max_trials is 2 already; asked by ann");
        assertThat(sweep().amendments().edits()).isEqualTo(1);
        ask(new Command.EditSweep(Map.of("budget.max_trials", 4L), "ann", ""));
        assertThat(sweep().state()).isEqualTo(SweepState.RUNNING);
    }

    @Test
    void a_sweep_of_which_nothing_runs_ends_once_its_budget_is_below_what_is_used() {
        controller.tick();
        ask(new Command.PauseSweep("ann", ""));
        stage.succeed(training(1));
        stage.succeed(training(2));
        controller.tick();
        stage.store.send(SWEEP, "lower", new Command.EditSweep(Map.of("budget.max_trials", 2L), "ann", ""), NOW);
        assertThat(controller.obey()).isFalse();
        assertThat(sweep().state()).isEqualTo(SweepState.FINISHED);
        assertThat(sweep().paused()).as("what has ended is not paused").isEmpty();
    }

    @Test
    void whoever_does_what_was_asked_ends_the_jobs_of_a_trial_that_is_stopped_and_starts_nothing() {
        controller.tick();
        stage.report(training(1), 0.75);
        stage.store.send(SWEEP, "stop it", new Command.StopTrial(id(1), "ann", ""), NOW);
        assertThat(controller.obey()).as("its job is yet to end").isTrue();
        assertThat(stage.dispatcher.cancelled()).containsExactly(training(1));
        assertThat(controller.obey()).isFalse();
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.STOPPED);
        assertThat(stage.run(1).observation().flatMap(Observation::score)).contains(0.75);
        assertThat(submitted()).containsExactly(training(1), training(2));
    }

    @Test
    void a_job_out_of_reach_is_not_waited_for_by_whoever_does_what_was_asked() {
        controller.tick();
        stage.dispatcher.lose(training(1));
        stage.store.send(SWEEP, "stop it", new Command.StopTrial(id(1), "ann", ""), NOW);
        assertThat(controller.obey()).isFalse();
        assertThat(stage.troubles).isNotEmpty();
        assertThat(controller.view().toEnd()).hasSize(1);
    }

    @Test
    void why_a_sweep_ended_and_what_was_tried_again_is_on_record() {
        controller.tick();
        stage.dispatcher.say(training(1), new JobState.Lost("its machine is gone"));
        controller.tick();
        runOut();
        assertThat(stage.store.decisions(SWEEP, 100))
                .extracting(each -> each.subject() + " " + each.decision() + ": " + each.reason())
                .contains(id(1) + " try again: try 2; lost: its machine is gone", "s finished: all 5 have ended");
    }

    @Test
    void what_failed_before_a_sweep_was_opened_again_ends_it_no_more() {
        for (int i = 0; i < 8; i++) {
            stage.store.fetchRuns(SWEEP, 0).runs().stream()
                    .flatMap(RunInfo::liveJobs)
                    .forEach(job -> stage.dispatcher.exit(job.id(), 1, NOW));
            controller.tick();
        }
        assertThat(sweep().state()).isEqualTo(SweepState.FAILED);
        stage.pass(Duration.ofSeconds(1));
        ask(new Command.RetryTrial(id(1), "ann", "mended"));
        runOut();
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(sweep().state()).isEqualTo(SweepState.FINISHED);
    }

    @Test
    void trials_that_a_person_stops_are_no_failures_that_end_a_sweep() {
        controller.tick();
        for (int number = 1; number <= 4; number++) {
            ask(new Command.StopTrial(id(number), "ann", "hopeless"));
            controller.tick();
            assertThat(stage.run(number).status()).isEqualTo(JobStatus.STOPPED);
        }
        assertThat(sweep().state()).isEqualTo(SweepState.RUNNING);
        runOut();
        assertThat(stage.run(5).status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(sweep().state()).isEqualTo(SweepState.FINISHED);
    }
}
