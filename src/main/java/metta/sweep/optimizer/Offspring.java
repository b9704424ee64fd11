package metta.sweep.optimizer;

import java.util.List;
import java.util.random.RandomGenerator;
import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.optimizer.Coordinate.Line;

/// A child of two points: what it has of either, and what is new in it.
///
/// Along a line it lies around one of its parents, the nearer the closer they are to each other, by
/// simulated binary crossover (Deb and Agrawal, "Simulated binary crossover for continuous search space",
/// 1995), and then moves a little by polynomial mutation (Deb and Goyal, "A combined genetic adaptive
/// search (GeneAS) for engineering design", 1996); both within the ends of the line, as in Deb's program
/// for NSGA-II. A choice is that of either parent, or drawn anew.
///
/// @param coordinates of the space
record Offspring(List<Coordinate> coordinates, RandomGenerator random) {
    /// How alike children are to their parents: greater is more.
    private static final double CROSSOVER_LIKENESS = 2;

    private static final double MUTATION_LIKENESS = 5;
    private static final double CROSSED_SHARE = 0.9;

    /// A child with a value for each coordinate. What neither of its parents has is drawn.
    Point of(Point mother, Point father) {
        boolean crossed = random.nextDouble() < CROSSED_SHARE;
        double[] child = new double[coordinates.size()];
        for (int i = 0; i < child.length; i++) {
            var coordinate = coordinates.get(i);
            boolean changed = random.nextDouble() * child.length < 1;
            if (!mother.has(i) && !father.has(i)) {
                child[i] = coordinate.draw(random);
            } else {
                double one = mother.has(i) ? mother.at(i) : father.at(i);
                double other = father.has(i) ? father.at(i) : one;
                double inherited = crossed ? inherited(coordinate, one, other) : one;
                child[i] = changed ? changed(coordinate, inherited) : inherited;
            }
        }
        return Point.of(child);
    }

    private double inherited(Coordinate coordinate, double one, double other) {
        boolean mothers = random.nextBoolean();
        return switch (coordinate) {
            case Choice _ -> mothers ? one : other;
            case Line _ when one == other || random.nextBoolean() -> mothers ? one : other;
            case Line _ -> mothers == (one < other) ? below(one, other) : 1 - below(1 - one, 1 - other);
        };
    }

    /// A place around the lower of two.
    private double below(double one, double other) {
        double low = Math.min(one, other);
        double gap = Math.abs(one - other);
        double power = CROSSOVER_LIKENESS + 1;
        double inside = 2 - StrictMath.pow(1 + 2 * low / gap, -power);
        double chance = random.nextDouble() * inside;
        double spread = chance <= 1 ? StrictMath.pow(chance, 1 / power) : StrictMath.pow(2 - chance, -1 / power);
        return Math.clamp(low + (1 - spread) * gap / 2, 0.0, 1.0);
    }

    private double changed(Coordinate coordinate, double place) {
        return switch (coordinate) {
            case Choice choice -> choice.draw(random);
            case Line(double _, double step) -> moved(place, step);
        };
    }

    /// At least by a step, where there are steps.
    private double moved(double place, double step) {
        double power = MUTATION_LIKENESS + 1;
        double chance = random.nextDouble();
        double room = chance < 0.5 ? place : 1 - place;
        double drawn = 2 * Math.min(chance, 1 - chance);
        double far = 1 - StrictMath.pow(drawn + (1 - drawn) * StrictMath.pow(1 - room, power), 1 / power);
        double way = Math.max(far, step);
        double there = chance < 0.5 ? place - way : place + way;
        return there >= 0 && there <= 1 ? there : Math.clamp(place - (there - place), 0.0, 1.0);
    }
}
