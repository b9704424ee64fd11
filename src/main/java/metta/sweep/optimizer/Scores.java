package metta.sweep.optimizer;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// How good runs were, as what a [Regression] is of: losses as [Targets], each sweep's by themselves.
///
/// @param sources whose scores are learnt from too
record Scores(Sources sources) implements Regression.Subject {
    /// What stands for the loss of runs all of which failed, so that they are not tried again.
    private static final double FAILED = 2;

    @Override
    public ToDoubleFunction<Evidence.Item> targets(List<Evidence.Item> items) {
        if (items.stream().noneMatch(Evidence.Item::feasible)) {
            return _ -> FAILED;
        }
        var targets = new Targets(items);
        return each -> targets.of(each.loss());
    }

    @Override
    public boolean isIn(List<Evidence.Item> items) {
        return sources.any() || Regression.Subject.super.isIn(items);
    }
}
