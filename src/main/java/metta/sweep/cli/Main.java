package metta.sweep.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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
        return commandLine(Terminal.detect(System.getenv()), args).execute(args);
    }

    /// The commands; of those about sweeps only the one that `args` ask for, where they name one: looking each of them
    /// over takes longer than most of them run.
    private static CommandLine commandLine(Terminal terminal, String... args) {
        var commands = new CommandLine(new MettaCommand());
        var sweep = new CommandLine(new SweepCommand());
        var all = aboutSweeps(terminal);
        var named = args.length > 1 && args[0].equals("sweep") ? all.get(args[1]) : null;
        if (named == null) {
            all.values().forEach(each -> sweep.addSubcommand(each.get()));
        } else {
            sweep.addSubcommand(named.get());
        }
        commands.addSubcommand(sweep);
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler(new Failures(terminal));
        return commands;
    }

    private static Map<String, Supplier<Object>> aboutSweeps(Terminal terminal) {
        var all = new LinkedHashMap<String, Supplier<Object>>();
        all.put("start", () -> new StartCommand(terminal));
        all.put("status", () -> new StatusCommand(terminal));
        all.put("stop", () -> new StopCommand(terminal));
        all.put("list", () -> new ListCommand(terminal));
        all.put("logs", () -> new LogsCommand(terminal));
        all.put("analyze", () -> new AnalyzeCommand(terminal));
        return all;
    }
}
