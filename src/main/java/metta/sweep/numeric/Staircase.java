package metta.sweep.numeric;

import java.util.TreeMap;

/// The border of what some points of a plane dominate, which grows point by point while a sweep goes
/// through a third objective: n log n steps for the volume of n points (Fonseca, Paquete and López-Ibáñez,
/// "An improved dimension-sweep algorithm for the hypervolume indicator", 2006, section IV).
final class Staircase {
    /// From the first objective of each step to its second: the one grows, the other falls.
    private final TreeMap<Double, Double> steps = new TreeMap<>();

    private double area;

    private Staircase() {}

    /// The volume that points with three objectives, all of them below 0, dominate up to the origin.
    static double volume(double[][] points) {
        double[][] sorted = Hypervolume.sorted(points, 2);
        var staircase = new Staircase();
        double volume = 0;
        for (int i = 0; i < sorted.length; i++) {
            staircase.add(sorted[i][0], sorted[i][1]);
            double next = i + 1 < sorted.length ? sorted[i + 1][2] : 0;
            volume += staircase.area * (next - sorted[i][2]);
        }
        return volume;
    }

    /// Takes a point in, and the steps away that it dominates.
    private void add(double x, double y) {
        var left = steps.floorEntry(x);
        double top = left == null ? 0 : left.getValue();
        if (top <= y) {
            return;
        }
        double from = x;
        var right = steps.ceilingEntry(x);
        while (right != null && right.getValue() >= y) {
            area += (right.getKey() - from) * (top - y);
            from = right.getKey();
            top = right.getValue();
            steps.remove(from);
            right = steps.higherEntry(from);
        }
        area += ((right == null ? 0 : right.getKey()) - from) * (top - y);
        steps.put(x, y);
    }
}
