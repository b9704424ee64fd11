package metta.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Why a sweep starts nothing more and ends what runs, and what it will be called then.
record WindDown(SweepState end, String reason) {
    /// Computed from the view alone, so that every controller comes to the same answer.
    static Optional<WindDown> of(SweepView view, Limits limits) {
        return switch (view.sweep().state()) {
            case STOPPING ->
                Optional.of(new WindDown(SweepState.STOPPED, view.sweep().reason()));
            case FAILING ->
                Optional.of(new WindDown(SweepState.FAILED, view.sweep().reason()));
            case RUNNING, STOPPED, FINISHED, FAILED ->
                limits.reached().map(why -> new WindDown(SweepState.FINISHED, why));
        };
    }

    /// Why the sweep cannot succeed, if its runs fail the same way one after the other.
    static Optional<String> hopeless(SweepView view, ControllerSettings settings) {
        boolean scored = view.metadata(0).best().isPresent() || view.count(JobStatus.COMPLETED) > 0;
        boolean hope = scored || promising(view, settings);
        var failures = settings.failures();
        int enough = hope ? failures.stopAfter() : Math.min(failures.stopFirst(), settings.maxTrials());
        var ended = since(view).reversed().stream()
                .filter(each -> !onlyStopped(view, each))
                .limit(enough + 1L)
                .toList();
        if (ended.size() < enough) {
            return Optional.empty();
        }
        var last = ended.subList(0, enough).reversed();
        var problems = last.stream()
                .map(each -> each.problem().map(Outcome::likeness).orElse(""))
                .distinct()
                .toList();
        if (problems.size() > 1 || problems.getFirst().isEmpty()) {
            return Optional.empty();
        }
        var runs = enough == 1 ? "the %s run failed" : "the %%s %d runs all failed the same way".formatted(enough);
        boolean allThereWere = ended.size() == enough && reopened(view).isEmpty();
        var which = runs.formatted(allThereWere ? "first" : "last");
        return Optional.of(
                "%s: %s".formatted(which, words(view.run(last.getFirst().runId()))));
    }

    /// Whether the run says nothing of what is wrong: it has no score because it was not let go on.
    private static boolean onlyStopped(SweepView view, Observation ended) {
        return !ended.feasible() && view.run(ended.runId()).stopped().isPresent();
    }

    /// What runs taught since a person opened the sweep again: what was wrong before may be mended.
    private static List<Observation> since(SweepView view) {
        var reopened = reopened(view);
        return reopened.isEmpty()
                ? view.observations()
                : view.observations().stream()
                        .filter(each -> endedAfter(view.run(each.runId()), reopened.get()))
                        .toList();
    }

    private static Optional<Instant> reopened(SweepView view) {
        return view.sweep().amendments().reopened();
    }

    private static boolean endedAfter(RunInfo run, Instant time) {
        return run.jobs().reversed().stream()
                .flatMap(job -> job.endedAt().stream())
                .findFirst()
                .filter(time::isBefore)
                .isPresent();
    }

    /// Whether a run that still lives has reported what counts.
    private static boolean promising(SweepView view, ControllerSettings settings) {
        return view.open().stream()
                .flatMap(run -> run.deciding().stream())
                .anyMatch(job -> job.live()
                        && job.metrics().containsKey(settings.primary().name()));
    }

    /// What went wrong with a run, in the words of the job that failed.
    static String words(RunInfo run) {
        return run.jobs().reversed().stream()
                .flatMap(job -> job.outcome().stream())
                .flatMap(outcome -> switch (outcome) {
                    case Outcome.Failed failed -> Stream.of(failed.cause() + ": " + failed.message());
                    case Outcome.Lost lost -> Stream.of("lost: " + lost.reason());
                    case Outcome.Cancelled cancelled -> Stream.of("cancelled: " + cancelled.reason());
                    case Outcome.Succeeded _ -> Stream.<String>empty();
                })
                .findFirst()
                .orElse("");
    }
}
