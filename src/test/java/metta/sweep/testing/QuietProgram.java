package metta.sweep.testing;

import java.util.Map;
import metta.sweep.JobDefinition;
import metta.sweep.Launch;
import metta.sweep.Program;
import metta.sweep.RunInfo;

/// A program that is never launched and says nothing, save for what a test overrides.
public interface QuietProgram extends Program {
    @Override
    default boolean evaluates() {
        return false;
    }

    @Override
    default boolean delivered(JobDefinition job) {
        return false;
    }

    @Override
    default Map<String, Object> evaluationArgs(RunInfo run) {
        return Map.of();
    }

    @Override
    default Launch launch(JobDefinition job) {
        throw new AssertionError("nothing is launched here");
    }

    @Override
    default Reading read(JobDefinition job, String position, boolean over) {
        return Reading.nothing(position);
    }
}
