package metta.sweep;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.sweep;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import metta.sweep.config.Goal;
import metta.sweep.testing.QuietProgram;
import org.junit.jupiter.api.Test;

final class ReportIntakeTest {
    private final List<List<Report>> transactions = new ArrayList<>();
    private final Map<JobId, List<Program.Reading>> readings = new LinkedHashMap<>();
    private final Set<JobId> unreadable = new HashSet<>();
    private final Set<JobId> damaged = new HashSet<>();
    private final List<String> warnings = new ArrayList<>();
    private final SweepView view = new SweepView(sweep(SWEEP), Goal.MAXIMIZE, Set.of());

    @Test
    void the_reports_of_all_jobs_share_one_transaction() {
        var answers = running(20);
        answers.keySet().forEach(id -> says(id, 1, false));
        assertThat(settle(answers, Report.Answer.ACCEPTED)).isEqualTo(answers);
        assertThat(transactions).hasSize(1).first().extracting(List::size).isEqualTo(20);
        assertThat(view.open()).allMatch(run -> "1".equals(run.jobs().getFirst().position()));
    }

    @Test
    void nothing_is_written_where_nothing_is_said() {
        settle(running(2), Report.Answer.ACCEPTED);
        assertThat(transactions).isEmpty();
    }

    @Test
    void a_job_that_has_more_to_say_is_read_to_the_end() {
        var answers = running(2);
        says(training(1).id(), 1, true);
        says(training(1).id(), 1, false);
        says(training(2).id(), 1, false);
        settle(answers, Report.Answer.ACCEPTED);
        assertThat(transactions).extracting(List::size).containsExactly(2, 1);
        assertThat(view.run(training(1).id().runId()).jobs().getFirst().position())
                .isEqualTo("2");
    }

    @Test
    void a_transaction_stays_small_however_much_the_jobs_say() {
        var answers = running(4);
        answers.keySet().forEach(id -> says(id, ReportIntake.MANY_POINTS, false));
        settle(answers, Report.Answer.ACCEPTED);
        assertThat(transactions).extracting(List::size).containsExactly(1, 1, 1, 1);
    }

    @Test
    void a_job_that_says_very_much_is_taken_in_over_several_iterations_and_is_not_over_before() {
        var answers = running(1);
        int readings = 2 * ReportIntake.MANY_READINGS + 1;
        IntStream.rangeClosed(1, readings).forEach(n -> says(training(1).id(), 1, n < readings));
        var intake = intake(Report.Answer.ACCEPTED);
        for (int i = 1; i <= 2; i++) {
            assertThat(intake.settle(view, answers).values()).allMatch(JobState.Unreachable.class::isInstance);
            assertThat(intake.behind()).isTrue();
            assertThat(transactions).hasSize(i * ReportIntake.MANY_READINGS);
        }
        assertThat(intake.settle(view, answers)).isEqualTo(answers);
        assertThat(intake.behind()).isFalse();
        assertThat(transactions).hasSize(readings);
    }

    @Test
    void jobs_that_were_left_for_the_next_iteration_are_read_first_in_it() {
        int jobs = 3 * ReportIntake.MANY_READINGS;
        var answers = running(jobs);
        answers.keySet().forEach(id -> {
            says(id, 1, true);
            says(id, 1, true);
        });
        var intake = intake(Report.Answer.ACCEPTED);
        for (int i = 0; i < 3; i++) {
            intake.settle(view, answers);
        }
        assertThat(view.open()).allMatch(run -> "1".equals(run.jobs().getFirst().position()));
    }

    @Test
    void a_job_that_still_runs_runs_on_while_its_reports_are_taken_in() {
        var job = training(1).id();
        var answers = running(1);
        answers.put(job, new JobState.Running(NOW));
        IntStream.rangeClosed(0, ReportIntake.MANY_READINGS).forEach(_ -> says(job, 1, true));
        assertThat(settle(answers, Report.Answer.ACCEPTED)).isEqualTo(answers);
    }

    @Test
    void a_job_whose_report_is_not_taken_is_not_over_yet() {
        var answers = running(1);
        says(training(1).id(), 1, true);
        assertThat(settle(answers, Report.Answer.OUT_OF_PLACE).values())
                .allMatch(JobState.Unreachable.class::isInstance);
        assertThat(transactions).hasSize(1);
    }

