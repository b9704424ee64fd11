package metta.sweep;

import java.util.Collection;
import java.util.List;
import metta.sweep.space.Configuration;

/// All runs of a sweep, readable without walking through those that have long ended.
public interface Runs {
    /// How many there are; the next one's number is one more.
    int size();

    /// Those of one status, by number.
    Collection<RunInfo> with(JobStatus status);

    default int count(JobStatus status) {
        return with(status).size();
    }

    /// What ended runs taught, by run number.
    List<Observation> observations();

    /// Configurations of the runs that have not ended, by run number.
    List<Configuration> pending();
}
