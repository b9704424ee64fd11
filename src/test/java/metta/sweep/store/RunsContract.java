package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import metta.sweep.Fact;
import metta.sweep.JobStatus;
import metta.sweep.Outcome;
import metta.sweep.RunInfo;
import metta.sweep.StoreException;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

/// What every store promises of runs and their jobs.
interface RunsContract extends StoreStage {
    @Test
    default void a_run_comes_back_as_it_was_created() {
        assertThat(open().initRun(held(), init(1))).isTrue();
        assertThat(run(1)).isEqualTo(RunInfo.created(SWEEP, init(1)));
        assertThat(run(1).configuration().values()).containsExactlyEntriesOf(Samples.values());
    }

    @Test
    default void only_the_first_creator_of_a_run_wins() {
        var fence = held();
        assertThat(open().initRun(fence, init(1))).isTrue();
        var second = new Fact.InitRun(RunInfo.id(SWEEP, 1), 1, false, Map.of("x", 2L), NOW);
        assertThat(open().initRun(fence, second)).isFalse();
        assertThat(run(1)).isEqualTo(RunInfo.created(SWEEP, init(1)));
    }

    @Test
    default void a_summary_is_merged_and_keeps_what_it_had() {
        var fence = held();
        open().initRun(fence, init(1));
        var update = new Fact.UpdateRunSummary(RunInfo.id(SWEEP, 1), Map.of("has_started_eval", true), Map.of());
        assertThat(open().updateRunSummary(fence, update)).isTrue();
        assertThat(open().updateRunSummary(fence, update)).isFalse();
        assertThat(run(1).summary()).containsEntry("has_started_eval", true).containsKey(RunInfo.SUGGESTION);
    }

    @Test
    default void a_conditional_update_is_applied_only_where_its_condition_holds() {
        var fence = held();
        open().initRun(fence, init(1));
        var id = RunInfo.id(SWEEP, 1);
        assertThat(open().updateRunSummary(fence, new Fact.UpdateRunSummary(id, Map.of("n", 1L), Map.of("n", 0L))))
                .isFalse();
        assertThat(open().updateRunSummary(fence, new Fact.UpdateRunSummary(id, Map.of("n", 0L), Map.of())))
                .isTrue();
        assertThat(open().updateRunSummary(fence, new Fact.UpdateRunSummary(id, Map.of("n", 1L), Map.of("n", 0L))))
                .isTrue();
        assertThat(run(1).summary()).containsEntry("n", 1L);
    }

    @Test
    default void a_job_lives_through_intent_handle_start_and_end_each_recorded_once() {
        var fence = held();
        var job = training(1);
        open().commit(fence, List.of(init(1), new Fact.RecordJob(job)));
        assertThat(run(1).status()).isEqualTo(JobStatus.PENDING);
        open().commit(fence, List.of(new Fact.JobSubmitted(job.id(), "17", NOW)));
        open().commit(fence, List.of(new Fact.JobStarted(job.id(), NOW)));
        assertThat(run(1).status()).isEqualTo(JobStatus.IN_TRAINING);
        var ended = new Fact.JobEnded(job.id(), new Outcome.Succeeded(), NOW);
        assertThat(open().commit(fence, List.of(ended)).applied()).containsExactly(true);
        var contrary = new Fact.JobEnded(job.id(), new Outcome.Lost("late"), NOW);
        assertThat(open().commit(fence, List.of(contrary, new Fact.RecordJob(job)))
                        .applied())
                .containsExactly(false, false);
        assertThat(run(1).status()).isEqualTo(JobStatus.TRAINING_DONE_NO_EVAL);
        assertThat(run(1).job(job.id()).orElseThrow().handle()).contains("17");
    }

    @Test
    default void an_observation_is_current_until_a_later_version_comes() {
        var fence = held();
        open().commit(fence, List.of(init(1), new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 0.1))));
        var again = new Fact.Observed(RunInfo.id(SWEEP, 1), Samples.observation(1, 0.9));
        assertThat(open().commit(fence, List.of(again)).applied()).containsExactly(false);
        assertThat(run(1).observation()).contains(Samples.observation(1, 0.1));
        assertThat(run(1).summary()).containsEntry(RunInfo.SCORE, 0.1).containsEntry(RunInfo.COST, 1.5);
    }

    @Test
    default void a_batch_is_recorded_whole_or_not_at_all() {
        var fence = held();
        var orphan = new Fact.RecordJob(training(9));
        assertThatThrownBy(() -> open().commit(fence, List.of(init(1), orphan)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(RunInfo.id(SWEEP, 9));
        assertThat(open().fetchRuns(SWEEP, 0).runs()).isEmpty();
    }
}
