package metta.sweep;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Jobs whose back-end cannot be asked. Nobody but a person can know that it never will be again.
final class OutOfReach {
    private final SweepListener listener;
    private final Set<String> told = new HashSet<>();

    OutOfReach(SweepListener listener) {
        this.listener = listener;
    }

    /// The answers, with what people say of jobs in the place of those that could not be given.
    Map<JobId, JobState> heed(SweepView view, Map<JobId, JobState> answers) {
        var heeded = inPlaceOf(JobState.Unreachable.class, view, answers);
        heeded.forEach((job, state) -> tell(view, job, state));
        return heeded;
    }

    /// The same for jobs that are over, and whose reports nobody can read.
    static Map<JobId, JobState> giveUp(SweepView view, Map<JobId, JobState> answers) {
        return inPlaceOf(JobState.Unread.class, view, answers);
    }

    private static Map<JobId, JobState> inPlaceOf(
            Class<? extends JobState> kind, SweepView view, Map<JobId, JobState> answers) {
        var heeded = new LinkedHashMap<>(answers);
        for (var queued : view.inbox()) {
            if (queued.command() instanceof Command.LoseTrial word) {
                concerned(view, word)
                        .flatMap(RunInfo::liveJobs)
                        .forEach(job -> heeded.computeIfPresent(
                                job.id(), (_, state) -> kind.isInstance(state) ? lost(word, state) : state));
            }
        }
        return heeded;
    }

    private static JobState lost(Command.LoseTrial word, JobState state) {
        return new JobState.Lost(
                "it is gone for good, as was said" + Obedience.who(word), state.began(), state.ended());
    }

    private void tell(SweepView view, JobId job, JobState state) {
        if (state instanceof JobState.Unreachable(var reason)) {
            var words = "%s cannot be asked how it stands: %s. It is waited for; if it is gone for good, say so: %s"
                    .formatted(job, reason, remedy(view.sweep().sweepId(), job));
            if (told.add(words)) {
                listener.warning(words);
            }
        }
    }

    /// The command that says of a job that it is gone for good.
    static String remedy(String sweepId, JobId job) {
        return "metta sweep trial lost %s %s".formatted(sweepId, job.runId());
    }

    /// Whether the command has to wait: until it is known how the jobs stand, and all that they reported is read.
    static boolean waits(SweepView view, Command.LoseTrial command, Map<JobId, JobState> answers) {
        boolean edited =
                view.inbox().stream().anyMatch(each -> each.command() instanceof Command.EditSweep); // not settled then
        return concerned(view, command)
                .flatMap(RunInfo::liveJobs)
                .map(job -> Optional.ofNullable(answers.get(job.id())))
                .anyMatch(state -> edited
                        || state.isEmpty()
                        || state.filter(JobState.Unreachable.class::isInstance).isPresent());
    }

    /// Why nothing of the run can be taken for lost by a person's word alone.
    static Optional<String> refusal(RunInfo run, Map<JobId, JobState> answers) {
        List<JobRecord> live = run.liveJobs().toList();
        if (live.isEmpty()) {
            return Optional.of("no job of it is under way");
        }
        boolean lost = live.stream()
                .map(job -> answers.getOrDefault(job.id(), new JobState.NotKnown()))
                .anyMatch(state -> state instanceof JobState.Lost || state instanceof JobState.Delivered);
        return lost
                ? Optional.empty()
                : Optional.of("its job is not out of reach; `metta sweep trial stop` ends it where it is");
    }

    private static Stream<RunInfo> concerned(SweepView view, Command.LoseTrial command) {
        return view.find(command.runId()).stream().flatMap(run -> Obedience.concerned(view, run).stream());
    }
}
