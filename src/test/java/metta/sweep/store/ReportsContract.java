package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.report;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import metta.sweep.Fact;
import metta.sweep.MetricPoint;
import metta.sweep.Outcome;
import metta.sweep.Report;
import metta.sweep.Report.Answer;
import metta.sweep.RunInfo;
import org.junit.jupiter.api.Test;

/// What every store promises of what jobs report.
interface ReportsContract extends StoreStage {
    @Test
    default void a_report_is_taken_in_once_where_it_continues_the_last_one() {
        var job = training(1);
        open().commit(held(), List.of(init(1), new Fact.RecordJob(job)));
        var first = report(job, "", "10", new MetricPoint("loss", 1, 0.5), new MetricPoint("acc", 1, Double.NaN));
        assertThat(open().report(SWEEP, first)).isEqualTo(Answer.ACCEPTED);
        assertThat(open().report(SWEEP, first)).isEqualTo(Answer.OUT_OF_PLACE);
        assertThat(open().report(SWEEP, report(job, "10", "20", new MetricPoint("loss", 2, 0.25))))
                .isEqualTo(Answer.ACCEPTED);
        assertThat(open().metrics(SWEEP, job.id(), Optional.of("loss")))
                .containsExactly(new MetricPoint("loss", 1, 0.5), new MetricPoint("loss", 2, 0.25));
        assertThat(open().metrics(SWEEP, job.id(), Optional.empty())).hasSize(3);
        var loss = run(1).job(job.id()).orElseThrow().metrics().get("loss");
        assertThat(loss).isNotNull().extracting("last", "count").containsExactly(0.25, 2L);
    }

    @Test
    default void reports_of_several_jobs_are_answered_each_by_itself() {
        open().commit(
                        held(),
                        List.of(init(1), init(2), new Fact.RecordJob(training(1)), new Fact.RecordJob(training(2))));
        var before = open().fetchRuns(SWEEP, 0).cursor();
        var point = new MetricPoint("loss", 1, 0.5);
        assertThat(open().reportAll(
                                SWEEP,
                                List.of(
                                        report(training(1), "", "10", point),
                                        report(training(3), "", "10", point),
                                        report(training(2), "5", "10", point))))
                .containsExactly(Answer.ACCEPTED, Answer.REFUSED, Answer.OUT_OF_PLACE);
        assertThat(open().reportAll(
                                SWEEP,
                                List.of(report(training(1), "10", "20", point), report(training(2), "", "10", point))))
                .containsExactly(Answer.ACCEPTED, Answer.ACCEPTED);
        assertThat(open().metrics(SWEEP, training(1).id(), Optional.empty())).containsExactly(point, point);
        assertThat(open().metrics(SWEEP, training(2).id(), Optional.empty())).containsExactly(point);
        assertThat(open().fetchRuns(SWEEP, before).runs()).containsExactlyInAnyOrder(run(1), run(2));
    }

    @Test
    default void a_curve_shows_very_many_points_by_few_and_keeps_spikes_ends_and_the_start_of_a_divergence() {
        var job = training(1);
        open().commit(held(), List.of(init(1), new Fact.RecordJob(job)));
        var points = new ArrayList<MetricPoint>();
        for (int step = 0; step < 12_000; step++) {
            points.add(new MetricPoint("other", step, 1e9));
            points.add(new MetricPoint("loss", step, Math.sin(step / 500.0)));
        }
        var spike = new MetricPoint("loss", 12_000, 7);
        var dip = new MetricPoint("loss", 12_001, -7);
        var diverged = new MetricPoint("loss", 12_002, Double.NaN);
        var infinite = new MetricPoint("loss", 12_003, Double.NEGATIVE_INFINITY);
        var last = new MetricPoint("loss", 12_004, 0.125);
        points.addAll(List.of(spike, dip, diverged, infinite, last));
        open().report(SWEEP, report(job, "", "1", points.toArray(MetricPoint[]::new)));

        var curve = open().curve(SWEEP, job.id(), "loss", 50);

        assertThat(curve)
                .hasSizeBetween(30, 50)
                .startsWith(new MetricPoint("loss", 0, 0))
                .endsWith(spike, dip, diverged, last)
                .isSubsetOf(points)
                .isSortedAccordingTo(Comparator.comparingLong(MetricPoint::step));
        assertThat(open().curve(SWEEP, job.id(), "loss", 12_005)).hasSize(12_005);
        assertThat(open().curve(SWEEP, job.id(), "nothing", 50)).isEmpty();
        assertThat(open().curve(SWEEP, training(2).id(), "loss", 50)).isEmpty();
    }

    @Test
    default void a_report_changes_its_run_for_those_who_follow_the_cursor() {
        var job = training(1);
        open().commit(held(), List.of(init(1), new Fact.RecordJob(job)));
        var before = open().fetchRuns(SWEEP, 0).cursor();
        open().report(SWEEP, report(job, "", "1", new MetricPoint("loss", 1, 1)));
        assertThat(open().fetchRuns(SWEEP, before).runs())
                .extracting(RunInfo::number)
                .containsExactly(1);
    }

    @Test
    default void a_report_of_another_token_an_ended_or_an_unknown_attempt_is_refused() {
        var fence = held();
        var job = training(1);
        open().commit(fence, List.of(init(1), new Fact.RecordJob(job)));
        var stranger = new Report(job.id(), "guess", "", "1", List.of());
        assertThat(open().report(SWEEP, stranger)).isEqualTo(Answer.REFUSED);
        assertThat(open().report(SWEEP, report(training(2), "", "1"))).isEqualTo(Answer.REFUSED);
        open().commit(fence, List.of(new Fact.JobEnded(job.id(), new Outcome.Lost("gone"), NOW)));
        var late = report(job, "", "1", new MetricPoint("loss", 1, 1));
        assertThat(open().report(SWEEP, late)).isEqualTo(Answer.REFUSED);
        assertThat(open().metrics(SWEEP, job.id(), Optional.empty())).isEmpty();
    }

    @Test
    default void extreme_metric_values_come_back_as_they_were() {
        var job = training(1);
        open().commit(held(), List.of(init(1), new Fact.RecordJob(job)));
        var values = new double[] {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE, -0.0
        };
        var points = new ArrayList<MetricPoint>();
        for (int i = 0; i < values.length; i++) {
            points.add(new MetricPoint("a/b'\";--\n\u2603", i, values[i]));
        }
        open().report(SWEEP, report(job, "", "1", points.toArray(MetricPoint[]::new)));
        assertThat(open().metrics(SWEEP, job.id(), Optional.empty())).containsExactlyElementsOf(points);
    }

    @Test
    default void a_name_that_is_no_text_spoils_nothing() {
        var fence = held();
        var job = training(1);
        open().commit(fence, List.of(init(1), new Fact.RecordJob(job)));
        var points = List.of(new MetricPoint("\ud800", 1, 0.5), new MetricPoint("\udc00", 1, 0.25));
        assertThat(open().report(SWEEP, new Report(job.id(), job.token(), "", "1", points)))
                .isEqualTo(Report.Answer.ACCEPTED);
        assertThat(run(1).job(job.id()).orElseThrow().metrics()).containsOnlyKeys("?");
    }
}
