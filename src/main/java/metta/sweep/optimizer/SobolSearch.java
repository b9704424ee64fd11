package metta.sweep.optimizer;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Points of a scrambled Sobol sequence, by trial number: as even as a grid, as free of patterns as chance.
///
/// Most even after a power of two of trials.
final class SobolSearch implements Optimizer {
    @Override
    public List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var sequence = new ScrambledSobol(problem);
        return IntStream.range(first, first + count)
                .mapToObj(number -> new Suggestion(
                        problem.space().decode(sequence.point(number)),
                        Map.of(),
                        "point %d of the scrambled Sobol sequence".formatted(number)))
                .toList();
    }
}
