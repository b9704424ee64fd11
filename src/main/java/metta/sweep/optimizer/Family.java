package metta.sweep.optimizer;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import metta.sweep.Suggestion;
import metta.sweep.optimizer.Evidence.Item;
import metta.sweep.space.Configuration;

/// The runs whose children are tried next.
///
/// @param parents the best first, one at least
/// @param pending configurations that are on their way
record Family(Evidence evidence, List<Item> parents, List<Configuration> pending, RandomGenerator random) {
    /// So many children that were tried before, or that no constraint lets pass, are enough.
    private static final int TRIES = 100;

    /// A child that nobody has tried; where only known ones come, a draw, if possible a new one.
    Suggestion child(Breeding breeding) {
        for (int i = 0; i < TRIES; i++) {
            var child = breeding.child(this);
            var configuration = evidence.space().at(child.point());
            if (configuration.filter(this::isNew).isPresent()) {
                return new Suggestion(configuration.get(), Map.of(), child.reason());
            }
        }
        var drawn =
                Stream.generate(this::drawn).limit(TRIES).filter(this::isNew).findFirst();
        return new Suggestion(
                drawn.orElseGet(this::drawn),
                Map.of(),
                "a draw, because the children of the best %d were tried before".formatted(parents.size()));
    }

    private Configuration drawn() {
        return Draws.first(evidence.space().space(), random);
    }

    private boolean isNew(Configuration configuration) {
        return evidence.isNew(configuration, pending)
                && parents.stream().noneMatch(each -> each.configuration().equals(configuration));
    }
}
