package metta.sweep.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Reads which optimizer a sweep has, and its settings.
final class OptimizerReader {
    private OptimizerReader() {}

    /// A type by its name alone, or a map of `type` and the settings that it has.
    ///
    /// @param subject what is searched, of which a setting may speak
    static OptimizerConfig read(YamlNode node, Setting.Subject subject) {
        if (!node.isMap()) {
            return new OptimizerConfig(type(node).orElse(OptimizerType.AUTO));
        }
        YamlMap map = node.map();
        var named = map.find("type");
        var type = named.isEmpty() ? Optional.of(OptimizerType.AUTO) : named.flatMap(OptimizerReader::type);
        if (type.isEmpty()) {
            return new OptimizerConfig(OptimizerType.AUTO);
        }
        SequencedMap<String, Object> settings = new LinkedHashMap<>();
        for (var setting : type.get().settings()) {
            map.find(setting.name())
                    .flatMap(each -> setting.read(each, subject))
                    .ifPresent(value -> settings.put(setting.name(), value));
        }
        refuseOthers(map, type.get());
        refuseIdleWeights(map, settings);
        map.rejectUnknownKeys();
        return new OptimizerConfig(type.get(), settings);
    }

    private static Optional<OptimizerType> type(YamlNode node) {
        var former = node.isScalar() ? node.text().flatMap(FormerNames::optimizer) : Optional.<String>empty();
        former.ifPresent(node::problem);
        return former.isPresent() ? Optional.empty() : node.oneOf("optimizer", OptimizerType.values());
    }

    /// Notes each setting that other types have.
    private static void refuseOthers(YamlMap map, OptimizerType type) {
        var owners = new LinkedHashMap<Setting, List<String>>();
        for (var other : OptimizerType.values()) {
            for (var setting : other.settings()) {
                owners.computeIfAbsent(setting, _ -> new ArrayList<>()).add(SweepConfigTree.word(other));
            }
        }
        type.settings().forEach(owners::remove);
        owners.forEach((setting, others) -> {
            if (map.has(setting.name())) {
                map.find(setting.name())
                        .ifPresent(each -> each.problem("this is a setting of %s, not of %s"
                                .formatted(Spelling.list(others), SweepConfigTree.word(type))));
            }
        });
    }

    /// Notes weights beside a scalarization that has nothing to weigh.
    private static void refuseIdleWeights(YamlMap map, SequencedMap<String, Object> settings) {
        var way = settings.getOrDefault(OptimizerType.SCALARIZATION, OptimizerSettings.HYPERVOLUME);
        if (settings.containsKey(OptimizerType.WEIGHTS) && way.equals(OptimizerSettings.HYPERVOLUME)) {
            map.find(OptimizerType.WEIGHTS)
                    .ifPresent(each -> each.problem("hypervolume goes for the whole front and takes no weights; say"
                            + " scalarization: tchebycheff or linear, or leave them out"));
        }
    }
}
