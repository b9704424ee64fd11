package metta.sweep;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.space.Configuration;

/// A sweep at a glance, for one who only looks in: its cost does not follow how many runs have ended.
///
/// @param counts trials by status; a status that no trial has is absent
/// @param best of the best trial so far that keeps all outcome constraints, one whose score is a mean of several seeds
/// before all others; of equals the
/// first
/// @param cost spent by ended runs
/// @param busy for how long jobs have run that have ended, all together
/// @param live the runs that have not ended, by number, replicates included
public record Overview(
        SweepInfo sweep,
        Map<JobStatus, Integer> counts,
        Optional<Best> best,
        double cost,
        Duration busy,
        List<RunInfo> live) {
    /// What the best trial taught.
    ///
    /// @param mean what several seeds say of the score, where there are several
    public record Best(String runId, double score, Configuration configuration, Optional<Mean> mean) {
        public Best(String runId, double score, Configuration configuration) {
            this(runId, score, configuration, Optional.empty());
        }

        static Best of(Observation observation) {
            return new Best(
                    observation.runId(),
                    observation.score().orElseThrow(),
                    observation.configuration(),
                    observation.mean());
        }
    }

    public Overview {
        counts = Ordered.copy(counts);
        live = List.copyOf(live);
    }

    public int count(JobStatus status) {
        return counts.getOrDefault(status, 0);
    }

    /// Trials that have ended, well or not; without those that were invalidated.
    public int ended() {
        return JobStatus.ended(counts);
    }
}
