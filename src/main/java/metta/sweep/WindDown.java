package metta.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Why a sweep starts nothing more and ends what runs, and what it will be called then.
record WindDown(SweepState end, String reason) {
    /// Computed from the view alone, so that every controller comes to the same answer.
    static Optional<WindDown> of(SweepView view, ControllerSettings settings, Instant now) {
        if (view.sweep().state() == SweepState.STOPPING) {
            return Optional.of(new WindDown(SweepState.STOPPED, view.sweep().reason()));
        }
        return timeIsUp(view, settings, now).or(() -> hopeless(view, settings));
    }

    private static Optional<WindDown> timeIsUp(SweepView view, ControllerSettings settings, Instant now) {
        return settings.time()
                .filter(time -> now.isAfter(view.sweep().createdAt().plus(time)))
                .map(time ->
                        new WindDown(SweepState.FINISHED, "its time budget of %s is used up".formatted(words(time))));
    }

    /// As a sweep's file has it: `1h30m`.
    private static String words(Duration time) {
        return time.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private static Optional<WindDown> hopeless(SweepView view, ControllerSettings settings) {
        int enough = Math.min(settings.sameFailures(), settings.maxTrials());
        var first = view.observations();
        if (first.size() < enough || view.metadata(0).best().isPresent()) {
            return Optional.empty();
        }
        var problems = first.stream()
                .limit(enough)
                .map(each -> Outcome.likeness(each.problem().orElse("")))
                .collect(Collectors.toSet());
        return problems.size() == 1 && !problems.contains("")
                ? Optional.of(new WindDown(
                        SweepState.FAILED,
                        "%s: %s"
                                .formatted(
                                        enough == 1
                                                ? "the first run failed"
                                                : "the first %d runs all failed the same way".formatted(enough),
                                        words(view.run(first.getFirst().runId())))))
                : Optional.empty();
    }

    /// What went wrong with a run, in the words of the job that failed.
    private static String words(RunInfo run) {
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
