package metta.sweep.optimizer;

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

    /// Whether all of these parameters take part there.
    boolean hasAll(List<Integer> places) {
        return places.stream().allMatch(this::has);
    }

    /// These coordinates alone.
    Point only(List<Integer> places) {
        return new Point(places.stream().mapToDouble(each -> coordinates[each]).toArray());
    }

    /// The same with other values of these coordinates.
    Point with(List<Integer> places, Point values) {
        double[] changed = coordinates.clone();
        for (int i = 0; i < places.size(); i++) {
            changed[places.get(i)] = values.at(i);
        }
        return new Point(changed);
    }

    /// Whether a parameter takes part there.
    boolean has(int coordinate) {
        return !Double.isNaN(coordinates[coordinate]);
    }
}
