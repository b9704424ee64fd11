package metta.sweep.cli;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import metta.sweep.Command.InvalidateTrial;
import metta.sweep.Command.LoseTrial;
import metta.sweep.Command.OfTrial;
import metta.sweep.Command.RetryTrial;
import metta.sweep.Command.StopTrial;
import metta.sweep.RunInfo;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Asks something about single trials.
@Command(
        name = "trial",
        description = "Stops trials, tries them again, marks what they taught as not to be believed, or says that they "
                + "are lost.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  metta sweep trial retry arena 3 7",
            "  metta sweep trial invalidate arena 12 --reason 'wrong dataset was mounted'"
        })
final class TrialCommand implements Runnable {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final String WHICH = "Its number, or its id.";
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    TrialCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "what about the trials? One of stop, retry, invalidate and lost");
    }

    @Command(
            description = "Ends the jobs of trials. What they reached counts.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  metta sweep trial stop arena 3"})
    int stop(
            @Mixin Request request,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "TRIAL", description = WHICH) List<String> trials)
            throws InterruptedException {
        return ask(request, trials, runId -> new StopTrial(runId, Request.self(), request.reason()));
    }

    @Command(
            description = "Tries trials again that failed or were stopped.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  metta sweep trial retry arena 3 7"})
    int retry(
            @Mixin Request request,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "TRIAL", description = WHICH) List<String> trials)
            throws InterruptedException {
        return ask(request, trials, runId -> new RetryTrial(runId, Request.self(), request.reason()));
    }

    @Command(
            description = {
                "Marks what trials taught as not to be believed.",
                "Their records stay, but count no more, and others take their places."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  metta sweep trial invalidate arena 12 --reason 'wrong dataset was mounted'"})
    int invalidate(
            @Mixin Request request,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "TRIAL", description = WHICH) List<String> trials)
            throws InterruptedException {
        return ask(request, trials, runId -> new InvalidateTrial(runId, Request.self(), request.reason()));
    }

    @Command(
            description = {
                "Says that what trials run on is gone for good, where it cannot be reached.",
                "They are tried again, as after any loss."
            },
            mixinStandardHelpOptions = true,
            footer = {"", "Example:", "  metta sweep trial lost arena 3 --reason 'the machine was given back'"})
    int lost(
            @Mixin Request request,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "TRIAL", description = WHICH) List<String> trials)
            throws InterruptedException {
        return ask(request, trials, runId -> new LoseTrial(runId, Request.self(), request.reason()));
    }

    private int ask(Request request, List<String> trials, Function<String, OfTrial> command)
            throws InterruptedException {
        return new Errand(terminal, InstantSource.system())
                .run(
                        request,
                        sweep -> List.copyOf(trials.stream()
                                .map(trial -> command.apply(runId(sweep, trial)))
                                .toList()));
    }

    private static String runId(SweepInfo sweep, String trial) {
        if (NUMBER.matcher(trial).matches()) {
            return RunInfo.id(sweep.sweepId(), Integer.parseInt(trial));
        }
        if (!trial.startsWith(sweep.sweepId() + "_trial_")) {
            throw new SweepException(
                    SweepException.Exit.USAGE,
                    "'%s' is neither the number nor the id of a trial of %s".formatted(trial, sweep.sweepId()));
        }
        return trial;
    }
}
