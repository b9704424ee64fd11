package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Points of a scrambled Sobol sequence, by trial number: as even as a grid, as free of patterns as chance.
///
/// Most even after a power of two of trials. Points that a constraint rejects are left out: trial n has the n-th that
/// is left.
final class SobolSearch implements Optimizer {
    /// What has been found to be left, which follows from the problem alone.
    private Optional<Left> cache = Optional.empty();

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var left = cache.filter(each -> each.problem.equals(problem)).orElseGet(() -> new Left(problem));
        cache = Optional.of(left);
        return IntStream.range(first, first + count).mapToObj(left::suggestion).toList();
    }

    private static final class Left {
        private final Problem problem;
        private final ScrambledSobol sequence;

        /// The points' numbers in the sequence, in order.
        private final List<Integer> numbers = new ArrayList<>();

        Left(Problem problem) {
            this.problem = problem;
            sequence = new ScrambledSobol(problem);
        }

        Suggestion suggestion(int trial) {
            if (!problem.space().rejects()) {
                return suggestion(trial, at(trial).orElseThrow());
            }
            while (numbers.size() < trial) {
                numbers.add(next(numbers.isEmpty() ? 1 : numbers.getLast() + 1));
            }
            int number = numbers.get(trial - 1);
            return suggestion(number, at(number).orElseThrow());
        }

        private int next(int from) {
            return IntStream.range(from, from + Draws.MOST)
                    .filter(number -> at(number).isPresent())
                    .findFirst()
                    .orElseThrow(Draws::rejected);
        }

        private Optional<Configuration> at(int number) {
            return problem.space().decode(sequence.point(number));
        }

        private static Suggestion suggestion(int number, Configuration configuration) {
            return new Suggestion(
                    configuration, Map.of(), "point %d of the scrambled Sobol sequence".formatted(number));
        }
    }
}
