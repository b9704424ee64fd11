package metta.sweep.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import metta.sweep.Decision;
import metta.sweep.JobStatus;
import metta.sweep.Problem;
import metta.sweep.optimizer.Optimizers;
import metta.sweep.space.Categorical;
import metta.sweep.space.Configuration;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.testing.FakeRuns;
import org.junit.jupiter.api.Test;

/// The grid optimizer under the parallel scheduler: what the original's grid scheduler was tested for.
final class GridSweepTest {
    private static final Problem PROBLEM = new Problem(space(), List.of(), 4, 1);

    private static SearchSpace space() {
        var parameters = new LinkedHashMap<String, Parameter>();
        parameters.put("model.color", new Categorical(List.of("red", "blue")));
        parameters.put("model.size", new Categorical(List.of(1, 2)));
        return new SearchSpace(parameters);
    }

    private static Configuration point(String color, int size) {
        var values = new LinkedHashMap<String, Object>();
        values.put("model.color", color);
        values.put("model.size", size);
        return new Configuration(values);
    }

    private static List<Decision> ask(FakeRuns runs, int maxTrials, int free, OptionalInt evals) {
        var scheduler = Schedulers.parallel(Optimizers.grid(5, Map.of()), PROBLEM, evals);
        return SchedulerContract.ask(scheduler, runs, maxTrials, free);
    }

    private static List<Configuration> suggested(List<Decision> decisions) {
        return decisions.stream()
                .filter(Decision.LaunchTraining.class::isInstance)
                .map(each -> ((Decision.LaunchTraining) each).suggestion().configuration())
                .toList();
    }

    @Test
    void a_grid_sweep_goes_from_training_through_evaluation_to_its_end() {
        var runs = new FakeRuns();
        var first = ask(runs, 3, 2, OptionalInt.empty());
        assertThat(suggested(first)).containsExactly(point("red", 1), point("red", 2));
        runs.carryOut(first);
        assertThat(ask(runs, 3, 0, OptionalInt.empty())).isEmpty();
        runs.move(1, JobStatus.TRAINING_DONE_NO_EVAL).move(2, JobStatus.TRAINING_DONE_NO_EVAL);
        var evaluations = ask(runs, 3, 0, OptionalInt.empty());
        assertThat(evaluations).hasSize(2).hasOnlyElementsOfType(Decision.LaunchEval.class);
        runs.carryOut(evaluations).move(1, JobStatus.COMPLETED).move(2, JobStatus.COMPLETED);
        var third = ask(runs, 3, 1, OptionalInt.empty());
        assertThat(suggested(third)).containsExactly(point("blue", 1));
        runs.carryOut(third).move(3, JobStatus.COMPLETED);
        assertThat(ask(runs, 3, 2, OptionalInt.empty())).singleElement().isInstanceOf(Decision.Finish.class);
    }

    @Test
    void a_new_scheduler_tries_only_the_combinations_that_no_run_has_tried() {
        var runs = new FakeRuns().add(JobStatus.COMPLETED, point("blue", 1)).add(JobStatus.COMPLETED, point("red", 1));
        assertThat(suggested(ask(runs, 10, 8, OptionalInt.empty()))).containsExactly(point("red", 2), point("blue", 2));
    }

    @Test
    void an_exhausted_grid_waits_for_its_last_runs_and_finishes_below_its_budget() {
        var runs = new FakeRuns();
        runs.carryOut(ask(runs, 10, 8, OptionalInt.empty()));
        assertThat(runs.size()).isEqualTo(4);
        for (int number = 1; number <= 4; number++) {
            assertThat(ask(runs, 10, 8, OptionalInt.empty())).isEmpty();
            runs.move(number, JobStatus.COMPLETED);
        }
        assertThat(ask(runs, 10, 8, OptionalInt.empty()))
                .singleElement()
                .isInstanceOfSatisfying(
                        Decision.Finish.class,
                        finish -> assertThat(finish.reason()).contains("nothing is left to try"));
    }

    @Test
    void throttled_evaluations_do_not_hold_up_a_grid() {
        var runs = new FakeRuns()
                .add(JobStatus.TRAINING_DONE_NO_EVAL, point("red", 1))
                .add(JobStatus.TRAINING_DONE_NO_EVAL, point("red", 2));
        var decisions = ask(runs, 10, 5, OptionalInt.of(1));
        assertThat(decisions).filteredOn(Decision.LaunchEval.class::isInstance).hasSize(1);
        assertThat(suggested(decisions)).containsExactly(point("blue", 1), point("blue", 2));
    }
}
