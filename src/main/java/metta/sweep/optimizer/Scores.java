package metta.sweep.optimizer;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// How good runs were by one objective, as what a [Regression] is of: losses as [Targets], each
/// sweep's by themselves. A run that has no value of it though it has others says nothing; one that
/// failed is as bad as the worst that did not.
///
/// @param sources whose scores are learnt from too
record Scores(Sources sources, int objective, Aim aim) implements Regression.Subject {
    /// What stands for the loss of runs all of which failed, so that they are not tried again.
    private static final double FAILED = 2;

    @Override
    public ToDoubleFunction<Evidence.Item> targets(List<Evidence.Item> items) {
        return scale(items)
                .<ToDoubleFunction<Evidence.Item>>map(
                        scale -> each -> scale.of(each.losses().get(objective)))
                .orElse(_ -> FAILED);
    }

    /// What stands for the losses of some runs; nothing where all failed.
    Optional<Targets> scale(List<Evidence.Item> items) {
        return items.stream().anyMatch(each -> each.has(objective))
                ? Optional.of(new Targets(items, objective, aim.kept(items, objective)))
                : Optional.empty();
    }

    @Override
    public boolean isIn(List<Evidence.Item> items) {
        return sources.any() || items.stream().anyMatch(each -> each.has(objective));
    }

    @Override
    public boolean isIn(Evidence.Item item) {
        return item.has(objective) || !item.feasible();
    }

    @Override
    public List<Evidence.Item> best(List<Evidence.Item> items, int count) {
        return aim.best(items, count);
    }
}
