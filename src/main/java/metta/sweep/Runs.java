package metta.sweep;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import metta.sweep.space.Configuration;

/// All runs of a sweep, readable without walking through those that have long ended.
public interface Runs {
    /// How many trials there are; the next one's number is one more.
    int size();

    /// Those of one status, by number, replicates included.
    Collection<RunInfo> with(JobStatus status);

    default int count(JobStatus status) {
        return with(status).size();
    }

    /// How many have not ended, replicates included.
    default int unfinished() {
        return Arrays.stream(JobStatus.values())
                .filter(status -> !status.ended())
                .mapToInt(this::count)
                .sum();
    }

    /// What ended trials taught, by number: one of each, whatever number of seeds its configuration was run with.
    List<Observation> observations();

    /// Configurations of the trials that have not ended, by number.
    List<Configuration> pending();

    /// The trial's replicates, in their order.
    Collection<RunInfo> replicates(int number);

    /// What the trial of that number taught; empty while it has not ended.
    Optional<Observation> taught(int number);

    /// What the best trial taught of those that keep all outcome constraints; one whose score is the mean of several
    /// seeds goes before all others.
    Optional<Observation> best();

    /// What completed trials taught that may be the best and whose scores are of so many seeds, the best first.
    Collection<Observation> ofSeeds(int seeds);

    /// The completed trials that may be the best and were that by their first `seeds` runs, whatever further ones said
    /// since; at most so
    /// many, the best first.
    List<Observation> bestAtFirst(int count, int seeds);

    /// How much scores differ by chance.
    Noise noise();
}
