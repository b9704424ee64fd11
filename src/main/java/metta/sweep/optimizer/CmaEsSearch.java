package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// A covariance matrix adaptation evolution strategy: draws from a normal distribution whose mean, step size and shape
/// follow the better half of each generation (Hansen, "The CMA Evolution Strategy: A Tutorial", arXiv:1604.00772v2,
/// 2023), see [LineUpdate]; for choices among unlike things, see [ChoiceDistribution].
///
/// Generations are the trials that ended, in the order of their numbers, see [CmaEsReplay]. Of some draws the one is
/// tried that is best by a model of the trials so far, see [QuadraticModel].
final class CmaEsSearch implements Optimizer {
    private static final int CANDIDATES = 10;

    /// After so many draws that were tried before it is likely that all were.
    private static final int MOST_KNOWN = 100;

    private final Evidence.Cache cache = new Evidence.Cache();
    private final CmaEsReplay replay = new CmaEsReplay();

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var evidence = cache.of(problem, observations);
        var state = replay.of(problem, evidence);
        var model = QuadraticModel.of(state, evidence);
        var flying = new ArrayList<>(pending);
        var suggestions = new ArrayList<Suggestion>();
        for (int number = first; number < first + count; number++) {
            var random = problem.random(number);
            var chosen = new Draw(evidence, state, model, flying)
                    .best(random)
                    .orElseGet(() -> Draws.first(problem.space(), random));
            flying.add(chosen);
            suggestions.add(new Suggestion(chosen, Map.of(), reason(state)));
        }
        return suggestions;
    }

    private static String reason(CmaEsState state) {
        return "drawn around the best of %d generations, step size %.2g"
                .formatted(state.generations(), state.lines().step());
    }

    /// @param flying those that are on their way
    private record Draw(
            Evidence evidence, CmaEsState state, Optional<QuadraticModel> model, List<Configuration> flying) {
        /// Nothing where the constraints reject every draw; one that was tried before only where all were.
        Optional<Configuration> best(RandomGenerator random) {
            int wanted = model.isPresent() ? CANDIDATES : 1;
            Optional<Configuration> best = Optional.empty();
            double least = Double.POSITIVE_INFINITY;
            int fresh = 0;
            int known = 0;
            for (int i = 0; i < Draws.MOST && fresh < wanted && known < MOST_KNOWN; i++) {
                var drawn = evidence.space().at(state.draw(random));
                if (drawn.isEmpty()) {
                    continue;
                }
                if (evidence.knows(drawn.get()) || flying.contains(drawn.get())) {
                    known++;
                    best = best.or(() -> drawn);
                    continue;
                }
                double loss = model.map(each -> each.at(evidence.space().place(drawn.get())))
                        .orElse(0.0);
                if (fresh == 0 || loss < least) {
                    best = drawn;
                    least = loss;
                }
                fresh++;
            }
            return best;
        }
    }
}
