package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.optimizer.Coordinate.Line;
import metta.sweep.space.Configuration;

/// Candidates all over the space, where the best is believed and near the best so far, or in a
/// [TrustRegion].
final class SpaceCandidates implements Candidates {
    private static final int EVERYWHERE = 300;
    private static final int BELIEVED = 150;
    private static final int NEAR = 150;
    private static final int WITHIN = 200;
    private static final int MOST_DRAWS = 10;

    /// How many coordinates of the best are moved in a region, in the mean.
    private static final double MOVED = 2;

    private final ModelSpace space;
    private final List<Evidence.Item> best;
    private final Optional<TrustRegion> region;
    private final RandomGenerator random;
    private final double[][] places;

    /// @param best of this sweep and of earlier ones
    SpaceCandidates(ModelSpace space, List<Evidence.Item> best, Optional<TrustRegion> region, RandomGenerator random) {
        this.space = space;
        this.best = best;
        this.region = region;
        this.random = random;
        places = drawn();
    }

    @Override
    public double[][] places() {
        return places;
    }

    private double[][] drawn() {
        var points = new ArrayList<double[]>();
        if (region.isPresent()) {
            draw(points, WITHIN, () -> within(region.get()));
        } else {
            draw(points, EVERYWHERE, () -> space.draw(random));
            if (space.priors().any()) {
                draw(points, BELIEVED, () -> space.priors().draw(random));
            }
            var next = new AtomicInteger();
            draw(
                    points,
                    NEAR,
                    () -> near(best.get(next.getAndIncrement() % best.size()).point()));
        }
        return points.toArray(double[][]::new);
    }

    /// So many more points that the constraints do not reject, or as many as come of so many times as many
    /// draws.
    private void draw(List<double[]> points, int count, Supplier<Point> draw) {
        int wanted = points.size() + count;
        for (int i = 0; i < MOST_DRAWS * count && points.size() < wanted; i++) {
            space.settled(draw.get()).map(Point::toArray).ifPresent(points::add);
        }
    }

    @Override
    public Optional<Configuration> at(Point point) {
        return space.at(space.whole(point, random));
    }

    @Override
    public boolean moves(double[] place, int coordinate) {
        return region.isEmpty() || place[coordinate] != region.get().center().at(coordinate);
    }

    @Override
    public double lower(int coordinate) {
        return limits(coordinate).map(each -> each.lower(coordinate)).orElse(0.0);
    }

    @Override
    public double upper(int coordinate) {
        return limits(coordinate).map(each -> each.upper(coordinate)).orElse(1.0);
    }

    private Optional<TrustRegion> limits(int coordinate) {
        return region.filter(each -> each.center().has(coordinate));
    }

    /// The region's centre with few coordinates moved, one at least, or with all that lead downhill.
    private Point within(TrustRegion limits) {
        double[] moved = space.whole(limits.center(), random).toArray();
        int one = random.nextInt(moved.length);
        for (int i = 0; i < moved.length; i++) {
            boolean moves = limits.isDownhill()
                    ? limits.lower(i) < limits.upper(i)
                    : i == one || random.nextDouble() * moved.length < MOVED - 1;
            if (moves) {
                moved[i] = within(limits, i);
            }
        }
        return Point.of(moved);
    }

    private double within(TrustRegion limits, int coordinate) {
        double drawn = space.coordinates().get(coordinate).draw(random);
        boolean line = space.coordinates().get(coordinate) instanceof Line;
        return line && limits.center().has(coordinate)
                ? limits.lower(coordinate) + (limits.upper(coordinate) - limits.lower(coordinate)) * drawn
                : drawn;
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
