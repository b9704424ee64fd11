package metta.sweep.optimizer;

/// How a child comes of some of the best runs.
sealed interface Breeding permits Mating, Differences {
    /// A child, and how it came about.
    ///
    /// @param point with a value for each coordinate
    /// @param reason for people
    record Child(Point point, String reason) {}

    Child child(Family family);
}
