package metta.sweep;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The program that a sweep tries, as a recipe describes it: how it is started, and where its results are read.
public interface Program {
    /// The decision that is put on record when it has changed while its sweep goes on.
    String CHANGED = "program changed";

    /// Whether an evaluation follows each training.
    boolean evaluates();

    /// Arguments of the evaluation's own entry point, such as the trained policy of `run`.
    Map<String, Object> evaluationArgs(RunInfo run);

    /// Sets out to find what [#provenance] will tell, so that nobody waits for it.
    default void lookAhead(Instant now) {}

    /// What the summary of a run keeps of what its program is made of, as it is at that time; by key.
    default Map<String, Object> provenance(Instant now) {
        return Map.of();
    }

    /// How the program has changed since the run `before`, in words; empty if it has not, or that is not known.
    ///
    /// @param now what [#provenance] says
    default Optional<String> changed(RunInfo before, Map<String, Object> now) {
        return Optional.empty();
    }

    /// How to start the job. Writes the files that the program is given, such as its parameters.
    Launch launch(JobDefinition job);

    /// What the job has reported after `position` ("" at first), in pieces of bounded size.
    ///
    /// @param over whether the job has ended, so that an unfinished last line is final
    Reading read(JobDefinition job, String position, boolean over);

    /// Whether the job's program has published its result in full, which is the last thing that it does. Asked of a job
    /// that ended without anybody learning its exit code.
    boolean delivered(JobDefinition job);

    /// A piece of what a job has reported.
    ///
    /// @param position where the next reading goes on
    /// @param more whether more could be read at once
    record Reading(List<MetricPoint> points, String position, boolean more) {
        public Reading {
            points = List.copyOf(points);
        }

        public static Reading nothing(String position) {
            return new Reading(List.of(), position, false);
        }
    }
}
