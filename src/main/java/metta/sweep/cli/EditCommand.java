package metta.sweep.cli;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metta.sweep.SweepException;
import metta.sweep.config.Edit;
import metta.sweep.config.YamlReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Changes the configuration of a sweep that goes on.
@Command(
        name = "edit",
        description = {
            "Changes a sweep while it goes on or after it has ended.",
            "What can be changed: its budget, prices, execution, failures, seeds, replicates, hooks, notify, and the",
            "bounds of its parameters and its outcome constraints.",
            "A value that starts with + adds to what is there; none takes a limit away; lists have commas."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  metta sweep edit arena budget.max_trials=40 execution.max_parallel_jobs=4",
            "  metta sweep edit arena parameters.learning_rate.max=0.01 --reason 'above it diverges'"
        })
final class EditCommand implements Callable<Integer> {
    private static final Pattern ENTRY = Pattern.compile("(\\w+)\\s*:\\s*([^\\s,{}]+)");
    private final Terminal terminal;

    @Mixin
    private Request request = new Request();

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "KEY=VALUE", description = "What becomes of which key.")
    private List<String> changes = List.of();

    EditCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        return new Errand(terminal, InstantSource.system()).edit(request, changes(), "edit");
    }

    private Map<String, Object> changes() {
        var all = new LinkedHashMap<String, Object>();
        for (var change : changes) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw new SweepException(
                        SweepException.Exit.USAGE, "KEY=VALUE was expected, got '%s'".formatted(change));
            }
            var key = change.substring(0, equals);
            if (all.put(key, value(key, change.substring(equals + 1))) != null) {
                throw new SweepException(SweepException.Exit.USAGE, "%s is given twice".formatted(key));
            }
        }
        return all;
    }

    private static Object value(String key, String text) {
        if (text.startsWith("{")) {
            throw new SweepException(SweepException.Exit.USAGE, oneByOne(key, text));
        }
        boolean list = key.endsWith(".values")
                || key.startsWith("hooks.")
                || key.startsWith("notify.")
                || (key.equals("seeds") && text.contains(","));
        if (list && !text.equals(Edit.NONE)) {
            return Arrays.stream(text.split(",", -1)).map(EditCommand::word).toList();
        }
        return text.startsWith("+") ? text : word(text);
    }

    private static String oneByOne(String key, String map) {
        if (Edit.bounds(key)) {
            return "%s: a bound is given by itself; %s".formatted(key, Edit.HOW_TO_BOUND);
        }
        var each = ENTRY.matcher(map)
                .results()
                .map(entry -> "%s.%s=%s".formatted(key, entry.group(1), entry.group(2)))
                .collect(Collectors.joining(" "));
        return "%s: a map is given key by key%s".formatted(key, each.isEmpty() ? "" : ": " + each);
    }

    private static Object word(String text) {
        return YamlReader.word(text)
                .orElseThrow(() -> new SweepException(
                        SweepException.Exit.USAGE, "'%s' is no value that a key can have".formatted(text)));
    }
}
