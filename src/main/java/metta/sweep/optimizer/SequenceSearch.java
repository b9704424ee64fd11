package metta.sweep.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Points of a sequence, by trial number: as even as a grid, as free of patterns as chance.
///
/// Points that a constraint rejects are left out: trial n has the n-th that is left.
final class SequenceSearch implements Optimizer {
    private final Function<Problem, PointSequence> sequence;
    private final boolean believing;

    /// What has been found to be left, which follows from the problem alone.
    private Optional<Left> cache = Optional.empty();

    private SequenceSearch(Function<Problem, PointSequence> sequence, boolean believing) {
        this.sequence = sequence;
        this.believing = believing;
    }

    /// Of a scrambled Sobol sequence, which is most even after a power of two of trials.
    static SequenceSearch sobol() {
        return new SequenceSearch(ScrambledSobol::new, false);
    }

    /// Of a Latin hypercube, which is even after as many trials as the sweep may have. Where points are
    /// left out, so are their strata.
    static SequenceSearch latin() {
        return new SequenceSearch(LatinHypercube::new, false);
    }

    /// The beginning of a search by who learns: every other point of a scrambled Sobol sequence lies
    /// where a person believes the best to be. The others do not, so that a wrong belief is seen through.
    static SequenceSearch believing() {
        return new SequenceSearch(ScrambledSobol::new, true);
    }

    @Override
    public synchronized List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        var left = cache.filter(each -> each.problem.equals(problem))
                .orElseGet(() -> new Left(problem, sequence.apply(problem), believing));
        cache = Optional.of(left);
        return IntStream.range(first, first + count).mapToObj(left::suggestion).toList();
    }

    private static final class Left {
        private final Problem problem;
        private final PointSequence sequence;
        private final Optional<ExpertPriors> priors;

        /// The points' numbers in the sequence, in order.
        private final List<Integer> numbers = new ArrayList<>();

        Left(Problem problem, PointSequence sequence, boolean believing) {
            this.problem = problem;
            this.sequence = sequence;
            priors = Optional.of(new ModelSpace(problem.space()).priors()).filter(each -> believing && each.any());
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
            double[] point = sequence.point(number);
            return problem.space()
                    .decode(priors(number).map(each -> each.moved(point)).orElse(point));
        }

        private Optional<ExpertPriors> priors(int number) {
            return priors.filter(_ -> number % 2 == 0);
        }

        private Suggestion suggestion(int number, Configuration configuration) {
            return new Suggestion(
                    configuration,
                    Map.of(),
                    sequence.what(number)
                            + (priors(number).isPresent() ? ", moved to where the best is believed" : ""));
        }
    }
}
