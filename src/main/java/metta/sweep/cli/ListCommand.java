package metta.sweep.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import metta.sweep.SweepInfo;
import metta.sweep.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists sweeps.
@Command(
        name = "list",
        description = "Lists the sweeps there are.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep list --json"})
final class ListCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Mixin
    private FolderOption dir = new FolderOption();

    ListCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var folder = dir.folder();
        var sweeps = new ArrayList<SweepInfo>();
        for (var type : folder.stores()) {
            try (var store = folder.open(type)) {
                sweeps.addAll(store.sweeps());
            }
        }
        if (json) {
            terminal.out()
                    .println(Json.writePretty(
                            sweeps.stream().map(ListCommand::tree).toList()));
        } else if (sweeps.isEmpty()) {
            terminal.err()
                    .println("No sweeps in %s yet; start one with: metta sweep start arena --config examples/arena.yaml"
                            .formatted(folder.path()));
        } else {
            sweeps.forEach(each -> terminal.out()
                    .println("%-32s %-10s %s"
                            .formatted(each.sweepId(), Picture.word(each.state().name()), each.createdAt())));
        }
        return 0;
    }

    private static Map<String, Object> tree(SweepInfo sweep) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("sweep", sweep.sweepId());
        tree.put("state", sweep.state().name().toLowerCase(Locale.ROOT));
        tree.put("reason", sweep.reason());
        tree.put("created_at", sweep.createdAt().toString());
        return tree;
    }
}
