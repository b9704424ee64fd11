package metta.sweep;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Takes in what live jobs have reported: many jobs in one transaction, so that each of them need not wait for the
/// disk; and of jobs that say very much a part at a time, so that a controller's other work need not wait for long.
final class ReportIntake {
    /// A transaction gets no more readings once it has this many points.
    static final int MANY_POINTS = 10_000;

    /// Once so many readings have left more behind, the rest is for the next time.
    static final int MANY_READINGS = 20;

    private final Program program;
    private final Function<List<Report>, List<Report.Answer>> store;
    private final Consumer<String> warn;
    private final InstantSource clock;
    private Set<JobId> behind = Set.of();

    /// Since when jobs that are over could not be read; those that can be are forgotten.
    private final Map<JobId, Instant> unreadFrom = new HashMap<>();

    /// @param store records reports together and answers each by itself
    /// @param warn is told each time of what cannot be read
    ReportIntake(
            Program program,
            Function<List<Report>, List<Report.Answer>> store,
            InstantSource clock,
            Consumer<String> warn) {
        this.program = program;
        this.clock = clock;
        this.store = store;
        this.warn = warn;
    }

    /// Reads what the jobs have to say into the view, as far as it fits into one iteration. A job whose reports are not
    /// all in keeps its end for the next one, and so does one whose reports cannot be read.
    /// Neither keeps others from anything.
    Map<JobId, JobState> settle(SweepView view, Map<JobId, JobState> answers) {
        var settled = new LinkedHashMap<>(answers);
        var unread = inTurn(answers);
        int unfinishedReadings = 0;
        while (!unread.isEmpty() && unfinishedReadings < MANY_READINGS) {
            var reports = new ArrayList<Report>();
            var unfinished = new LinkedHashMap<JobId, Map.Entry<JobId, JobState>>();
            int points = 0;
            while (points < MANY_POINTS && !unread.isEmpty() && unfinishedReadings < MANY_READINGS) {
                var next = unread.remove();
                var job = job(view, next.getKey());
                var readable = read(job, next.getValue(), settled);
                if (readable.filter(reading -> !reading.position().equals(job.position()))
                        .isPresent()) {
                    var reading = readable.get();
                    reports.add(report(job, reading));
                    points += reading.points().size();
                    if (reading.more()) {
                        unfinished.put(next.getKey(), next);
                        unfinishedReadings++;
                    }
                }
            }
            for (var refused : refused(view, reports)) {
                settled.put(refused, notAllIn());
                unfinished.remove(refused);
            }
            unread.addAll(unfinished.values());
        }
        leave(unread, settled);
        settled.replaceAll((id, state) -> weighed(job(view, id), state));
        unreadFrom.keySet().removeIf(id -> !(settled.get(id) instanceof JobState.Unread));
        return settled;
    }

    private static JobRecord job(SweepView view, JobId id) {
        return view.run(id.runId()).job(id).orElseThrow();
    }

    /// Empty where it cannot be read.
    private Optional<Program.Reading> read(JobRecord job, JobState state, Map<JobId, JobState> settled) {
        try {
            return Optional.of(program.read(job.definition(), job.position(), state.over()));
        } catch (SweepException e) {
            warnOf(job, state, e);
            if (state.over()) {
                settled.put(job.id(), unreadable(job, state, e));
            }
            return Optional.empty();
        }
    }

    /// A file may be read later. Any other failure is not this job's alone.
    private void warnOf(JobRecord job, JobState state, SweepException e) {
        if (e.exit() != SweepException.Exit.IO) {
            throw e;
        }
        warn.accept(unread(job, e) + (state.over() ? remedy(job) : ""));
    }

    private JobState unreadable(JobRecord job, JobState state, SweepException e) {
        var from = unreadFrom.computeIfAbsent(job.id(), _ -> clock.instant());
        return new JobState.Unread(unread(job, e), state.began(), state.ended(), from);
    }

    private static String unread(JobRecord job, SweepException e) {
        return "what %s reported cannot be read: %s".formatted(job.id(), e.getMessage());
    }

    private static String remedy(JobRecord job) {
        return ". It is tried again, and the job keeps its slot meanwhile. Make it readable; or move it away, and the job is judged without it; or let it be tried anew: "
                + OutOfReach.remedy(job.definition().sweepId(), job.id());
    }

    /// Whether there was more to read than fits into one iteration, so that the next one should come at once.
    boolean behind() {
        return !behind.isEmpty();
    }

    /// Those first that were left for this time.
    private Queue<Map.Entry<JobId, JobState>> inTurn(Map<JobId, JobState> answers) {
        var queue = new ArrayDeque<Map.Entry<JobId, JobState>>();
        behind.stream()
                .filter(answers::containsKey)
                .forEach(id -> queue.add(Map.entry(id, Objects.requireNonNull(answers.get(id)))));
        answers.entrySet().stream()
                .filter(each -> !behind.contains(each.getKey()))
                .forEach(queue::add);
        return queue;
    }

    private void leave(Queue<Map.Entry<JobId, JobState>> unread, Map<JobId, JobState> settled) {
        var left = new LinkedHashSet<JobId>();
        for (var each : unread) {
            left.add(each.getKey());
            if (each.getValue().over()) {
                settled.put(each.getKey(), notAllIn());
            }
        }
        behind = left;
    }

    private static JobState notAllIn() {
        return new JobState.Unreachable("its reports are not all in");
    }

    /// A job whose result is there was not lost, even if nobody learned its exit code.
    private JobState weighed(JobRecord job, JobState state) {
        try {
            return state instanceof JobState.Lost lost && program.delivered(job.definition())
                    ? new JobState.Delivered(lost.reason(), lost.since(), lost.until())
                    : state;
        } catch (SweepException e) {
            warnOf(job, state, e);
            return unreadable(job, state, e);
        }
    }

    private List<JobId> refused(SweepView view, List<Report> reports) {
        var refused = new ArrayList<JobId>();
        var answers = reports.isEmpty() ? List.<Report.Answer>of() : store.apply(reports);
        for (int i = 0; i < reports.size(); i++) {
            if (answers.get(i) == Report.Answer.ACCEPTED) {
                view.fold(reports.get(i));
            } else {
                refused.add(reports.get(i).job());
            }
        }
        return refused;
    }

    private static Report report(JobRecord job, Program.Reading reading) {
        return new Report(job.id(), job.definition().token(), job.position(), reading.position(), reading.points());
    }
}
