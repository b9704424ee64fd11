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
    /// @param space what is searched, of which a setting may speak
    static OptimizerConfig read(YamlNode node, ParametersReader.Space space) {
        if (!node.isMap()) {
            return new OptimizerConfig(type(node).orElse(OptimizerType.AUTO));
        }
        YamlMap map = node.map();
        Optional<OptimizerType> type = map.require("type").flatMap(OptimizerReader::type);
        if (type.isEmpty()) {
            return new OptimizerConfig(OptimizerType.AUTO);
        }
        SequencedMap<String, Object> settings = new LinkedHashMap<>();
        for (var setting : type.get().settings()) {
            map.find(setting.name())
                    .flatMap(each -> setting.read(each, space))
                    .ifPresent(value -> settings.put(setting.name(), value));
        }
        refuseOthers(map, type.get());
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
                                .formatted(String.join(" and ", others), SweepConfigTree.word(type))));
            }
        });
    }
}
