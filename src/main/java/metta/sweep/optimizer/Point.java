package metta.sweep.optimizer;

import java.util.Arrays;
import java.util.List;

/// A place in a model's space, see [ModelSpace].
final class Point {
    private final double[] coordinates;

    private Point(double[] coordinates) {
        this.coordinates = coordinates;
    }

    /// Takes the array over: nobody else may change it.
    static Point of(double... coordinates) {
        return new Point(coordinates);
    }

    double[] toArray() {
        return coordinates.clone();
    }

    double at(int coordinate) {
        return coordinates[coordinate];
    }

    /// These coordinates alone.
    Point only(List<Integer> places) {
        double[] chosen = new double[places.size()];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = coordinates[places.get(i)];
        }
        return new Point(chosen);
    }

    /// The same with other values of these coordinates.
    Point with(List<Integer> places, Point values) {
        double[] changed = coordinates.clone();
        for (int i = 0; i < places.size(); i++) {
            changed[places.get(i)] = values.at(i);
        }
        return new Point(changed);
    }

    /// The same with one more coordinate.
    Point and(double value) {
        double[] more = Arrays.copyOf(coordinates, coordinates.length + 1);
        more[coordinates.length] = value;
        return new Point(more);
    }

    /// Whether a parameter takes part there.
    boolean has(int coordinate) {
        return !Double.isNaN(coordinates[coordinate]);
    }
}
