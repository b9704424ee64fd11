package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.Problem;
import org.jspecify.annotations.Nullable;

/// What a CMA-ES comes to know from ended trials, generation by generation in the order of their
/// numbers, whatever they were drawn from.
///
/// Keeps the states on the way there, all of which follow from the problem and the items: where only
/// later ones are new, only those are taken in.
final class CmaEsReplay {
    /// Trials that end late change no more than the last few generations, so that older states serve
    /// nobody.
    private static final int MOST_KEPT = 64;

    private @Nullable Problem problem;
    private List<Evidence.Item> learnt = List.of();
    private final List<Kept> kept = new ArrayList<>();

    /// @param taken how many items it knows
    private record Kept(CmaEsState state, int taken) {}

    CmaEsState of(Problem asked, Evidence evidence) {
        var coordinates = evidence.space().coordinates();
        var items = evidence.items();
        if (!asked.equals(problem)) {
            kept.clear();
            problem = asked;
        }
        int same = SharedStart.length(items, learnt);
        kept.removeIf(each -> each.taken() > same);
        var last = kept.isEmpty()
                ? new Kept(
                        CmaEsState.first(
                                evidence.sources().priors(evidence.space().priors()), asked.maxTrials()),
                        0)
                : kept.getLast();
        while (last.taken() + last.state().rates().size() <= items.size()) {
            int end = last.taken() + last.state().rates().size();
            var generation = items.subList(last.taken(), end);
            // a trial's own chance has the number itself
            var random = asked.random(-generation.getLast().number());
            last = new Kept(last.state().after(generation, coordinates, random), end);
            kept.add(last);
        }
        if (kept.size() > MOST_KEPT) {
            kept.subList(0, kept.size() - MOST_KEPT).clear();
        }
        learnt = items;
        return last.state();
    }
}
