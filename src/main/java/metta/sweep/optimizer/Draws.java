package metta.sweep.optimizer;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import metta.sweep.SweepException;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// Draws from a space, again and again where a constraint is not satisfied.
final class Draws {
    static final int MOST = 10_000;

    private Draws() {}

    /// @throws SweepException if nearly everything is rejected
    static Configuration first(SearchSpace space, RandomGenerator random) {
        return first(() -> space.decode(random.doubles(space.dimensions()).toArray()));
    }

    /// The first of many draws that is one.
    ///
    /// @throws SweepException if nearly everything is rejected
    static Configuration first(Supplier<Optional<Configuration>> draw) {
        for (int i = 0; i < MOST; i++) {
            var drawn = draw.get();
            if (drawn.isPresent()) {
                return drawn.get();
            }
        }
        throw rejected();
    }

    static SweepException rejected() {
        return new SweepException(
                SweepException.Exit.USAGE,
                "the constraints reject nearly everything: none of %,d draws satisfied them; loosen them, or narrow the ranges so that most combinations are allowed"
                        .formatted(MOST));
    }
}
