package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.config.Failures;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.testing.Samples;
import metta.sweep.testing.Stage;
import org.junit.jupiter.api.Test;

/// What the end of a job means, and what a run taught.
final class JudgeTest {
    private static final String ID = RunInfo.id(SWEEP, 1);
    private static final JobDefinition TRAINING = Samples.job(JobId.training(ID));
    private static final JobDefinition EVALUATION = Samples.job(JobId.evaluation(ID));
    private final Judge judge = new Judge(Stage.settings(Optional.empty()));
    private final Judge bounded = new Judge(Stage.bounded(
            Stage.settings(Optional.empty()),
            List.of(OutcomeConstraint.atMost("latency", 50), OutcomeConstraint.atMost("score", 1))));
    private RunInfo run = trained(true);

    private static RunInfo trained(boolean evaluated) {
        return RunInfo.created(SWEEP, new Fact.InitRun(ID, 1, evaluated, Map.of(), NOW))
                .apply(new Fact.RecordJob(TRAINING))
                .apply(new Fact.JobStarted(TRAINING.id(), NOW));
    }

    private void report(JobDefinition job, String metric, long step, double value) {
        run = run.apply(Samples.report(job, "", "1", new MetricPoint(metric, step, value)));
    }

    private Outcome exit(JobDefinition job, int code) {
        return judge.outcome(run, job.id(), new JobState.Exited(code, NOW.plusSeconds(90), "it said no"));
    }

    private void evaluate() {
        run = run.apply(new Fact.JobEnded(TRAINING.id(), new Outcome.Succeeded(), NOW.plusSeconds(60)))
                .apply(new Fact.RecordJob(EVALUATION))
                .apply(new Fact.JobStarted(EVALUATION.id(), NOW.plusSeconds(70)));
    }

    private void end(JobDefinition job, Outcome outcome) {
        run = run.apply(new Fact.JobEnded(job.id(), outcome, NOW.plusSeconds(90)));
    }

