package metta.sweep.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metta.sweep.space.Configuration;

/// Reads configurations to try first: of each the values that matter, the others are where the search starts.
final class PointsReader {
    private PointsReader() {}

    static List<Configuration> read(YamlNode node, ParametersReader.Space space) {
        var points = new ArrayList<Configuration>();
        for (var item : node.items()) {
            point(item, space).ifPresent(point -> {
                int before = points.indexOf(point);
                if (before >= 0) {
                    item.problem("this is point %d again".formatted(before + 1));
                }
                points.add(point);
            });
        }
        return points;
    }

    private static Optional<Configuration> point(YamlNode node, ParametersReader.Space space) {
        var given = ParametersReader.values(node).values();
        boolean known = true;
        for (String name : given.keySet()) {
            if (!space.names().contains(name)) {
                node.problem("there is no parameter '%s'%s"
                        .formatted(Spelling.shown(name), Spelling.hint(name, space.names())));
                known = false;
            }
        }
        if (!known || !node.isMap() || !space.whole()) {
            return Optional.empty();
        }
        var point = node.attempt(() -> space.space().completed(given));
        if (point.isPresent() && point.get().isEmpty()) {
            node.problem("the constraints do not allow it");
        }
        return point.flatMap(each -> each);
    }
}
