package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.optimizer.Coordinate.Line;
import metta.sweep.space.Condition;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// A search space as models see it: the unit cube, in which a choice among unlike things is a whole
/// number from 0, and a parameter that takes no part is NaN.
final class ModelSpace {
    private final SearchSpace space;
    private final List<Coordinate> coordinates;
    private final ExpertPriors priors;

    ModelSpace(SearchSpace space) {
        this.space = space;
        this.coordinates = space.freeNames().stream()
                .map(space::parameter)
                .map(Coordinate::of)
                .toList();
        this.priors = ExpertPriors.of(space, coordinates);
    }

    /// The coordinates whose parameters take part together, those that always do first: a list of
    /// places in [#coordinates] for each condition there is.
    List<List<Integer>> groups() {
        var groups = new LinkedHashMap<Condition, List<Integer>>();
        groups.put(Condition.ALWAYS, new ArrayList<>());
        for (int i = 0; i < coordinates.size(); i++) {
            var condition = space.conditions().getOrDefault(space.freeNames().get(i), Condition.ALWAYS);
            groups.computeIfAbsent(condition, _ -> new ArrayList<>()).add(i);
        }
        return groups.values().stream()
                .filter(each -> !each.isEmpty())
                .map(List::copyOf)
                .toList();
    }

    /// A draw of each coordinate, before anything is known.
    Point draw(RandomGenerator random) {
        return Point.of(
                coordinates.stream().mapToDouble(each -> each.draw(random)).toArray());
    }

    /// The point as models see it: without what takes no part. Nothing where a constraint is not
    /// satisfied.
    Optional<Point> settled(Point point) {
        return space.conditions().isEmpty() && !space.rejects()
                ? Optional.of(point)
                : at(point).map(this::place);
    }

    /// A point with a value for each coordinate: where a parameter takes no part, a draw.
    Point whole(Point point, RandomGenerator random) {
        double[] filled = new double[coordinates.size()];
        for (int i = 0; i < filled.length; i++) {
            filled[i] = point.has(i) ? point.at(i) : coordinates.get(i).draw(random);
        }
        return Point.of(filled);
    }

    SearchSpace space() {
        return space;
    }

    List<Coordinate> coordinates() {
        return coordinates;
    }

    ExpertPriors priors() {
        return priors;
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

    /// The configuration at a point all of whose coordinates are given; nothing where a constraint is
    /// not satisfied.
    Optional<Configuration> at(Point point) {
        double[] unit = new double[coordinates.size()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = coordinates.get(i) instanceof Choice choice ? choice.middle((int) point.at(i)) : point.at(i);
        }
        return space.decode(unit);
    }
}
