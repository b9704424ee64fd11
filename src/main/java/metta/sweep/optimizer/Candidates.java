package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.optimizer.Coordinate.Line;
import metta.sweep.space.Configuration;

/// Where the search for the next trial looks first: all over the space and near the best, or in a
/// [TrustRegion].
final class Candidates {
    private static final int EVERYWHERE = 1_000;
    private static final int NEAR = 400;
    private static final int WITHIN = 500;

    /// How often another choice is taken than the best one's.
    private static final double OTHER_CHOICE = 0.2;

    private final ModelSpace space;
    private final List<Evidence.Item> best;
    private final Optional<TrustRegion> region;
    private final RandomGenerator random;

    Candidates(ModelSpace space, List<Evidence.Item> best, Optional<TrustRegion> region, RandomGenerator random) {
        this.space = space;
        this.best = best;
        this.region = region;
        this.random = random;
    }

    /// m×d; fewer where a constraint rejects some.
    double[][] places() {
        var points = new ArrayList<Point>();
        if (region.isPresent()) {
            for (int i = 0; i < WITHIN; i++) {
                points.add(within(region.get()));
            }
        } else {
            for (int i = 0; i < EVERYWHERE; i++) {
                points.add(space.draw(random));
            }
            points.addAll(near());
        }
        return points.stream()
                .flatMap(each -> space.settled(each).stream())
                .map(Point::toArray)
                .toArray(double[][]::new);
    }

    /// The configuration at a point, with draws for what has no value there.
    Optional<Configuration> at(Point point) {
        return space.at(space.whole(point, random));
    }

    /// Where the search along a line ends.
    double lower(int coordinate) {
        return limits(coordinate).map(each -> each.lower(coordinate)).orElse(0.0);
    }

    double upper(int coordinate) {
        return limits(coordinate).map(each -> each.upper(coordinate)).orElse(1.0);
    }

    private Optional<TrustRegion> limits(int coordinate) {
        return region.filter(each -> each.center().has(coordinate));
    }

    private Point within(TrustRegion limits) {
        double[] drawn = space.whole(limits.center(), random).toArray();
        for (int i = 0; i < drawn.length; i++) {
            boolean line = space.coordinates().get(i) instanceof Line;
            if (line && limits.center().has(i)) {
                double lower = limits.lower(i);
                drawn[i] = lower + (limits.upper(i) - lower) * random.nextDouble();
            } else if (!line && random.nextDouble() < OTHER_CHOICE) {
                drawn[i] = space.coordinates().get(i).draw(random);
            }
        }
        return Point.of(drawn);
    }

    private List<Point> near() {
        var points = new ArrayList<Point>();
        for (int i = 0; i < NEAR; i++) {
            points.add(near(best.get(i % best.size()).point()));
        }
        return points;
    }

    /// Some coordinates of a point moved, sometimes far, mostly not.
    private Point near(Point point) {
        double[] moved = space.whole(point, random).toArray();
        double scale = 0.5 * StrictMath.pow(10, -3 * random.nextDouble());
        double share = Math.clamp(3.0 / moved.length, 0.3, 1);
        for (int i = 0; i < moved.length; i++) {
            if (random.nextDouble() < share) {
                moved[i] = switch (space.coordinates().get(i)) {
                    case Choice choice -> choice.draw(random);
                    case Line _ -> Math.clamp(moved[i] + scale * random.nextGaussian(), 0.0, 1.0);
                };
            }
        }
        return Point.of(moved);
    }
}
