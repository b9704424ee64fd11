package metta.sweep.simulation;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import metta.sweep.Observation;
import metta.sweep.Problem;
import metta.sweep.Seeds;
import metta.sweep.Suggestion;
import metta.sweep.space.Configuration;

/// What simulated programs do, and what an optimizer makes of it: all of it follows from the run alone.
final class SimulatedTask {
    private SimulatedTask() {}

    /// The true score of a configuration.
    static double score(Map<String, Object> parameters) {
        return (parameters.hashCode() & 0xffff) / 65_536.0;
    }

    /// The true score of a run's evaluation.
    static double score(String runId) {
        return (runId.hashCode() & 0xffff) / 65_536.0;
    }

    /// One evaluation in eleven says nothing.
    static boolean silent(String runId) {
        return runId.hashCode() % 11 == 0;
    }

    /// One training in eight fails.
    static int exitCode(String runId, boolean training) {
        return training && runId.hashCode() % 8 == 0 ? 3 : 0;
    }

    /// Suggests what depends on everything it was told, so that a forgotten or repeated run shows.
    static List<Suggestion> attentive(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        int told = observations.stream()
                .map(each -> each.runId() + each.scores() + each.problem())
                .toList()
                .hashCode();
        var random = Seeds.of(problem.seed() + told + pending.hashCode(), first);
        return Stream.generate(
                        () -> new Suggestion(Configuration.of(Map.of("x", random.nextDouble())), Map.of(), "simulated"))
                .limit(count)
                .toList();
    }
}
