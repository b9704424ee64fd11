package metta.sweep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Takes in what live jobs have reported: many jobs in one transaction, so that each of them need not wait for the
/// disk.
final class ReportIntake {
    /// A transaction gets no more readings once it has this many points.
    static final int MANY_POINTS = 10_000;

    private final Program program;
    private final Function<List<Report>, List<Report.Answer>> store;

    /// @param store records reports together and answers each by itself
    ReportIntake(Program program, Function<List<Report>, List<Report.Answer>> store) {
        this.program = program;
        this.store = store;
    }

    /// Reads all that the jobs have to say into the view. A job whose reports are not all in keeps its end for the next
    /// iteration.
    Map<JobId, JobState> settle(SweepView view, Map<JobId, JobState> answers) {
        var settled = new LinkedHashMap<>(answers);
        var unread = new ArrayDeque<>(answers.entrySet());
        while (!unread.isEmpty()) {
            var reports = new ArrayList<Report>();
            var unfinished = new LinkedHashMap<JobId, Map.Entry<JobId, JobState>>();
            int points = 0;
            while (points < MANY_POINTS && !unread.isEmpty()) {
                var next = unread.remove();
                var job = view.run(next.getKey().runId()).job(next.getKey()).orElseThrow();
                var reading = program.read(job.definition(), job.position(), over(next.getValue()));
                if (!reading.position().equals(job.position())) {
                    reports.add(report(job, reading));
                    points += reading.points().size();
                    if (reading.more()) {
                        unfinished.put(next.getKey(), next);
                    }
                }
            }
            for (var refused : refused(view, reports)) {
                settled.put(refused, new JobState.Unreachable("its reports are not all in"));
                unfinished.remove(refused);
            }
            unread.addAll(unfinished.values());
        }
        settled.replaceAll((id, state) -> weighed(view, id, state));
        return settled;
    }

    /// A job whose result is there was not lost, even if nobody learned its exit code.
    private JobState weighed(SweepView view, JobId id, JobState state) {
        return state instanceof JobState.Lost(var reason)
                        && program.delivered(
                                view.run(id.runId()).job(id).orElseThrow().definition())
                ? new JobState.Delivered(reason)
                : state;
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

    private static boolean over(JobState state) {
        return switch (state) {
            case JobState.Exited _, JobState.Preempted _, JobState.Cancelled _, JobState.Lost _, JobState.Delivered _ ->
                true;
            case JobState.Queued _, JobState.Running _, JobState.NotKnown _, JobState.Unreachable _ -> false;
        };
    }
}
