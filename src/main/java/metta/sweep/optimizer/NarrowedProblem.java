package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Precedent;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;
import metta.sweep.space.SearchSpace;

/// A problem in which some parameters stay as they are, and what is known of it: all runs, as if they
/// had had these values too.
final class NarrowedProblem {
    private final Problem whole;
    private final Pruning pruning;
    private final Problem problem;
    private final boolean countable;
    private final List<Observation> known = new ArrayList<>();

    /// Of each that is known what it is here. One that the constraints reject here is as it was: it
    /// teaches nothing, but what it cost is spent.
    private final List<Observation> lessons = new ArrayList<>();

    NarrowedProblem(Problem whole, Pruning pruning) {
        this.whole = whole;
        this.pruning = pruning;
        var space = whole.space().fixing(pruning.values());
        problem = whole.in(
                space,
                whole.precedents().stream().map(each -> seen(each, space)).toList());
        countable = new ModelSpace(space).countable();
    }

    boolean isOf(Problem asked, Pruning now) {
        return whole.equals(asked) && pruning.equals(now);
    }

    /// What an optimizer suggests here; nothing if that was tried before.
    Optional<Suggestion> suggestion(
            Optimizer optimizer, List<Observation> observations, List<Configuration> pending, int number) {
        var under = present(pending.stream(), each -> seen(each, problem.space()));
        return optimizer.suggest(problem, seen(observations), under, number, 1).stream()
                .filter(each -> !countable || !tried(each.configuration(), pending))
                .findFirst();
    }

    private boolean tried(Configuration configuration, List<Configuration> pending) {
        return pending.contains(configuration)
                || known.stream().anyMatch(each -> each.configuration().equals(configuration));
    }

    /// What they teach here.
    private List<Observation> seen(List<Observation> observations) {
        int same = SharedStart.length(observations, known);
        known.subList(same, known.size()).clear();
        lessons.subList(same, lessons.size()).clear();
        observations.stream().skip(same).forEach(each -> {
            known.add(each);
            lessons.add(
                    seen(each.configuration(), problem.space()).map(each::with).orElse(each));
        });
        return List.copyOf(lessons);
    }

    private Precedent seen(Precedent precedent, SearchSpace space) {
        return new Precedent(
                precedent.sweepId(),
                present(
                        precedent.lessons().stream(),
                        each -> seen(each.configuration(), space).map(it -> new Precedent.Lesson(it, each.scores()))),
                precedent.leftOut());
    }

    private static <T, R> List<R> present(Stream<T> some, Function<T, Optional<R>> seen) {
        return some.map(seen).flatMap(Optional::stream).toList();
    }

    /// Nothing where the constraints reject it, or it is none of the whole space.
    private Optional<Configuration> seen(Configuration configuration, SearchSpace space) {
        if (!whole.space().contains(configuration)) {
            return Optional.empty();
        }
        var values = new LinkedHashMap<>(configuration.values());
        values.putAll(pruning.values());
        return space.around(values);
    }
}
