package metta.sweep.optimizer;

/// Points of the unit cube in an order, more even than independent draws.
///
/// Not safe for use by several threads.
interface PointSequence {
    /// The point of trial `number`, from 1: each coordinate inside (0, 1).
    double[] point(int number);

    /// What that point is, for people.
    String what(int number);
}
