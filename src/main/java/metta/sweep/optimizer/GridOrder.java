package metta.sweep.optimizer;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import metta.sweep.space.Condition;
import metta.sweep.space.SearchSpace;

/// The order of a grid's axes: that of the file, but for parameters that stand before one that they
/// depend on. Those that depend on what follows from others come last.
final class GridOrder {
    private final SearchSpace space;

    /// Of which those before them say whether they take part.
    private final Set<String> settled = new LinkedHashSet<>();

    GridOrder(SearchSpace space) {
        this.space = space;
        var names = new HashSet<String>();
        int before = -1;
        while (settled.size() > before) {
            before = settled.size();
            for (String key : space.parameters().keySet()) {
                var condition = space.conditions().getOrDefault(key, Condition.ALWAYS);
                if (!settled.contains(key) && names.containsAll(condition.names())) {
                    settled.add(key);
                    names.addAll(space.parameter(key).names(key));
                }
            }
        }
    }

    Set<String> settled() {
        return settled;
    }

    Collection<String> names() {
        return Stream.concat(settled.stream(), space.parameters().keySet().stream())
                .distinct()
                .toList();
    }
}
