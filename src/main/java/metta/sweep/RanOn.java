package metta.sweep;

import java.util.List;
import java.util.Map;

/// On which slots the jobs of a run ran, as its summary keeps it: by the job's name.
final class RanOn {
    static final String KEY = "sweep/ran_on";

    private RanOn() {}

    /// Whether nothing is known of any of its jobs.
    static boolean unknown(RunInfo run) {
        return !run.summary().containsKey(KEY);
    }

    /// Empty where nothing is known of the job.
    static List<String> slots(RunInfo run, JobId job) {
        return run.summary().get(KEY) instanceof Map<?, ?> jobs && jobs.get(job.name()) instanceof List<?> slots
                ? slots.stream().map(String::valueOf).toList()
                : List.of();
    }

    /// The fact that the job runs or ran there.
    static Fact fact(RunInfo run, JobId job, List<String> slots) {
        Map<String, Object> news = Map.of(job.name(), List.copyOf(slots));
        var known = run.summary().get(KEY) instanceof Map<?, ?> jobs ? named(jobs) : Map.<String, Object>of();
        return new Fact.UpdateRunSummary(run.runId(), Map.of(KEY, Ordered.merge(known, news)), Map.of());
    }

    @SuppressWarnings("unchecked") // This class alone writes it.
    private static Map<String, Object> named(Map<?, ?> jobs) {
        return (Map<String, Object>) jobs;
    }
}
