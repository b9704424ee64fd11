package metta.sweep.optimizer;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Independent draws, each from its trial's own generator, so that neither batches nor restarts change them.
///
/// In a space with few configurations some come up more than once.
final class RandomSearch implements Optimizer {
    @Override
    public List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> new Suggestion(
                        Draws.first(problem.space(), problem.random(number)), Map.of(), "random draw " + number))
                .toList();
    }
}
