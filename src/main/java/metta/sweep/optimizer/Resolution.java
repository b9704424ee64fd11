package metta.sweep.optimizer;

import java.util.Map;
import metta.sweep.Ordered;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;

/// How many points a grid has along each numeric parameter.
///
/// @param usual for parameters without one of their own
/// @param own by the parameter's name
record Resolution(int usual, Map<String, Integer> own) {
    private static final int HIGHEST = 1_000_000;

    Resolution {
        own = Ordered.copy(own);
        check("the grid's resolution", usual);
        own.forEach((name, points) -> check("the grid's resolution for '%s'".formatted(name), points));
    }

    int of(String name) {
        return own.getOrDefault(name, usual);
    }

    /// Refuses a resolution for what is not a numeric parameter of the space.
    void checkAgainst(SearchSpace space) {
        for (String name : own.keySet()) {
            if (!(space.parameter(name) instanceof Parameter.Numeric)) {
                throw new IllegalArgumentException(
                        "the grid takes every value of '%s' as it is: it cannot have a resolution".formatted(name));
            }
        }
    }

    private static void check(String what, int points) {
        if (points < 1 || points > HIGHEST) {
            throw new IllegalArgumentException("%s must be between 1 and %d, got %d".formatted(what, HIGHEST, points));
        }
    }
}
