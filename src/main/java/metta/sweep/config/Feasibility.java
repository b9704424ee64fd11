package metta.sweep.config;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import metta.sweep.space.Complaint;
import metta.sweep.space.Configuration;
import metta.sweep.space.Formula;
import metta.sweep.space.SearchSpace;

/// Tries whether there is anything left to choose under the constraints of a space, and whether these are any.
record Feasibility(SearchSpace space, SequencedMap<Formula, YamlNode> constraints) {
    private static final int DRAWS = 1_000;

    /// Whether all constraints are comparisons; of each that is none it is noted.
    boolean comparisons() {
        return constraints.entrySet().stream()
                .filter(each -> !says(each))
                .toList()
                .isEmpty();
    }

    /// Notes it where nothing is left to choose.
    ///
    /// @param places of parameters and constraints, by the names that a [Complaint] has for them
    void check(YamlNode otherwise, Function<String, YamlNode> places) {
        if (space.rejects() && accepted(space) == 0) {
            var complaints = complaints();
            complaints.forEach(each -> places.apply(each.name()).problem(words(each)));
            if (complaints.isEmpty()) {
                nothingLeft(otherwise);
            }
        }
    }

    /// What the formulas have to complain of, where that is why nothing is left: at every point one has.
    private List<Complaint> complaints() {
        var random = random();
        var first = List.<Complaint>of();
        for (int i = 0; i < DRAWS; i++) {
            var found = Complaint.at(space, random.doubles(space.dimensions()).toArray());
            if (found.isEmpty()) {
                return List.of();
            }
            first = first.isEmpty() ? found : first;
        }
        return first;
    }

    private static String words(Complaint complaint) {
        var values = complaint.values().entrySet().stream()
                .map(each -> "%s is %s"
                        .formatted(Spelling.shown(each.getKey()), Spelling.shown(String.valueOf(each.getValue()))))
                .collect(Collectors.joining(" and "));
        return "'%s' comes to nothing where %s: %s"
                .formatted(Spelling.shown(complaint.formula().text()), values, Spelling.onOneLine(complaint.why()));
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
