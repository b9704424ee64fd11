package metta.sweep.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/// The entry point that the launcher runs.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /// Runs one command and returns the process's exit code.
    static int run(String... args) {
        if (args.length == 1 && args[0].equals("--version")) {
            System.out.println(Version.line());
            return 0;
        }
        return commandLine(Terminal.detect(System.getenv())).execute(args);
    }

    static CommandLine commandLine(Terminal terminal) {
        var commands = new CommandLine(new MettaCommand());
        var sweep = new CommandLine(new SweepCommand());
        sweep.addSubcommand(new StartCommand(terminal));
        sweep.addSubcommand(new StatusCommand(terminal));
        sweep.addSubcommand(new StopCommand(terminal));
        sweep.addSubcommand(new ListCommand(terminal));
        sweep.addSubcommand(new LogsCommand(terminal));
        sweep.addSubcommand(new AnalyzeCommand(terminal));
        commands.addSubcommand(sweep);
        commands.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler(new Failures(terminal));
        return commands;
    }
}
