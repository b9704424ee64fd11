package metta.sweep.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

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
            List<Configuration> points, Optional<YamlNode> first, SearchSpace space, Defaults defaults) {
        var all = new ArrayList<Configuration>();
        first.flatMap(node -> node.oneOf("first trial", values()).flatMap(each -> each.point(space, defaults, node)))
                .ifPresent(all::add);
        points.stream().filter(each -> !all.contains(each)).forEach(all::add);
        return all;
    }

    private Optional<Configuration> point(SearchSpace space, Defaults defaults, YamlNode node) {
        return switch (this) {
            case DEFAULT -> defaults.configuration(space, node);
            case CENTER -> Defaults.center(space, node);
            case OPTIMIZER -> Optional.empty();
        };
    }
}
