package metta.sweep.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import metta.sweep.Decision;
import metta.sweep.JobStatus;
import metta.sweep.Optimizer;
import metta.sweep.RunInfo;
import metta.sweep.Scheduler;
import metta.sweep.testing.FakeRuns;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

final class SequentialSchedulerTest implements SchedulerContract {
    @Override
    public Scheduler scheduler(Optimizer optimizer) {
        return Schedulers.sequential(optimizer, PROBLEM);
    }

    @Override
    public int evals() {
        return 1;
    }

    private List<Decision> ask(FakeRuns runs) {
        return SchedulerContract.ask(scheduler(new CountingOptimizer(1_000)), runs, 20, 5);
    }

    @Test
    void one_run_is_trained_however_many_slots_are_free() {
        assertThat(ask(new FakeRuns())).singleElement().isInstanceOf(Decision.LaunchTraining.class);
    }

    @Test
    void the_next_run_waits_until_the_last_one_has_ended() {
        for (var status : List.of(
                JobStatus.PENDING, JobStatus.IN_TRAINING, JobStatus.IN_EVAL, JobStatus.EVAL_DONE_NOT_COMPLETED)) {
            assertThat(ask(new FakeRuns().add(status, 1))).as("%s", status).isEmpty();
        }
        for (var status : List.of(JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.STOPPED)) {
            assertThat(ask(new FakeRuns().add(status, 1))).as("%s", status).hasSize(1);
        }
    }

    @Test
    void a_run_is_evaluated_right_after_its_training() {
        var runs = new FakeRuns().add(JobStatus.COMPLETED, 1).add(JobStatus.TRAINING_DONE_NO_EVAL, 1);
        assertThat(ask(runs))
                .singleElement()
                .isInstanceOfSatisfying(
                        Decision.LaunchEval.class,
                        eval -> assertThat(eval.runId()).isEqualTo(RunInfo.id(Samples.SWEEP, 2)));
    }

    @Test
    void what_a_parallel_sweep_left_behind_is_finished_one_by_one_first() {
        var runs = new FakeRuns().add(JobStatus.TRAINING_DONE_NO_EVAL, 2).add(JobStatus.IN_TRAINING, 1);
        assertThat(ask(runs)).isEmpty();
        runs.move(3, JobStatus.TRAINING_DONE_NO_EVAL);
        for (int number = 1; number <= 3; number++) {
            runs.carryOut(ask(runs));
            assertThat(runs.with(JobStatus.IN_EVAL)).extracting(RunInfo::number).containsExactly(number);
            assertThat(ask(runs)).isEmpty();
            runs.move(number, JobStatus.COMPLETED);
        }
        assertThat(ask(runs)).singleElement().isInstanceOf(Decision.LaunchTraining.class);
    }
}
