package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Gives the first trials the configurations that a person chose for them; another optimizer has all others.
final class PointsFirst implements Optimizer {
    private final List<Configuration> points;
    private final Optimizer then;

    /// @param points of the trials from 1, in order
    PointsFirst(List<Configuration> points, Optimizer then) {
        this.points = List.copyOf(points);
        this.then = then;
    }

    @Override
    public List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var suggestions = new ArrayList<Suggestion>();
        var busy = new ArrayList<>(pending);
        int number = first;
        while (number <= points.size() && suggestions.size() < count) {
            var point = points.get(number - 1);
            suggestions.add(new Suggestion(
                    point, Map.of(), "point %d of %d of points_to_evaluate".formatted(number, points.size())));
            busy.add(point);
            number++;
        }
        if (suggestions.size() < count) {
            suggestions.addAll(then.suggest(problem, observations, busy, number, count - suggestions.size()));
        }
        return suggestions;
    }
}
