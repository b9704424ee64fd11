package metta.sweep.analysis;

import java.time.Duration;
import java.util.Collection;
import metta.sweep.JobStatus;
import metta.sweep.RunInfo;

/// For how long the jobs of one trial run, all together.
///
/// @param median half of the trials take no longer
public record TrialTimes(int trials, Duration median, Duration longest) {
    /// Of the runs that came to a result.
    public static TrialTimes of(Collection<RunInfo> runs) {
        var sorted = runs.stream()
                .filter(run -> run.status() == JobStatus.COMPLETED)
                .map(RunInfo::busy)
                .sorted()
                .toList();
        if (sorted.isEmpty()) {
            return new TrialTimes(0, Duration.ZERO, Duration.ZERO);
        }
        int half = sorted.size() / 2;
        var middle = sorted.size() % 2 == 1
                ? sorted.get(half)
                : sorted.get(half - 1).plus(sorted.get(half)).dividedBy(2);
        return new TrialTimes(sorted.size(), middle, sorted.getLast());
    }
}
