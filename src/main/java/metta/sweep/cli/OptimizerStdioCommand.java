package metta.sweep.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import metta.sweep.SweepException;
import metta.sweep.asktell.AskTell;
import metta.sweep.config.Description;
import metta.sweep.config.Layer;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Serves an optimizer to programs in any language.
@Command(
        name = "optimizer-stdio",
        description = {
            "Serves an optimizer to programs in any language.",
            "Reads one JSON object from each line of stdin and answers with one on stdout, until the input ends."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  printf '%%s\\n' '{\"op\":\"init\",\"space\":[{\"name\":\"x\",\"type\":\"float\",\"low\":0,\"high\":1}]}' \\",
            "    '{\"op\":\"ask\"}' | metta optimizer-stdio --type sobol",
            "  metta optimizer-stdio --type protein --set acquisition_fn=ei --set random_suggestions=10"
        })
final class OptimizerStdioCommand implements Callable<Integer> {
    private static final String OPTIMIZER = "optimizer.";
    private static final String TYPE = "type";

    /// As a sweep's file has them.
    static final class Types implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(OptimizerType.values())
                    .map(each -> each.name().toLowerCase(Locale.ROOT))
                    .iterator();
        }
    }

    private final Terminal terminal;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            required = true,
            completionCandidates = Types.class,
            description = "Which optimizer: ${COMPLETION-CANDIDATES}.")
    private String type = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of that optimizer, as sweep.yaml has it under 'optimizer'; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    OptimizerStdioCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var config = config();
        var server = new AskTell(space -> Asked.optimizer(config, space), Version.line());
        try {
            new Conversation(server).over(System.in, terminal.out());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the questions from stdin", e);
        }
        return 0;
    }

    private OptimizerConfig config() {
        if (settings.containsKey(TYPE)) {
            throw new SweepException(SweepException.Exit.USAGE, "--set type: which optimizer it is, --type says");
        }
        var layers = new ArrayList<>(List.of(Layer.of("--type", OPTIMIZER + TYPE, type.toLowerCase(Locale.ROOT))));
        settings.forEach((key, value) -> layers.add(Layer.of("--set " + key, OPTIMIZER + key, value)));
        return Description.of(layers).read().optimizer();
    }
}
