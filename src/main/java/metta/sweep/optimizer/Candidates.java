package metta.sweep.optimizer;

import java.util.Optional;
import metta.sweep.space.Configuration;

/// Where the search for the next trial looks first, and how far it may go from there.
interface Candidates {
    /// m×d; fewer where a constraint rejects some.
    double[][] places();

    /// The configuration at a point, with draws for what has no value there. Nothing where a
    /// constraint is not satisfied.
    Optional<Configuration> at(Point point);

    /// Whether the search from one of these places goes along a coordinate.
    default boolean moves(double[] place, int coordinate) {
        return true;
    }

    /// Where the search along a line ends.
    default double lower(int coordinate) {
        return 0;
    }

    /// Where it ends on the other side.
    default double upper(int coordinate) {
        return 1;
    }
}