    @Test
    void a_lost_job_whose_result_is_there_has_delivered() {
        running(2);
        says(training(1).id(), 1, false);
        var lost = new JobState.Lost("killed", Optional.of(NOW), Optional.of(NOW.plusSeconds(9)));
        Map<JobId, JobState> answers =
                Map.of(training(1).id(), lost, training(2).id(), lost);
        assertThat(settle(answers, Report.Answer.ACCEPTED))
                .isEqualTo(Map.of(
                        training(1).id(),
                        new JobState.Delivered("killed", Optional.of(NOW), Optional.of(NOW.plusSeconds(9))),
                        training(2).id(),
                        lost));
    }

    @Test
    void a_job_whose_reports_cannot_be_read_is_not_over_and_keeps_nothing_from_others() {
        var answers = running(3);
        answers.keySet().forEach(id -> says(id, 1, false));
        answers.put(training(3).id(), new JobState.Running(NOW));
        unreadable.addAll(List.of(training(1).id(), training(3).id()));
        var settled = settle(answers, Report.Answer.ACCEPTED);
        assertThat(settled.get(training(1).id()))
                .isInstanceOfSatisfying(
                        JobState.Unread.class,
                        state -> assertThat(state.reason()).contains("permission denied"));
        assertThat(settled)
                .containsEntry(training(2).id(), answers.get(training(2).id()));
        assertThat(settled)
                .containsEntry(training(3).id(), answers.get(training(3).id()));
        assertThat(transactions).hasSize(1).first().extracting(List::size).isEqualTo(1);
        assertThat(warnings)
                .hasSize(2)
                .filteredOn(each -> each.contains("trial lost"))
                .as("what is over")
                .hasSize(1);
        unreadable.clear();
        assertThat(settle(answers, Report.Answer.ACCEPTED)).isEqualTo(answers);
    }

    @Test
    void what_is_no_trouble_with_a_file_is_not_waited_for() {
        var answers = running(1);
        damaged.add(training(1).id());
        assertThatThrownBy(() -> settle(answers, Report.Answer.ACCEPTED)).hasMessage("a damaged position");
        assertThat(warnings).isEmpty();
    }

    @Test
    void whether_a_lost_job_had_delivered_is_asked_until_it_is_known() {
        running(1);
        says(training(1).id(), 1, false);
        Map<JobId, JobState> answers = Map.of(training(1).id(), new JobState.Lost("killed"));
        unreadable.add(training(1).id());
        assertThat(settle(answers, Report.Answer.ACCEPTED).values()).allMatch(JobState.Unread.class::isInstance);
        unreadable.clear();
        assertThat(settle(answers, Report.Answer.ACCEPTED).values()).allMatch(JobState.Delivered.class::isInstance);
    }

    private Map<JobId, JobState> running(int jobs) {
        var answers = new LinkedHashMap<JobId, JobState>();
        IntStream.rangeClosed(1, jobs).forEach(number -> {
            view.fold(init(number));
            view.fold(new Fact.RecordJob(training(number)));
            answers.put(training(number).id(), new JobState.Exited(0, NOW, ""));
        });
        return answers;
    }

    private void says(JobId job, int points, boolean more) {
        var all = readings.computeIfAbsent(job, _ -> new ArrayList<>());
        var point = new MetricPoint("loss", 1, 0.5);
        var position = String.valueOf(all.size() + 1);
        all.add(new Program.Reading(Collections.nCopies(points, point), position, more));
    }

    private Map<JobId, JobState> settle(Map<JobId, JobState> answers, Report.Answer answer) {
        return intake(answer).settle(view, answers);
    }

    private ReportIntake intake(Report.Answer answer) {
        Function<List<Report>, List<Report.Answer>> store = reports -> {
            transactions.add(reports);
            return reports.stream().map(_ -> answer).toList();
        };
        return new ReportIntake(new Script(readings, unreadable, damaged), store, () -> NOW, warnings::add);
    }

    /// A program whose jobs say what is written down for them.
    private record Script(Map<JobId, List<Program.Reading>> readings, Set<JobId> unreadable, Set<JobId> damaged)
            implements QuietProgram {
        @Override
        public boolean delivered(JobDefinition job) {
            requireReadable(job);
            return readings.containsKey(job.id());
        }

        @Override
        public Reading read(JobDefinition job, String position, boolean over) {
            requireReadable(job);
            int next = position.isEmpty() ? 0 : Integer.parseInt(position);
            var all = readings.getOrDefault(job.id(), List.of());
            return next < all.size() ? all.get(next) : Reading.nothing(position);
        }

        private void requireReadable(JobDefinition job) {
            if (damaged.contains(job.id())) {
                throw new SweepException(SweepException.Exit.FAILED, "a damaged position");
            }
            if (unreadable.contains(job.id())) {
                throw new SweepException(SweepException.Exit.IO, "permission denied");
            }
        }
    }
}
