package metta.sweep.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import metta.sweep.SweepException;
import metta.sweep.config.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/// The entry point that the launcher runs.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int exit = run(args);
        if (exit != 0 || Look.asked(args).isEmpty()) {
            System.exit(exit);
        }
        // A look leaves no thread behind. To return is quicker: the JDK sets logging up to be told of an exit.
    }

    /// Runs one command and returns the process's exit code.
    static int run(String... args) {
        if (args.length == 1 && args[0].equals("--version")) {
            System.out.println(Version.line());
            return 0;
        }
        return run(Terminal.detect(System.getenv()), args);
    }

    /// The same, in front of that terminal.
    static int run(Terminal terminal, String... typed) {
        return Outlet.delivered(terminal, execute(terminal, typed));
    }

    private static int execute(Terminal terminal, String... typed) {
        var look = Look.asked(typed);
        if (look.isPresent()) {
            return look.get().at(terminal);
        }
        var about = aboutSweeps(terminal, Typed.of(typed));
        var args = withoutHelpWord(typed);
        if (args.length > 0 && about.containsKey(args[0])) {
            terminal.err()
                    .println("metta: there is no command '%s'; did you mean `%s`?"
                            .formatted(args[0], Typed.of(args).after("sweep")));
            return SweepException.Exit.USAGE.code();
        }
        if (args.length > 1 && args[0].equals("sweep") && !args[1].startsWith("-") && !about.containsKey(args[1])) {
            var meant = Spelling.hint(args[1], List.copyOf(about.keySet()));
            terminal.err().println("metta: there is no command 'sweep %s'%s".formatted(Spelling.shown(args[1]), meant));
            return SweepException.Exit.USAGE.code();
        }
        return args.length > 1 && args[0].equals("sweep") && about.containsKey(args[1])
                ? alone("metta sweep " + args[1], about.get(args[1]), terminal)
                        .execute(Arrays.copyOfRange(args, 2, args.length))
                : all(about, terminal).execute(args);
    }

    /// `help` in the place of a command asks what `--help` after it does.
    private static String[] withoutHelpWord(String... typed) {
        int at = typed.length > 0 && typed[0].equals("sweep") ? 1 : 0;
        if (at >= typed.length || !typed[at].equals("help")) {
            return typed;
        }
        var args = new ArrayList<>(Arrays.asList(typed));
        args.remove(at);
        args.add("--help");
        return args.toArray(String[]::new);
    }

    /// One command by itself: looking all of them over takes longer than most of them run.
    private static CommandLine alone(String name, Supplier<Object> command, Terminal terminal) {
        return mannered(new CommandLine(command.get()).setCommandName(name), terminal);
    }

    /// All commands there are, in front of that terminal.
    static CommandLine commands(Terminal terminal) {
        return all(aboutSweeps(terminal, Typed.of()), terminal);
    }

    private static CommandLine all(Map<String, Supplier<Object>> aboutSweeps, Terminal terminal) {
        var sweep = new CommandLine(new SweepCommand());
        aboutSweeps.values().forEach(each -> sweep.addSubcommand(each.get()));
        return mannered(
                new CommandLine(new MettaCommand())
                        .addSubcommand(sweep)
                        .addSubcommand(new RunCommand(terminal))
                        .addSubcommand(new RecipesCommand(terminal))
                        .addSubcommand(new DoctorCommand(terminal))
                        .addSubcommand(new OptimizerStdioCommand(terminal))
                        .addSubcommand(new CompletionCommand(terminal))
                        .addSubcommand(new CompleteCommand(terminal)),
                terminal);
    }

    private static CommandLine mannered(CommandLine commands, Terminal terminal) {
        var failures = new Failures(terminal);
        commands.getCommandSpec().addOption(failures.debugOption());
        tellVersion(commands);
        commands.registerConverter(Integer.class, word -> whole(word, Integer::valueOf));
        commands.registerConverter(int.class, word -> whole(word, Integer::valueOf));
        commands.registerConverter(Long.class, word -> whole(word, Long::valueOf));
        commands.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        return commands.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }

    private static <T> T whole(String word, Function<String, T> reading) {
        try {
            return reading.apply(word);
        } catch (NumberFormatException _) {
            boolean digits = word.matches("[-+]?[0-9]+");
            throw new TypeConversionException(
                    "'%s' is %s".formatted(word, digits ? "too large a number" : "not a whole number"));
        }
    }

    private static void tellVersion(CommandLine commands) {
        commands.getCommandSpec().versionProvider(() -> new String[] {Version.line()});
        commands.getSubcommands().values().forEach(Main::tellVersion);
    }

    private static Map<String, Supplier<Object>> aboutSweeps(Terminal terminal, Typed typed) {
        var all = new LinkedHashMap<String, Supplier<Object>>();
        all.put("start", () -> new StartCommand(terminal, typed));
        all.put("status", () -> new StatusCommand(terminal, typed));
        all.put("stop", () -> new StopCommand(terminal, typed));
        all.put("pause", () -> new PauseCommand(terminal));
        all.put("resume", () -> new ResumeCommand(terminal));
        all.put("edit", () -> new EditCommand(terminal));
        all.put("extend", () -> new ExtendCommand(terminal));
        all.put("trial", () -> new TrialCommand(terminal));
        all.put("list", () -> new ListCommand(terminal));
        all.put("logs", () -> new LogsCommand(terminal));
        all.put("analyze", () -> new AnalyzeCommand(terminal, typed));
        all.put("best", () -> new BestCommand(terminal, typed));
        all.put("explain", () -> new ExplainCommand(terminal));
        all.put("reproduce", () -> new ReproduceCommand(terminal));
        all.put("try", () -> new TryCommand(terminal, typed));
        all.put("gc", () -> new GcCommand(terminal));
        all.put("init", () -> new InitCommand(terminal));
        all.put("validate", () -> new ValidateCommand(terminal));
        all.put("schema", () -> new SchemaCommand(terminal));
        all.put("config", () -> new ConfigCommand(terminal));
        all.put("snapshot", () -> new SnapshotCommand(terminal));
        all.put("restore", () -> new RestoreCommand(terminal, typed));
        all.put("migrate", () -> new MigrateCommand(terminal));
        return all;
    }
}
