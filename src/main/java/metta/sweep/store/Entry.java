package metta.sweep.store;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.JobId;
import metta.sweep.JobRecord;
import metta.sweep.Lease;
import metta.sweep.MetricSummary;
import metta.sweep.Ordered;
import metta.sweep.Piece;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;

/// One transaction in a sweep's change log.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
sealed interface Entry {
    /// The first entry of every log.
    ///
    /// @param format of the program that created the log
    /// @param oldestReader of the formats whose programs understand the log; 0 where no other than its own do
    /// @param place of the sweep among those of the store, from 1, oldest first
    record Created(int format, int oldestReader, long place, SweepInfo sweep) implements Entry {
        int understoodSince() {
            return oldestReader == 0 ? format : oldestReader;
        }
    }

    record Recorded(List<Fact> facts) implements Entry {
        public Recorded {
            facts = List.copyOf(facts);
        }
    }

    /// An accepted report. Its points lie in the job's own file, so that reading the log does not mean reading them.
    ///
    /// @param position how far the job's output has been read after it
    /// @param metrics what the job's reports come to after it, for each metric that it has points of
    /// @param pointsEnd the length in bytes up to which the job's file of points counts
    record Reported(JobId job, String position, Map<String, MetricSummary> metrics, long pointsEnd) implements Entry {
        public Reported {
            metrics = Ordered.copy(metrics);
        }

        /// The job's run after the report.
        RunInfo applied(RunInfo run) {
            var jobs = run.jobs().stream()
                    .map(each -> each.id().equals(job) ? applied(each) : each)
                    .toList();
            return new RunInfo(
                    run.sweepId(),
                    run.runId(),
                    run.number(),
                    run.replicate(),
                    run.evaluated(),
                    run.createdAt(),
                    run.summary(),
                    jobs,
                    run.observation(),
                    run.stopped(),
                    run.past(),
                    run.forgiven());
        }

        private JobRecord applied(JobRecord before) {
            return new JobRecord(
                    before.definition(),
                    before.handle(),
                    before.submittedAt(),
                    before.startedAt(),
                    before.endedAt(),
                    before.outcome(),
                    position,
                    Ordered.merge(before.metrics(), metrics),
                    before.hooks());
        }
    }

    /// Accepted reports of several jobs, in one transaction. Known since format 2.
    record ReportedAll(List<Reported> reports) implements Entry {
        public ReportedAll {
            reports = List.copyOf(reports);
        }
    }

    /// From here on the log has what older programs do not know.
    record Raised(int format, int oldestReader) implements Entry {
        int understoodSince() {
            return oldestReader == 0 ? format : oldestReader;
        }
    }

    /// A piece of a sweep that came from elsewhere; of points only up to which byte the job's file of them counts.
    /// Known since format 3.
    record Loaded(Piece piece, long pointsEnd) implements Entry {}

    /// A command that waits in the inbox.
    ///
    /// @param id that its sender gave it; older programs wrote none, and pass over it
    record Queued(Command.Queued command, Optional<String> id) implements Entry {}

    record LeaseMoved(Lease lease) implements Entry {}
}
