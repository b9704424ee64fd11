package metta.sweep.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import metta.sweep.space.Configuration;
import metta.sweep.space.Formula;
import metta.sweep.space.SearchSpace;

/// Tries whether there is anything left to choose under the constraints of a space, and whether these are any.
record Feasibility(SearchSpace space, SequencedMap<Formula, YamlNode> constraints) {
    private static final int DRAWS = 1_000;

    /// Whether all constraints are comparisons; of each that is none it is noted.
    boolean comparisons() {
        return constraints.entrySet().stream().filter(each -> !says(each)).toList().isEmpty();
    }

    /// Notes it where nothing is left to choose.
    void check(YamlNode otherwise) {
        if (space.rejects() && accepted(space) == 0) {
            nothingLeft(otherwise);
        }
    }

    /// Whether a constraint comes to true or false, where it comes to anything.
    private boolean says(Map.Entry<Formula, YamlNode> constraint) {
        var value = unconstrained()
                .flatMap(found -> constraint
                        .getKey()
                        .value(name -> Optional.ofNullable(found.values().get(name))));
        boolean none = value.filter(each -> !(each instanceof Boolean)).isPresent();
        if (none) {
            constraint
                    .getValue()
                    .problem("'%s' is no comparison: it comes to %s".formatted(constraint.getKey(), value.get()));
        }
        return !none;
    }

    private Optional<Configuration> unconstrained() {
        var free = new SearchSpace(space.sources(), space.conditions(), List.of());
        var random = random();
        for (int i = 0; i < DRAWS; i++) {
            var drawn = free.decode(random.doubles(free.dimensions()).toArray());
            if (drawn.isPresent()) {
                return drawn;
            }
        }
        return Optional.empty();
    }

    private void nothingLeft(YamlNode otherwise) {
        var worst = constraints.keySet().stream()
                .min(Comparator.comparingInt(
                        each -> accepted(new SearchSpace(space.sources(), space.conditions(), List.of(each)))));
        worst.map(each -> Optional.ofNullable(constraints.get(each)).orElse(otherwise))
                .orElse(otherwise)
                .problem("nearly everything is rejected: none of %,d random configurations satisfied %s"
                        .formatted(DRAWS, constraints.size() > 1 ? "all constraints, this one least of all" : "it"));
    }

    private static int accepted(SearchSpace space) {
        var random = random();
        int accepted = 0;
        for (int i = 0; i < DRAWS; i++) {
            if (space.decode(random.doubles(space.dimensions()).toArray()).isPresent()) {
                accepted++;
            }
        }
        return accepted;
    }

    private static RandomGenerator random() {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    }
}
