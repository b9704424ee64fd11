package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Bayesian optimization that heeds what runs cost, the optimizer of the Python original: of draws
/// around the Pareto front of score and cost the one is tried that is worth the most by Gaussian
/// processes of both, see [ProteinModel].
///
/// It begins with the centre of the search and draws around it. Of earlier sweeps, which may have cost
/// something else, and of beliefs it makes nothing.
final class ProteinSearch implements Optimizer {
    private static final int FEW = 100;

    private final ProteinSettings settings;
    private final Evidence.Cache cache = new Evidence.Cache();
    private Optional<ProteinModel> known = Optional.empty();

    ProteinSearch(ProteinSettings settings) {
        this.settings = settings;
    }

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var evidence = cache.of(problem.alone(), observations);
        if (evidence.feasible() >= settings.startup() && problem.space().dimensions() > 0) {
            known = Optional.of(ProteinModel.of(settings, evidence, known));
            return modelled(problem, known.get(), pending, first, count);
        }
        var suggestions = new ArrayList<Suggestion>();
        for (int number = first; number < first + count; number++) {
            suggestions.add(beginning(problem, evidence, number));
        }
        return suggestions;
    }

    private List<Suggestion> modelled(
            Problem problem, ProteinModel model, List<Configuration> pending, int first, int count) {
        var flying = new ArrayList<>(
                pending.stream().filter(problem.space()::contains).toList());
        var suggestions = new ArrayList<Suggestion>();
        for (int number = first; number < first + count; number++) {
            var random = problem.random(number);
            var again = settings.repeats(number) ? model.again(flying, random) : Optional.<Suggestion>empty();
            var suggestion = again.orElseGet(() -> model.best(problem, flying, random));
            flying.add(suggestion.configuration());
            suggestions.add(suggestion);
        }
        return suggestions;
    }

    private Suggestion beginning(Problem problem, Evidence evidence, int number) {
        var space = evidence.space();
        var surroundings = new Surroundings(space, settings.scale());
        var center = number == 1 && settings.startsAtCenter()
                ? space.at(surroundings.center())
                : Optional.<Configuration>empty();
        return center.map(each -> new Suggestion(each, Map.of(), "the centre of the search"))
                .orElseGet(() -> new Suggestion(
                        around(evidence, surroundings, problem.random(number)),
                        Map.of(),
                        "random draw around the centre of the search"));
    }

    /// One that was not tried, if there is one among a few draws.
    private static Configuration around(Evidence evidence, Surroundings surroundings, RandomGenerator random) {
        Supplier<Configuration> draw =
                () -> Draws.first(() -> evidence.space().at(surroundings.draw(surroundings.lineCenter(), random)));
        return Stream.generate(draw)
                .limit(FEW)
                .filter(each -> !evidence.knows(each))
                .findFirst()
                .orElseGet(draw);
    }
}
