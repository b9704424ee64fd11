package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metta.sweep.JobRecord;
import metta.sweep.MetricPoint;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.simulation.Chaos.Fault;

/// Reports that nobody is waiting for: repeated, ahead of what came before them, of attempts that are over, and of some
/// that never were. None of them may change anything.
final class StrayReports {
    private static final List<MetricPoint> LIES = List.of(new MetricPoint("score", 99, 99));
    private final Store truth;
    private final Chaos chaos;

    StrayReports(Store truth, Chaos chaos) {
        this.truth = truth;
        this.chaos = chaos;
    }

    /// @param accepted every report that was taken in so far
    void arrive(List<Report> accepted) {
        if (chaos.strikes(Fault.REPORTED_AGAIN)) {
            any(accepted).ifPresent(this::refused);
        }
        if (chaos.strikes(Fault.REPORTED_AHEAD)) {
            any(jobs(true))
                    .ifPresent(job -> refused(report(job, job.definition().token(), job.position() + "1")));
        }
        if (chaos.strikes(Fault.REPORTED_AFTER_THE_END)) {
            any(jobs(false))
                    .ifPresent(job -> refused(report(job, job.definition().token(), job.position())));
        }
        if (chaos.strikes(Fault.REPORTED_BY_A_STRANGER)) {
            any(jobs(true)).ifPresent(job -> refused(report(job, "a stranger's token", job.position())));
        }
    }

    private List<JobRecord> jobs(boolean live) {
        var jobs = new ArrayList<JobRecord>();
        for (var run : truth.fetchRuns(World.SWEEP, 0).runs()) {
            run.jobs().stream().filter(job -> job.live() == live).forEach(jobs::add);
        }
        return jobs;
    }

    private <T> Optional<T> any(List<T> all) {
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.get(chaos.random().nextInt(all.size())));
    }

    private static Report report(JobRecord job, String token, String from) {
        return new Report(job.id(), token, from, from + "9", LIES);
    }

    private void refused(Report report) {
        Optional<RunInfo> before = truth.findRun(World.SWEEP, report.job().runId());
        assertThat(truth.report(World.SWEEP, report))
                .as("one-life: a stray report of %s from '%s' is not accepted", report.job(), report.from())
                .isNotEqualTo(Report.Answer.ACCEPTED);
        assertThat(truth.findRun(World.SWEEP, report.job().runId()))
                .as("one-life: a stray report of %s changes nothing", report.job())
                .isEqualTo(before);
    }
}
