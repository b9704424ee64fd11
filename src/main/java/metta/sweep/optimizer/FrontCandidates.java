package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import metta.sweep.space.Configuration;

/// Candidates around the runs of a Pareto front, and some anywhere.
final class FrontCandidates implements Candidates {
    private final ModelSpace space;
    private final List<Evidence.Item> front;
    private final ProteinSettings settings;
    private final RandomGenerator random;

    FrontCandidates(ModelSpace space, List<Evidence.Item> front, ProteinSettings settings, RandomGenerator random) {
        this.space = space;
        this.front = front;
        this.settings = settings;
        this.random = random;
    }

    @Override
    public double[][] places() {
        var surroundings = new Surroundings(space, settings.scale());
        var points = new ArrayList<Point>();
        for (var item : front) {
            for (int i = 0; i < settings.around(); i++) {
                points.add(surroundings.draw(item.point(), random));
            }
        }
        for (int i = 0; i < settings.anywhere(); i++) {
            points.add(space.draw(random));
        }
        return points.stream()
                .flatMap(each -> space.settled(each).stream())
                .map(Point::toArray)
                .toArray(double[][]::new);
    }

    @Override
    public Optional<Configuration> at(Point point) {
        return space.at(space.whole(point, random));
    }
}
