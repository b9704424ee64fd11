package metta.sweep.optimizer;

import java.util.List;
import java.util.Optional;
import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.optimizer.Coordinate.Line;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// A search space as models see it: the unit cube, in which a choice among unlike things is a whole number from 0, and
/// a
/// parameter that takes no part is NaN.
final class ModelSpace {
    private final SearchSpace space;
    private final List<Coordinate> coordinates;

    ModelSpace(SearchSpace space) {
        this.space = space;
        this.coordinates = space.freeNames().stream()
                .map(space::parameter)
                .map(Coordinate::of)
                .toList();
    }

    SearchSpace space() {
        return space;
    }

    List<Coordinate> coordinates() {
        return coordinates;
    }

    /// Whether there are only so many configurations.
    boolean countable() {
        return coordinates.stream().noneMatch(each -> each instanceof Line line && line.step() == 0);
    }

    /// Where a configuration lies.
    ///
    /// @throws IllegalArgumentException if it does not lie in the space
    Point place(Configuration configuration) {
        double[] point = space.encode(configuration);
        var choices = space.choices(configuration)
                .orElseThrow(() -> new IllegalArgumentException("not a configuration of the space"));
        for (int i = 0; i < point.length; i++) {
            var chosen = choices.get(space.freeNames().get(i));
            if (chosen != null && coordinates.get(i) instanceof Choice choice) {
                point[i] = choice.values().indexOf(chosen);
            }
        }
        return Point.of(point);
    }

    /// The configuration at a point all of whose coordinates are given; nothing where a constraint is not satisfied.
    Optional<Configuration> at(Point point) {
        double[] unit = new double[coordinates.size()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = coordinates.get(i) instanceof Choice choice ? choice.middle((int) point.at(i)) : point.at(i);
        }
        return space.decode(unit);
    }
}
