package metta.sweep;

import java.util.Map;
import java.util.Optional;

/// A sweep in numbers, computed from its runs.
///
/// @param counts trials by status; a status that no trial has is absent
/// @param best the best trial so far that keeps all outcome constraints
/// @param cost spent by ended runs
/// @param trialsLeft how many trials the budget still allows
/// @param affordable how many more runs hours and money pay for, replicates among them
public record SweepMetadata(
        SweepInfo sweep,
        Map<JobStatus, Integer> counts,
        Optional<RunInfo> best,
        double cost,
        int trialsLeft,
        int affordable) {
    public SweepMetadata {
        counts = Ordered.copy(counts);
    }

    public int count(JobStatus status) {
        return counts.getOrDefault(status, 0);
    }

    /// Trials that have ended, well or not; without those that were invalidated.
    public int ended() {
        return JobStatus.ended(counts);
    }

    /// Trials that count against the budget: all but those that were invalidated.
    public int tried() {
        return counts.values().stream().mapToInt(Integer::intValue).sum() - count(JobStatus.INVALIDATED);
    }
}
