package metta.sweep.optimizer;

import metta.sweep.optimizer.Coordinate.Choice;

/// How far apart two points of a [ModelSpace] are, coordinate by coordinate, as squared distances.
///
/// On a line the distance is the plain one, 1 from end to end. Two different choices are 1 apart. A
/// line that takes part under a condition is bent to an arc of radius 1/2 around the place where it
/// takes no part, so that everything on it is as far from there (Swersky et al., "Raiders of the lost
/// architecture", 2014, section 3).
final class Geometry {
    private static final double RADIUS = 0.5;

    private final boolean[] choices;
    private final boolean[] conditional;

    Geometry(ModelSpace space) {
        var names = space.space().freeNames();
        choices = new boolean[names.size()];
        conditional = new boolean[names.size()];
        for (int i = 0; i < choices.length; i++) {
            choices[i] = space.coordinates().get(i) instanceof Choice;
            conditional[i] = space.space().conditions().containsKey(names.get(i));
        }
    }

    int dimensions() {
        return choices.length;
    }

    /// Whether the coordinate is a line, along which a score may rise or fall.
    boolean line(int coordinate) {
        return !choices[coordinate];
    }

    /// The squared distance along one coordinate; NaN is where it takes no part.
    double squared(int coordinate, double x, double y) {
        if (choices[coordinate]) {
            return Double.compare(x, y) == 0 ? 0 : 1;
        }
        if (!conditional[coordinate]) {
            return (x - y) * (x - y);
        }
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.isNaN(x) && Double.isNaN(y) ? 0 : RADIUS * RADIUS;
        }
        double chord = 2 * RADIUS * StrictMath.sin((x - y) / (2 * RADIUS));
        return chord * chord;
    }

    /// The derivative of [#squared] by `x`, of a line.
    double slope(int coordinate, double x, double y) {
        if (!conditional[coordinate]) {
            return 2 * (x - y);
        }
        return Double.isNaN(x) || Double.isNaN(y) ? 0 : 2 * RADIUS * StrictMath.sin((x - y) / RADIUS);
    }

    /// The place on a line from -1 to 1; 0 for what takes no part, and for a choice.
    double level(int coordinate, double x) {
        return choices[coordinate] || Double.isNaN(x) ? 0 : 2 * x - 1;
    }
}
