package metta.sweep.optimizer;

import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.optimizer.Coordinate.Line;
import metta.sweep.optimizer.Evidence.Item;

/// A child of one of the best, moved towards one of the very best and by the difference of two others: the
/// mutation "current to pbest" of JADE with an archive, and binomial crossover (Zhang and Sanderson,
/// "JADE: adaptive differential evolution with optional external archive", 2009, section IV).
///
/// The archive is all that ended. How far to move is drawn anew for each child, where theirs adapts. A
/// choice is that of one of the two it moves towards, and now and then drawn.
record Differences() implements Breeding {
    private static final double CROSSED_SHARE = 0.9;
    private static final double VERY_BEST_SHARE = 0.2;
    private static final double SHORTEST = 0.2;
    private static final double LONGEST = 0.8;

    @Override
    public Child child(Family family) {
        var random = family.random();
        var parents = family.parents();
        var all = family.evidence().items();
        int veryBest = (int) Math.max(2, VERY_BEST_SHARE * parents.size());
        var itself = parents.get(random.nextInt(parents.size()));
        var leader = parents.get(random.nextInt(Math.min(veryBest, parents.size())));
        var one = parents.get(random.nextInt(parents.size()));
        var other = all.get(random.nextInt(all.size()));
        return new Child(
                moved(family, whole(family, itself), whole(family, leader), whole(family, one), whole(family, other)),
                "trial %d moved towards trial %d, and by the difference of trials %d and %d"
                        .formatted(itself.number(), leader.number(), one.number(), other.number()));
    }

    private static Point whole(Family family, Item item) {
        return family.evidence().space().whole(item.point(), family.random());
    }

    private static Point moved(Family family, Point itself, Point leader, Point one, Point other) {
        var random = family.random();
        var coordinates = family.evidence().space().coordinates();
        double far = SHORTEST + (LONGEST - SHORTEST) * random.nextDouble();
        int sure = random.nextInt(coordinates.size());
        double[] child = new double[coordinates.size()];
        for (int i = 0; i < child.length; i++) {
            boolean crossed = i == sure || random.nextDouble() < CROSSED_SHARE;
            boolean drawn = random.nextDouble() * child.length < 1;
            child[i] = !crossed
                    ? itself.at(i)
                    : switch (coordinates.get(i)) {
                        case Choice choice ->
                            drawn ? choice.draw(random) : random.nextBoolean() ? leader.at(i) : one.at(i);
                        case Line _ -> {
                            double way = leader.at(i) - itself.at(i) + one.at(i) - other.at(i);
                            yield within(itself.at(i) + far * way, itself.at(i));
                        }
                    };
        }
        return Point.of(child);
    }

    /// Beyond an end of the line it is half-way from there to the end.
    private static double within(double place, double from) {
        return place < 0 ? from / 2 : place > 1 ? (from + 1) / 2 : place;
    }
}
