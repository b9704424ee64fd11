package metta.sweep.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// Suggests each trial's number, up to a last one, and writes down what it was asked.
final class CountingOptimizer implements Optimizer {
    private final int last;
    private final List<Question> questions = new ArrayList<>();

    record Question(int observations, List<Configuration> pending, int first, int count) {}

    CountingOptimizer(int last) {
        this.last = last;
    }

    List<Question> questions() {
        return questions;
    }

    @Override
    public List<Suggestion> suggest(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        questions.add(new Question(observations.size(), pending, first, count));
        return IntStream.range(first, first + count)
                .filter(number -> number <= last)
                .mapToObj(number -> new Suggestion(Configuration.of(Map.of("x", number)), Map.of(), "next in line"))
                .toList();
    }
}
