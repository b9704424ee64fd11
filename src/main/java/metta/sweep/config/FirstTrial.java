package metta.sweep.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metta.sweep.space.Configuration;

/// What the first trial of a sweep tries.
enum FirstTrial {
    /// What the program does by itself.
    DEFAULT,
    /// Where the search starts.
    CENTER,
    /// What the optimizer says.
    OPTIMIZER;

    /// The configurations to try first: that of the first trial, and then others that were chosen.
    static List<Configuration> before(
            List<Configuration> points, Optional<YamlNode> first, ParametersReader.Space read) {
        var all = new ArrayList<Configuration>();
        first.flatMap(node -> node.oneOf("first trial", values()).flatMap(each -> each.point(read, node)))
                .ifPresent(all::add);
        points.stream().filter(each -> !all.contains(each)).forEach(all::add);
        return all;
    }

    private Optional<Configuration> point(ParametersReader.Space read, YamlNode node) {
        if (!read.whole()) {
            return Optional.empty(); // The mistakes are told; of the rest nothing can be said.
        }
        return switch (this) {
            case DEFAULT -> read.defaults().configuration(read.space(), node);
            case CENTER -> Defaults.center(read.space(), node);
            case OPTIMIZER -> Optional.empty();
        };
    }
}
