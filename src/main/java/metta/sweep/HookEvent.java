package metta.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Something that happened to a job and that people may want to act on.
///
/// @param id the same each time the hook is run for it: use it to act only once
public record HookEvent(String id, Kind kind, RunInfo run, JobRecord job) {
    /// The moments that hooks can be attached to.
    public enum Kind {
        JOB_DISPATCH,
        TRAINING_COMPLETED,
        EVAL_COMPLETED;

        private boolean reached(JobRecord job) {
            return switch (this) {
                case JOB_DISPATCH -> job.handle().isPresent();
                case TRAINING_COMPLETED -> job.succeeded() && job.id().type() == JobType.LAUNCH_TRAINING;
                case EVAL_COMPLETED -> job.succeeded() && job.id().type() == JobType.LAUNCH_EVAL;
            };
        }
    }

    public static HookEvent of(Kind kind, RunInfo run, JobRecord job) {
        return new HookEvent(job.id().name() + ":" + kind.name().toLowerCase(Locale.ROOT), kind, run, job);
    }

    /// The events of a run whose hook has not settled, among the kinds that anybody waits for.
    public static List<HookEvent> due(RunInfo run, Set<Kind> kinds) {
        if (kinds.isEmpty()) {
            return List.of();
        }
        var due = new ArrayList<HookEvent>();
        for (var job : run.jobs()) {
            for (var kind : kinds) {
                if (kind.reached(job)) {
                    due.add(of(kind, run, job));
                }
            }
        }
        due.removeIf(HookEvent::settled);
        return List.copyOf(due);
    }

    /// How often its hook has failed so far.
    public int tries() {
        return marks().mapToInt(HookMark::tries).sum();
    }

    private boolean settled() {
        return marks().anyMatch(HookMark::settled);
    }

    private Stream<HookMark> marks() {
        return job.hooks().stream().filter(each -> each.event().equals(id));
    }
}