    @Test
    void a_training_is_complete_when_its_program_ends_well_whatever_step_it_reached() {
        report(TRAINING, "loss", 3, 0.5);
        assertThat(exit(TRAINING, 0)).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void a_program_that_ends_otherwise_has_failed_with_its_last_words() {
        report(TRAINING, "score", 1_000_000, 0.5);
        assertThat(exit(TRAINING, 3))
                .isEqualTo(new Outcome.Failed(FailureKind.USER_ERROR, Optional.of(3), "it said no"));
    }

    @Test
    void a_program_that_was_killed_and_wrote_nothing_has_no_last_words() {
        var killed = judge.outcome(run, TRAINING.id(), new JobState.Exited(143, NOW, " "));
        assertThat(killed)
                .isEqualTo(new Outcome.Failed(
                        FailureKind.USER_ERROR, Optional.of(143), "ended by signal TERM; it printed nothing"));
        assertThat(exit(TRAINING, 143))
                .isEqualTo(new Outcome.Failed(
                        FailureKind.USER_ERROR, Optional.of(143), "ended by signal TERM; its last words:\nit said no"));
    }

    @Test
    void an_evaluation_counts_by_the_very_metric_and_not_by_others_of_its_kind() {
        evaluate();
        report(EVALUATION, "suite/other", 1, 0.5);
        assertThat(exit(EVALUATION, 0))
                .isEqualTo(new Outcome.Failed(
                        FailureKind.USER_ERROR,
                        Optional.of(0),
                        "ended well, but never reported 'score'; it reported suite/other. Make one of these the metric"
                                + " (`metric: NAME` in the sweep's file, `--metric NAME` of `metta sweep try`),"
                                + " or let it report that"));
    }

    @Test
    void an_evaluation_that_reports_nothing_does_not_pass_with_the_trainings_score() {
        report(TRAINING, "score", 7, 0.5);
        evaluate();
        assertThat(exit(EVALUATION, 0))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.message())
                                .startsWith("ended well, but reported no metric at all; expected 'score'.")
                                .endsWith(
                                        ". The training reported it, but where there is an evaluation the score is the evaluation's;"
                                                + " `evaluation: {enabled: false}` makes it the training's"));
        end(EVALUATION, exit(EVALUATION, 0));
        assertThat(judge.observation(run).score()).isEmpty();
    }

    @Test
    void a_run_whose_training_failed_has_no_score_where_there_is_an_evaluation() {
        report(TRAINING, "score", 7, 0.5);
        end(TRAINING, new Outcome.Failed(FailureKind.USER_ERROR, Optional.of(3), "no"));
        assertThat(judge.observation(run).score()).isEmpty();
        assertThat(judge.observation(run).problem()).isPresent();
    }

    @Test
    void without_an_evaluation_the_training_must_report_the_score() {
        run = trained(false);
        assertThat(exit(TRAINING, 0))
                .isEqualTo(new Outcome.Failed(
                        FailureKind.USER_ERROR,
                        Optional.of(0),
                        "ended well, but reported no metric at all; expected 'score'. Append lines like {\"step\": 1,"
                                + " \"score\": 0.5} to the file that METTA_METRICS_FILE names, or say under `metrics:` in the"
                                + " recipe where they are"));
        report(TRAINING, "score", 7, 0.5);
        assertThat(exit(TRAINING, 0)).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void a_score_that_is_no_number_means_divergence() {
        run = trained(false);
        report(TRAINING, "score", 7, Double.NaN);
        assertThat(exit(TRAINING, 0))
                .isEqualTo(new Outcome.Failed(FailureKind.DIVERGED, Optional.of(0), "its score is NaN"));
    }

    @Test
    void the_evaluations_score_comes_before_the_trainings_and_the_cost_is_the_time_of_both() {
        report(TRAINING, "score", 200, 0.25);
        evaluate();
        report(EVALUATION, "score", 1, 0.75);
        end(EVALUATION, new Outcome.Succeeded());
        var observation = judge.observation(run);
        assertThat(observation.score()).contains(0.75);
        assertThat(observation.fidelity()).isEqualTo(200);
        assertThat(observation.cost()).isEqualTo(80);
        assertThat(observation.feasible()).isTrue();
    }

    @Test
    void the_cost_of_a_metric_is_that_of_all_jobs_and_never_seconds() {
        var paid = new Judge(Stage.settings(
                Optional.empty(), Optional.of("usd"), Resources.DEFAULT, Optional.empty(), Failures.DEFAULT));
        assertThat(paid.observation(run).cost()).as("never told").isZero();
        report(TRAINING, "usd", 1, 100);
        evaluate();
        report(EVALUATION, "usd", 1, 3);
        assertThat(paid.observation(run).cost()).isEqualTo(103);
        report(EVALUATION, "usd", 2, Double.NaN);
        assertThat(paid.observation(run).cost())
                .as("what is no number adds nothing")
                .isEqualTo(100);
    }

    @Test
    void a_run_that_was_stopped_teaches_what_it_reached() {
        run = trained(false);
        report(TRAINING, "score", 50, 0.25);
        run = run.apply(new Fact.RunStopped(ID, "enough"));
        end(TRAINING, new Outcome.Cancelled("cancelled"));
        assertThat(judge.observation(run).score()).contains(0.25);
        assertThat(judge.observation(run).problem()).isEmpty();
    }

    @Test
    void a_run_that_was_stopped_before_its_evaluation_has_no_score_of_its_training() {
        report(TRAINING, "score", 50, 0.25);
        run = run.apply(new Fact.RunStopped(ID, "enough"));
        end(TRAINING, new Outcome.Cancelled("cancelled"));
        assertThat(judge.observation(run).score()).isEmpty();
        assertThat(judge.observation(run).problem()).contains("stopped: enough");
    }

    @Test
    void a_run_that_was_stopped_before_its_first_score_is_not_feasible() {
        run = run.apply(new Fact.RunStopped(ID, "enough"));
        end(TRAINING, new Outcome.Cancelled("cancelled"));
        assertThat(judge.observation(run).problem()).contains("stopped: enough");
        assertThat(judge.observation(run).feasible()).isFalse();
    }

    @Test
    void a_program_that_gives_up_because_its_score_is_no_number_has_diverged() {
        run = trained(false);
        report(TRAINING, "score", 7, Double.NaN);
        assertThat(exit(TRAINING, 1))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(FailureKind.DIVERGED));
    }

    @Test
    void a_run_that_was_stopped_after_it_was_lost_and_tried_again_teaches_what_it_had_reached_before() {
        run = trained(false);
        report(TRAINING, "score", 50, 0.25);
        end(TRAINING, new Outcome.Lost("its machine is gone"));
        var second = Samples.job(TRAINING.id().nextAttempt());
        run = run.apply(new Fact.RecordJob(second))
                .apply(new Fact.JobStarted(second.id(), NOW))
                .apply(new Fact.RunStopped(ID, "enough"));
        end(second, new Outcome.Cancelled("cancelled"));
        assertThat(judge.observation(run).score()).contains(0.25);
    }

    private Outcome exit(Judge other, JobDefinition job) {
        return other.outcome(run, job.id(), new JobState.Exited(0, NOW.plusSeconds(90), ""));
    }

    @Test
    void what_is_bounded_must_be_reported_and_is_kept_after_the_score_also_where_it_is_beyond() {
        run = trained(false);
        report(TRAINING, "score", 7, 0.5);
        assertThat(exit(bounded, TRAINING))
                .isEqualTo(new Outcome.Failed(
                        FailureKind.USER_ERROR,
                        Optional.of(0),
                        "ended well, but never reported 'latency'; it reported score. Name one of these under"
                                + " `outcome_constraints` in the sweep's file (`metta sweep edit` takes a bound away),"
                                + " or let it report that"));
        report(TRAINING, "latency_ms", 7, 1);
        assertThat(((Outcome.Failed) exit(bounded, TRAINING)).message())
                .startsWith("ended well, but never reported 'latency'; did you mean 'latency_ms'? it reported score,");
        report(TRAINING, "latency", 7, Double.NaN);
        assertThat(exit(bounded, TRAINING))
                .isEqualTo(new Outcome.Failed(FailureKind.DIVERGED, Optional.of(0), "its latency is NaN"));
        report(TRAINING, "latency", 8, 61);
        end(TRAINING, exit(bounded, TRAINING));
        assertThat(bounded.observation(run).feasible()).isTrue();
        assertThat(bounded.observation(run).scores()).containsExactly(entry("score", 0.5), entry("latency", 61.0));
        assertThat(judge.observation(run).scores()).containsExactly(entry("score", 0.5));
    }

    @Test
    void what_is_bounded_may_be_the_trainings_where_the_evaluation_does_not_report_it() {
        report(TRAINING, "latency", 7, 61);
        evaluate();
        report(EVALUATION, "score", 1, 0.5);
        assertThat(exit(bounded, EVALUATION)).isEqualTo(new Outcome.Succeeded());
        assertThat(bounded.observation(run).scores()).containsEntry("latency", 61.0);
        report(EVALUATION, "latency", 1, 40);
        assertThat(bounded.observation(run).scores()).containsEntry("latency", 40.0);
    }

    @Test
    void a_run_that_was_stopped_may_lack_what_is_bounded() {
        run = trained(false);
        report(TRAINING, "score", 50, 0.25);
        run = run.apply(new Fact.RunStopped(ID, "enough"));
        end(TRAINING, new Outcome.Cancelled("cancelled"));
        assertThat(bounded.observation(run).scores()).containsExactly(entry("score", 0.25));
        assertThat(bounded.observation(run).feasible()).isTrue();
    }
}
