package metta.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import metta.sweep.space.Configuration;

/// What a run taught, frozen when it ended; or what a trial taught whose configuration was run with
/// several seeds.
///
/// @param version 1 for the first; exactly one version of a run's observation is current
/// @param scores finite values by metric name, the primary objective first and what is only bounded last; empty where
/// there are none
/// @param cost in the unit of the sweep's cost metric, else seconds of wall-clock time
/// @param fidelity the step that the run's training reached
/// @param problem why the run is not feasible, where it is not
/// @param invalidated why it is not to be believed, where a person said so
/// @param spread how the scores of several seeds differ, where `scores` are their means; never so on
///     record
public record Observation(
        String runId,
        int number,
        int version,
        Configuration configuration,
        Map<String, Double> scores,
        double cost,
        long fidelity,
        Optional<String> problem,
        Optional<String> invalidated,
        Optional<Spread> spread) {
    public Observation {
        var exact = new LinkedHashMap<String, Double>();
        scores.forEach((name, score) -> {
            if (!Double.isFinite(score)) {
                throw new IllegalArgumentException(name + " must be finite, got " + score);
            }
            exact.put(name, score + 0.0); // There is one zero: -0.0 would be ranked below 0.0.
        });
        scores = Ordered.copy(exact);
    }

    /// What one run taught.
    public Observation(
            String runId,
            int number,
            int version,
            Configuration configuration,
            Map<String, Double> scores,
            double cost,
            long fidelity,
            Optional<String> problem,
            Optional<String> invalidated) {
        this(runId, number, version, configuration, scores, cost, fidelity, problem, invalidated, Optional.empty());
    }

    public boolean feasible() {
        return problem.isEmpty() && invalidated.isEmpty() && !scores.isEmpty();
    }

    /// The next version, which is not to be believed.
    Observation invalidated(String why) {
        return new Observation(
                runId, number, version + 1, configuration, scores, cost, fidelity, problem, Optional.of(why));
    }

    /// The same of another configuration.
    public Observation with(Configuration other) {
        return new Observation(runId, number, version, other, scores, cost, fidelity, problem, invalidated, spread);
    }

    /// The same with the means of several seeds.
    Observation averaged(Map<String, Double> means, double meanCost, Spread among) {
        return new Observation(
                runId,
                number,
                version,
                configuration,
                means,
                meanCost,
                fidelity,
                problem,
                invalidated,
                Optional.of(among));
    }

    /// How many runs its scores are the means of.
    public int seeds() {
        return spread.map(Spread::seeds).orElse(1);
    }

    /// What several seeds say of the primary objective's value.
    public Optional<Mean> mean() {
        return spread.flatMap(among -> scores.entrySet().stream()
                .findFirst()
                .filter(score -> among.standardErrors().containsKey(score.getKey()))
                .map(score -> new Mean(
                        score.getValue(), among.standardErrors().getOrDefault(score.getKey(), 0.0), among.seeds())));
    }

    /// The primary objective's value, where the run has one.
    public Optional<Double> score() {
        return scores.values().stream().findFirst();
    }
}
