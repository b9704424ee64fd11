package metta.sweep.optimizer;

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

    double at(int coordinate) {
        return coordinates[coordinate];
    }

    /// Whether a parameter takes part there.
    boolean has(int coordinate) {
        return !Double.isNaN(coordinates[coordinate]);
    }
}
