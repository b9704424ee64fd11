package metta.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a trial taught, all its seeds taken together.
///
/// Only runs that completed count: one that was stopped got less far than the others, and one that failed has no score.
public final class Means {
    private Means() {}

    /// What the trial taught; empty while it has not ended, and where a person said that it is not to be believed.
    ///
    /// @param replicates the trial's, in their order
    public static Optional<Observation> taught(RunInfo trial, Collection<RunInfo> replicates) {
        var own = trial.observation().filter(each -> each.invalidated().isEmpty());
        if (replicates.isEmpty() || own.isEmpty() || trial.status() != JobStatus.COMPLETED) {
            return own;
        }
        var all = new ArrayList<Observation>();
        all.add(own.get());
        for (var each : replicates) {
            if (each.status() == JobStatus.COMPLETED) {
                each.observation().ifPresent(all::add);
            }
        }
        return Optional.of(all.size() == 1 ? own.get() : averaged(own.get(), all));
    }

    private static Observation averaged(Observation own, List<Observation> all) {
        var means = new LinkedHashMap<String, Double>();
        var errors = new LinkedHashMap<String, Double>();
        own.scores().forEach((name, score) -> {
            var scores = all.stream()
                    .map(each -> each.scores().get(name))
                    .filter(Objects::nonNull)
                    .toList();
            if (scores.size() == 1) {
                means.put(name, score);
            } else {
                var mean = Mean.of(scores);
                means.put(name, mean.value());
                errors.put(name, mean.standardError());
            }
        });
        double cost = Mean.of(all.stream().map(Observation::cost).toList()).value();
        return own.averaged(means, cost, new Spread(all.size(), errors));
    }
}
