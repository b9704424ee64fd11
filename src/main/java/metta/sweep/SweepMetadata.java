package metta.sweep;

import java.util.Map;
import java.util.Optional;

/// A sweep in numbers, computed from its runs.
///
/// @param counts runs by status; a status that no run has is absent
/// @param best the best feasible run so far
/// @param cost spent by ended runs
/// @param trialsLeft how many runs the budget still allows
public record SweepMetadata(
        SweepInfo sweep, Map<JobStatus, Integer> counts, Optional<RunInfo> best, double cost, int trialsLeft) {
    public SweepMetadata {
        counts = Ordered.copy(counts);
    }

    public int count(JobStatus status) {
        return counts.getOrDefault(status, 0);
    }

    /// Runs that have ended, well or not.
    public int ended() {
        return JobStatus.ended(counts);
    }

    public int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
