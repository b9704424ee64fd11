package metta.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Keeps jobs away from slots that fail what others run, and gives a job that failed a second opinion on another slot
/// before it is believed. All of it follows from the view, so that every controller decides alike.
final class Elsewhere {
    static final String NOT_WORSE = "by what jobs have shown since, it is no worse than others";
    private final List<String> slots;
    private final int gpus;
    private final int gpusEach;

    /// @param gpusEach what a job asks for
    Elsewhere(Collection<String> slots, int gpus, int gpusEach) {
        this.slots = List.copyOf(slots);
        this.gpus = gpus;
        this.gpusEach = gpusEach;
    }

    /// Live jobs that have started, and of which it is not on record where.
    List<JobId> unplaced(SweepView view, Map<JobId, JobState> answers) {
        var unplaced = new ArrayList<JobId>();
        if (!slots.isEmpty()) {
            answers.forEach((id, state) -> {
                if (begun(state) && RanOn.slots(view.run(id.runId()), id).isEmpty()) {
                    unplaced.add(id);
                }
            });
        }
        return unplaced;
    }

    private static boolean begun(JobState state) {
        return switch (state) {
            case JobState.Queued _, JobState.NotKnown _, JobState.Unreachable _ -> false;
            case JobState.Running _, JobState.Exited _, JobState.Preempted _, JobState.Lost _ -> true;
            case JobState.Delivered _, JobState.Unread _ -> true;
            case JobState.Cancelled cancelled -> cancelled.started();
        };
    }

    /// The slots that get no more work, with the reason.
    Map<String, SlotHealth.Verdict> setAside(SweepView view) {
        return view.slotHealth().bad(slots);
    }

    static String reason(SlotHealth.Verdict verdict) {
        return "%d jobs failed there and went well elsewhere, the last of them %s: %s"
                .formatted(verdict.jobs(), verdict.last().job(), verdict.last().words());
    }

    /// The slots that a job must not be given: those set aside, and where earlier attempts at its leg failed, at least
    /// the last of them, as far as enough slots are left.
    Set<String> avoid(SweepView view, JobId job) {
        var aside = setAside(view).keySet();
        var all = new TreeSet<>(aside);
        var last = new TreeSet<>(aside);
        var run = view.run(job.runId());
        for (var attempt : run.jobs()) {
            boolean same = attempt.id().type() == job.type() && attempt.id().leg() == job.leg();
            if (same && SlotHealth.suspicious(attempt)) {
                var where = RanOn.slots(run, attempt.id());
                all.addAll(where);
                last = new TreeSet<>(aside);
                last.addAll(where);
            }
        }
        return Stream.of(all, last, aside)
                .filter(this::enoughBesides)
                .findFirst()
                .orElse(Set.of());
    }

    private boolean enoughBesides(Set<String> avoided) {
        return slots.size() - avoided.size() >= Math.max(1, gpusEach);
    }

    /// Whether a job that is not to be tried again may have failed because of where it ran, so that one more attempt
    /// elsewhere tells, and there is an elsewhere.
    boolean worthATry(SweepView view, RunInfo run, Attempts attempts) {
        var last = attempts.all().getLast();
        if (slots.isEmpty() || !SlotHealth.suspicious(last) || view.slotHealth().ofProgram(last)) {
            return false;
        }
        var tried = new HashSet<String>();
        var where = Set.copyOf(RanOn.slots(run, last.id()));
        for (var attempt : attempts.all()) {
            if (SlotHealth.suspicious(attempt) && Attempts.kind(attempt).equals(Attempts.kind(last))) {
                tried.addAll(RanOn.slots(run, attempt.id()));
            }
        }
        var avoided = new HashSet<>(setAside(view).keySet());
        avoided.addAll(where);
        return !where.isEmpty() && where.containsAll(tried) && enoughBesides(avoided);
    }

    /// For how many more jobs there are GPUs that are not avoided. What asks for more than there are at all is for the
    /// dispatcher to refuse.
    int room(SweepView view, Set<String> avoided) {
        if (gpusEach == 0 || gpusEach > gpus) {
            return Integer.MAX_VALUE;
        }
        long taken = view.open().stream()
                .flatMap(run -> run.liveJobs().filter(job -> !within(run, job, avoided)))
                .count();
        return Math.max(0, (gpus - avoided.size()) / gpusEach - Math.toIntExact(taken));
    }

    private static boolean within(RunInfo run, JobRecord job, Set<String> avoided) {
        var where = RanOn.slots(run, job.id());
        return !where.isEmpty() && avoided.containsAll(where);
    }
}
