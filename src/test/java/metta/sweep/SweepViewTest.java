package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import metta.sweep.config.Goal;
import metta.sweep.space.Configuration;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

final class SweepViewTest {
    private static final String FIRST = RunInfo.id(SWEEP, 1);
    private static final JobId TRAINING = JobId.training(FIRST);
    private final SweepView view = new SweepView(Samples.sweep(SWEEP), Goal.MINIMIZE, Set.of());

    private void init(int number, double x) {
        view.fold(new Fact.InitRun(
                RunInfo.id(SWEEP, number), number, true, Map.of(RunInfo.SUGGESTION, Map.of("x", x)), NOW));
    }

    private void observe(int number, double score) {
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, number), Samples.observation(number, score)));
    }

    @Test
    void a_run_is_named_by_its_number_and_never_by_chance() {
        assertThat(RunInfo.id("mine", 7)).isEqualTo("mine_trial_0007");
        assertThat(RunInfo.id("mine", 12_345)).isEqualTo("mine_trial_12345");
        assertThat(JobId.evaluation("mine_trial_0007").name()).isEqualTo("mine_trial_0007_eval");
    }

    @Test
    void configurations_are_pending_until_their_runs_end() {
        init(1, 0.1);
        init(2, 0.2);
        assertThat(view.pending())
                .containsExactly(Configuration.of(Map.of("x", 0.1)), Configuration.of(Map.of("x", 0.2)));
        observe(1, 0.5);
        assertThat(view.pending()).containsExactly(Configuration.of(Map.of("x", 0.2)));
        assertThat(view.observations()).extracting(Observation::number).containsExactly(1);
    }

    @Test
    void the_first_suggestion_of_a_run_stays() {
        init(1, 0.1);
        assertThat(view.fold(new Fact.InitRun(FIRST, 1, true, Map.of(RunInfo.SUGGESTION, Map.of("x", 0.9)), NOW)))
                .isFalse();
        assertThat(view.run(FIRST).configuration()).isEqualTo(Configuration.of(Map.of("x", 0.1)));
    }

    @Test
    void a_run_with_an_evaluation_on_record_never_waits_for_one_again() {
        init(1, 0.1);
        view.fold(new Fact.RecordJob(Samples.job(TRAINING)));
        view.fold(new Fact.JobEnded(TRAINING, new Outcome.Succeeded(), NOW));
        assertThat(view.count(JobStatus.TRAINING_DONE_NO_EVAL)).isEqualTo(1);
        var evaluation = Samples.job(JobId.evaluation(FIRST));
        view.fold(new Fact.RecordJob(evaluation));
        assertThat(view.count(JobStatus.TRAINING_DONE_NO_EVAL)).isZero();
        assertThat(view.count(JobStatus.IN_EVAL)).isEqualTo(1);
        view.fold(new Fact.JobEnded(evaluation.id(), new Outcome.Lost("its machine failed"), NOW));
        assertThat(view.count(JobStatus.TRAINING_DONE_NO_EVAL)).isZero();
        assertThat(view.run(FIRST).status())
                .as("until it is tried again or judged")
                .isEqualTo(JobStatus.IN_EVAL);
    }

    @Test
    void the_best_is_the_lowest_where_lower_is_better_and_the_earlier_of_equals() {
        for (int number = 1; number <= 3; number++) {
            init(number, number);
        }
        observe(1, 0.5);
        observe(3, 0.25);
        observe(2, 0.25);
        assertThat(view.metadata(10).best().map(RunInfo::number)).contains(2);
        assertThat(view.metadata(10).trialsLeft()).isEqualTo(7);
        assertThat(view.metadata(10).cost()).isEqualTo(4.5);
    }

    @Test
    void a_run_that_is_not_there_is_said_to_be_not_there() {
        init(1, 0.1);
        assertThat(view.find("other_trial_0001")).isEmpty();
        assertThatThrownBy(() -> view.run(RunInfo.id(SWEEP, 2))).hasMessage("no run s_trial_0002 in the view");
    }

    @Test
    void seeds_of_a_trial_make_one_observation_in_whatever_order_they_are_folded() {
        init(1, 0.1);
        observe(1, 0.5);
        view.fold(Samples.replicate(1, 1));
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, 1, 1), Samples.observation(1, 1, 0.25)));
        assertThat(view.size()).isEqualTo(1);
        assertThat(view.pending()).isEmpty();
        assertThat(view.observations()).singleElement().satisfies(taught -> {
            assertThat(taught.score()).contains(0.375);
            assertThat(taught.mean()).contains(new Mean(0.375, 0.125, 2));
        });
        assertThat(view.noise()).isEqualTo(new Noise(0.03125, 1));
        assertThat(view.metadata(10).trialsLeft()).isEqualTo(9);
        var backwards = new SweepView(Samples.sweep(SWEEP), Goal.MINIMIZE, Set.of());
        backwards.fold(new Changes(1, view.sweep(), view.all().reversed(), List.of()));
        assertThat(backwards.observations()).isEqualTo(view.observations());
        assertThat(backwards.metadata(10)).isEqualTo(view.metadata(10));
    }

    @Test
    void what_people_ask_of_a_trial_is_asked_of_its_replicates() {
        init(1, 0.1);
        observe(1, 0.5);
        for (int replicate = 1; replicate <= 2; replicate++) {
            view.fold(Samples.replicate(1, replicate));
            view.fold(new Fact.RecordJob(Samples.replica(1, replicate)));
        }
        view.fold(new Fact.Observed(RunInfo.id(SWEEP, 1, 1), Samples.observation(1, 1, 0.25)));
        var asked = new Command.Queued(1, new Command.InvalidateTrial(FIRST, "ann", "wrong data"), NOW);
        view.fold(new Changes(9, view.sweep(), List.of(), List.of(asked)));
        Function<SweepInfo, Course> courses = _ -> {
            throw new AssertionError("the sweep has not ended");
        };
        new Obedience(new Draft(view, NOW), Map.of(), new Prospect(courses, Map.of(), NOW)).obey();
        assertThat(view.observations()).isEmpty();
        assertThat(view.best()).isEmpty();
        assertThat(view.run(RunInfo.id(SWEEP, 1, 1)).status()).isEqualTo(JobStatus.INVALIDATED);
        assertThat(view.run(RunInfo.id(SWEEP, 1, 2)).stopped()).contains("invalidated by ann: wrong data");
    }

    @Test
    void runs_are_open_until_they_have_ended() {
        init(1, 0.1);
        init(2, 0.2);
        observe(1, 0.5);
        assertThat(view.open()).extracting(RunInfo::number).containsExactly(2);
        assertThat(view.all()).extracting(RunInfo::number).isEqualTo(List.of(1, 2));
    }
}
