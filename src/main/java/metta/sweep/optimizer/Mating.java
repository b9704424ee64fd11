package metta.sweep.optimizer;

/// A child of two, each the better one of any two of the best: what it has of either, and what is new in
/// it.
record Mating() implements Breeding {
    @Override
    public Child child(Family family) {
        var mother = family.parents().get(tournament(family));
        var father = family.parents().get(tournament(family));
        var offspring = new Offspring(family.evidence().space().coordinates(), family.random());
        return new Child(
                offspring.of(mother.point(), father.point()),
                "child of trials %d and %d, which are among the best %d"
                        .formatted(
                                mother.number(),
                                father.number(),
                                family.parents().size()));
    }

    private static int tournament(Family family) {
        int one = family.random().nextInt(family.parents().size());
        int other = family.random().nextInt(family.parents().size());
        return Math.min(one, other);
    }
}
