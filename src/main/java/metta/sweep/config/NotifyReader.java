package metta.sweep.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads whom to tell of a sweep, and writes it as it is read.
final class NotifyReader {
    private static final String COMMAND = "command";
    private static final String ON = "on";

    private NotifyReader() {}

    /// A command alone is told of everything.
    static Notify read(YamlNode node) {
        if (!node.isMap()) {
            return new Notify(SweepConfigReader.command(node), Notify.NONE.on());
        }
        YamlMap map = node.map();
        List<String> command = map.find(COMMAND).map(SweepConfigReader::command).orElse(Notify.NONE.command());
        List<Occasion> on = map.find(ON).flatMap(NotifyReader::on).orElse(Notify.NONE.on());
        map.rejectUnknownKeys();
        return new Notify(command, on);
    }

    private static Optional<List<Occasion>> on(YamlNode node) {
        var items = node.isList() ? node.items() : List.of(node);
        var occasions = items.stream()
                .flatMap(each -> each.oneOf("occasion", Occasion.values()).stream())
                .toList();
        if (items.isEmpty()) {
            node.problem("name at least one of end and trouble");
        }
        return Optional.of(occasions).filter(each -> !each.isEmpty());
    }

    static SequencedMap<String, Object> toTree(Notify notify) {
        SequencedMap<String, Object> tree = new LinkedHashMap<>();
        if (!notify.command().isEmpty()) {
            tree.put(COMMAND, notify.command());
        }
        tree.put(ON, notify.on().stream().map(SweepConfigTree::word).toList());
        return tree;
    }
}
