package metta.sweep.arena;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;

/// The program: `train`, `evaluate` or `study`, then `key=value` words.
///
/// It ends with 0, with 1 when a training or an evaluation fails, with 2 on wrong usage, and with 143 after SIGTERM.
public final class Arena {
    private static final String USAGE = """
            usage: Arena train|evaluate|study [key=value …]
              train     run=first trainer.optimizer.learning_rate=0.002 seed=1
              evaluate  policy_uri=train_dir/first
              study     seeds=3""";

    private Arena() {}

    public static void main(String[] args) {
        Thread.currentThread().setUncaughtExceptionHandler((_, bug) -> {
            StackTraceElement[] trace = bug.getStackTrace();
            System.err.println("Error: " + bug + (trace.length == 0 ? "" : " at " + trace[0]));
            Runtime.getRuntime().halt(1);
        });
        StopSignal stop = StopSignal.ofThisProcess();
        int exitCode;
        try {
            exitCode = run(List.of(args), new Surroundings(System.getenv()), stop, System.out, System.err);
        } finally {
            stop.release();
        }
        System.exit(exitCode);
    }

    /// Runs one command; every expected failure is one message on `err` and an exit code.
    static int run(List<String> args, Surroundings surroundings, StopSignal stop, PrintStream out, PrintStream err) {
        try {
            String command = args.isEmpty() ? "" : args.getFirst();
            List<String> words = args.stream().skip(1).toList();
            if (!command.equals("train")) {
                stop.release(); // only a training has something to save
            }
            switch (command) {
                case "train" ->
                    TrainCommand.of(words, surroundings, InstantSource.system(), out)
                            .run(stop);
                case "evaluate" -> EvaluateCommand.of(words, surroundings, out).run();
                case "study" -> StudyCommand.of(words, out).run();
                case "help", "--help", "-h" -> out.println(USAGE);
                default -> throw new UsageException("unknown command '%s'\n%s".formatted(command, USAGE));
            }
            return 0;
        } catch (UsageException e) {
            err.println("Error: " + e.getMessage());
            return 2;
        } catch (ArenaException e) {
            err.println("Error: " + e.getMessage());
            return 1;
        } catch (UncheckedIOException e) {
            err.println("Error: %s: %s".formatted(e.getMessage(), e.getCause()));
            return 1;
        }
    }
}
