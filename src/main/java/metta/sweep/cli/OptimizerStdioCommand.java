package metta.sweep.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.asktell.AskTell;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.json.Json;
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
            "    '{\"op\":\"ask\"}' | metta optimizer-stdio --type sobol"
        })
final class OptimizerStdioCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            required = true,
            description = "Which optimizer: ${COMPLETION-CANDIDATES}.")
    private OptimizerType type = OptimizerType.RANDOM;

    OptimizerStdioCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var config = new OptimizerConfig(type);
        var server = new AskTell(space -> Asked.optimizer(config, space), Version.line());
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            var line = in.readLine();
            while (line != null) {
                var answer = answer(server, line);
                answer.ifPresent(each -> terminal.out().println(Json.write(each)));
                terminal.out().flush();
                line = answer.isPresent() ? in.readLine() : null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the questions from stdin", e);
        }
        return 0;
    }

    private static Optional<Map<String, Object>> answer(AskTell server, String line) {
        try {
            return server.answer(Json.readTree(line));
        } catch (Json.InvalidJsonException e) {
            return Optional.of(AskTell.error("the message is no JSON object: " + e.getMessage()));
        }
    }
}
