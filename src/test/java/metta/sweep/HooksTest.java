package metta.sweep;

import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.space.Configuration;
import metta.sweep.testing.Stage;
import org.junit.jupiter.api.Test;

/// What a sweep promises those who attach hooks to it.
final class HooksTest {
    private static final String FIRST = RunInfo.id(SWEEP, 1);
    private static final JobId TRAINING = JobId.training(FIRST);
    private static final JobId EVALUATION = JobId.evaluation(FIRST);
    private final Stage stage = new Stage(true);
    private final List<HookEvent> events = new ArrayList<>();

    /// The machine fails in the middle of a hook.
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private Hooks hooks(Set<HookEvent.Kind> kinds, Runnable then) {
        return new Hooks() {
            @Override
            public Set<HookEvent.Kind> kinds() {
                return kinds;
            }

            @Override
            public void run(HookEvent event) {
                events.add(event);
                then.run();
            }
        };
    }

    private SweepController controller(Set<HookEvent.Kind> kinds, Runnable then) {
        return stage.controller(
                (runs, metadata, _, _) -> {
                    if (runs.size() == 0) {
                        var suggestion = new Suggestion(Configuration.of(Map.of("x", 1L)), Map.of(), "first");
                        return List.of(new Decision.LaunchTraining(suggestion, "a slot"));
                    }
                    if (runs.count(JobStatus.TRAINING_DONE_NO_EVAL) == 1) {
                        return List.of(new Decision.LaunchEval(FIRST, "trained"));
                    }
                    return metadata.ended() == 1 ? List.of(new Decision.Finish("enough")) : List.of();
                },
                hooks(kinds, then));
    }

    private List<String> ids() {
        return events.stream().map(HookEvent::id).toList();
    }

    private static Set<HookEvent.Kind> all() {
        return EnumSet.allOf(HookEvent.Kind.class);
    }

    private List<HookMark> marks(JobId job) {
        return stage.run(1).job(job).orElseThrow().hooks();
    }

    /// Takes the one run of the sweep through training and evaluation.
    private void live(SweepController controller) {
        controller.tick();
        stage.succeed(TRAINING);
        controller.tick();
        stage.succeed(EVALUATION);
        for (int i = 0; i < 6; i++) {
            controller.tick();
        }
    }

    @Test
    void each_moment_of_a_run_has_its_event_in_order_and_once() {
        live(controller(all(), () -> {}));
        assertThat(ids())
                .containsExactly(
                        FIRST + ":job_dispatch",
                        FIRST + ":training_completed",
                        FIRST + "_eval:job_dispatch",
                        FIRST + "_eval:eval_completed");
    }

    @Test
    void the_dispatch_hook_runs_once_and_after_the_run_and_the_handle_are_on_record() {
        live(controller(
                EnumSet.of(HookEvent.Kind.JOB_DISPATCH),
                () -> assertThat(stage.run(1)
                                .job(events.getLast().job().id())
                                .orElseThrow()
                                .handle())
                        .isPresent()));
        assertThat(ids()).containsExactly(FIRST + ":job_dispatch", FIRST + "_eval:job_dispatch");
    }

    @Test
    void the_hook_of_a_completed_evaluation_runs_once_with_its_score_and_is_marked() {
        var kinds = EnumSet.of(HookEvent.Kind.EVAL_COMPLETED);
        live(controller(kinds, () -> {}));
        controller(kinds, () -> {}).tick();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.run().summary()).containsEntry(RunInfo.SCORE, 0.5);
            assertThat(event.job().id()).isEqualTo(EVALUATION);
        });
        assertThat(marks(EVALUATION))
                .containsExactly(new HookMark(FIRST + "_eval:eval_completed", 1, Optional.empty()));
    }

    @Test
    void a_hook_whose_controller_died_runs_again_under_the_same_id() {
        var kinds = EnumSet.of(HookEvent.Kind.TRAINING_COMPLETED);
        var dying = controller(kinds, () -> {
            throw new Crash();
        });
        dying.tick();
        stage.succeed(TRAINING);
        assertThatThrownBy(dying::tick).isInstanceOf(Crash.class);
        assertThat(marks(TRAINING)).isEmpty();
        controller(kinds, () -> {}).tick();
        assertThat(ids()).containsExactly(FIRST + ":training_completed", FIRST + ":training_completed");
        assertThat(marks(TRAINING)).singleElement().matches(HookMark::settled);
    }

    @Test
    void a_hook_that_fails_is_tried_four_times_and_reported_each_time_while_the_sweep_goes_on() {
        live(controller(EnumSet.of(HookEvent.Kind.TRAINING_COMPLETED), () -> {
            throw new Hooks.HookException("no route to the chat");
        }));
        assertThat(ids()).hasSize(4).containsOnly(FIRST + ":training_completed");
        assertThat(stage.troubles).hasSize(4).allMatch(Hooks.HookException.class::isInstance);
        assertThat(marks(TRAINING))
                .containsExactly(new HookMark(FIRST + ":training_completed", 4, Optional.of("no route to the chat")));
        assertThat(stage.run(1).status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void a_hook_that_succeeds_at_the_second_try_is_not_run_a_third_time() {
        live(controller(EnumSet.of(HookEvent.Kind.TRAINING_COMPLETED), () -> {
            if (events.size() == 1) {
                throw new Hooks.HookException("busy");
            }
        }));
        assertThat(marks(TRAINING)).containsExactly(new HookMark(FIRST + ":training_completed", 2, Optional.empty()));
    }

    @Test
    void a_sweep_does_not_count_as_over_while_a_hook_is_due() {
        var controller = controller(EnumSet.of(HookEvent.Kind.EVAL_COMPLETED), () -> {
            throw new Hooks.HookException("busy");
        });
        controller.tick();
        stage.succeed(TRAINING);
        controller.tick();
        stage.succeed(EVALUATION);
        var over = new ArrayList<Boolean>();
        for (int i = 0; i < 4; i++) {
            over.add(controller.tick());
        }
        assertThat(over).containsExactly(false, false, false, true);
    }
}
