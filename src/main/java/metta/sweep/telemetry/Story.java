package metta.sweep.telemetry;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import metta.sweep.Fact;
import metta.sweep.HookMark;
import metta.sweep.Merit;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.Program;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.SweepView;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.config.Spelling;

/// Facts as sentences for people.
public final class Story {
    private Story() {}

    /// One line about a fact; empty where it is of no interest to people.
    ///
    /// @param view of the sweep, with the fact in it
    public static Optional<String> tell(Fact fact, SweepView view) {
        return switch (fact) {
            case Fact.RecordJob it ->
                Optional.of(it.job() + " queued" + configuration(it.definition().overrides()));
            case Fact.JobStarted it -> Optional.of(it.job() + " started");
            case Fact.JobEnded it -> Optional.of(it.job() + " " + outcome(it.outcome()));
            case Fact.Observed it ->
                Optional.of(it.runId() + " " + observation(it.observation(), stopped(view, it.runId()), view.merit()));
            case Fact.RunStopped it -> Optional.of(it.runId() + " " + because("stopped", it.reason()));
            case Fact.SweepMoved it -> Optional.of("sweep " + because(word(it.to()), it.reason()));
            case Fact.HookMarked it -> hook(it.mark());
            case Fact.SweepEdited it -> Optional.of("sweep edited: " + it.what());
            case Fact.SweepPaused it ->
                Optional.of(
                        "sweep " + it.why().map(why -> because("paused", why)).orElse("goes on"));
            case Fact.SweepReopened it -> Optional.of("sweep " + because("opened again", it.why()));
            case Fact.RunReopened it -> Optional.of(it.runId() + " " + because("tried again", it.reason()));
            case Fact.Decided it ->
                Optional.of("the program has changed: " + it.reason())
                        .filter(_ -> it.decision().equals(Program.CHANGED));
            case Fact.InitRun _, Fact.UpdateRunSummary _, Fact.JobSubmitted _, Fact.CommandDone _ -> Optional.empty();
        };
    }

    /// How a sweep stands, and why, on one line.
    public static String standing(SweepInfo sweep) {
        return because(word(sweep.state()), sweep.reason());
    }

    private static String word(SweepState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /// `stopped by ann` says already what it is the reason of.
    private static String because(String what, String reason) {
        var brief = Values.brief(reason);
        if (brief.isEmpty()) {
            return what;
        }
        return brief.startsWith(what + " ") ? brief : what + ": " + brief;
    }

    private static String configuration(Map<String, Object> values) {
        return values.isEmpty()
                ? ""
                : values.entrySet().stream()
                        .map(each -> lastPart(each.getKey()) + "=" + Values.shorten(each.getValue()))
                        .collect(Collectors.joining(" ", ": ", ""));
    }

    /// A dotted name's last part, which is what people recognise it by.
    public static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /// How a job ended.
    public static String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Succeeded _ -> "done";
            case Outcome.Failed failed -> "failed (%s): %s".formatted(failed.cause(), Values.brief(failed.message()));
            case Outcome.Cancelled _ -> "cancelled";
            case Outcome.Lost lost -> "lost: " + Values.brief(lost.reason());
        };
    }

    private static boolean stopped(SweepView view, String runId) {
        return view.find(runId).flatMap(RunInfo::stopped).isPresent();
    }

    private static String observation(Observation observation, boolean stopped, Merit merit) {
        var scores = observation.scores().entrySet().stream()
                        .map(each -> each.getKey() + "=" + Values.shorten(each.getValue()))
                        .collect(Collectors.joining(" "))
                + beyond(observation, merit);
        if (observation.invalidated().isPresent()) {
            return "invalidated: " + Values.brief(observation.invalidated().get());
        }
        if (stopped) {
            return scores.isEmpty() ? "stopped without a score" : "stopped at " + scores;
        }
        return observation.feasible() ? "completed: " + scores : "failed";
    }

    /// Of which metrics it is beyond a bound.
    private static String beyond(Observation observation, Merit merit) {
        var metrics = merit.missed(observation.scores()).stream()
                .map(OutcomeConstraint::metric)
                .filter(observation.scores()::containsKey)
                .distinct()
                .toList();
        return metrics.isEmpty() ? "" : ", beyond " + Spelling.list(metrics);
    }

    private static Optional<String> hook(HookMark mark) {
        return mark.error().map(error -> "%s (try %d of %d)".formatted(error, mark.tries(), HookMark.MAX_TRIES));
    }
}
