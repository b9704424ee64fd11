package metta.sweep.cli;

import java.util.Optional;
import java.util.Stack;
import metta.sweep.SweepException;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// Whether a sweep is only to be forecast, and by what.
final class ForecastOption {
    private static final int USUAL = 3;

    @Option(
            names = "--dry-run",
            description = "Start nothing: forecast trials, hours and money by the runs there were of the program.")
    private boolean dryRun;

    @Option(
            names = "--probe",
            arity = "0..1",
            paramLabel = "N",
            parameterConsumer = NumberOrNone.class,
            description = "With --dry-run: run N trials (default " + USUAL
                    + ") in a folder of their own, which is removed afterwards, and forecast by them.")
    private Optional<Integer> probe = Optional.empty();

    /// What follows the option is its value only if it is a number: it may be the recipe.
    static final class NumberOrNone implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
            boolean number = !args.isEmpty() && args.peek().matches("[-+]?[0-9]{1,9}");
            option.setValue(Optional.of(number ? Integer.parseInt(args.pop()) : USUAL));
        }
    }

    boolean asked() {
        if (probe.isPresent() && !dryRun) {
            throw usage("--probe goes with --dry-run: it forecasts a sweep, and does not start it");
        }
        return dryRun;
    }

    /// How many trials to run for it.
    Optional<Integer> probe() {
        if (probe.filter(trials -> trials < 1).isPresent()) {
            throw usage("--probe must be at least 1, got " + probe.get());
        }
        return probe;
    }

    private static SweepException usage(String message) {
        return new SweepException(SweepException.Exit.USAGE, message);
    }
}
