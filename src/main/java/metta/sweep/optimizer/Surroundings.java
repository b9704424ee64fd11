package metta.sweep.optimizer;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import metta.sweep.numeric.Normal;
import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.optimizer.Coordinate.Line;
import metta.sweep.space.Parameter.Numeric;
import metta.sweep.space.Scale;

/// Draws around the points of a space, as near as its parameters' scales say. On a line they are
/// normally distributed within its ends, with a standard deviation of the scale's share of the way from
/// the middle to an end; a choice is drawn anew with the scale as the probability.
final class Surroundings {
    private final ModelSpace space;
    private final double[] scales;

    /// @param factor of every scale
    Surroundings(ModelSpace space, double factor) {
        this.space = space;
        scales = space.space().freeNames().stream()
                .map(space.space()::parameter)
                .mapToDouble(
                        each -> each instanceof Numeric numeric ? numeric.unitScale() : new Scale.Auto().over(0, 1))
                .map(each -> each * factor)
                .toArray();
    }

    /// A draw around a point; of what has no value there, a draw from everywhere.
    Point draw(Point around, RandomGenerator random) {
        double[] drawn = space.whole(around, random).toArray();
        for (int i = 0; i < drawn.length; i++) {
            if (around.has(i)) {
                drawn[i] = switch (space.coordinates().get(i)) {
                    case Line _ -> near(drawn[i], scales[i] / 2, random.nextDouble());
                    case Choice choice -> random.nextDouble() < scales[i] ? choice.draw(random) : drawn[i];
                };
            }
        }
        return Point.of(drawn);
    }

    private static double near(double place, double deviation, double share) {
        double z = Normal.between(-place / deviation, (1 - place) / deviation, share);
        return Math.clamp(place + deviation * z, 0.0, 1.0);
    }

    /// Where the search starts: the centre of each line, the middle one of several choices.
    Point center() {
        return Point.of(space.coordinates().stream()
                .mapToDouble(each -> switch (each) {
                    case Line line -> line.center();
                    case Choice choice -> Math.floor((choice.size() - 1) / 2.0);
                })
                .toArray());
    }

    /// The same without choices, none of which is nearer to the centre than another.
    Point lineCenter() {
        var center = center();
        return Point.of(IntStream.range(0, scales.length)
                .mapToDouble(i -> space.coordinates().get(i) instanceof Line ? center.at(i) : Double.NaN)
                .toArray());
    }
}
