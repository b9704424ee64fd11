package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import metta.sweep.Fact;
import metta.sweep.RunInfo;
import metta.sweep.Workspace;
import org.junit.jupiter.api.Test;

final class ElsewhereTest {
    private static final Workspace HERE = new Workspace(Path.of("/here/sweeps/s"));
    private static final RunInfo RUN = RunInfo.created(SWEEP, init(1)).apply(new Fact.RecordJob(training(1)));

    private static RunInfo submitted(String handle) {
        return RUN.apply(new Fact.JobSubmitted(training(1).id(), handle, NOW));
    }

    @Test
    void a_job_that_runs_in_another_folder_is_named_with_both_folders() {
        assertThat(Elsewhere.jobs(List.of(submitted("/there/sweeps/s/x/jobs/x")), HERE))
                .hasValueSatisfying(words -> assertThat(words).contains("/there/sweeps/s/x/jobs/x", "/here/sweeps/s"));
    }

    @Test
    void a_job_that_runs_here_or_was_not_submitted_yet_is_no_matter() {
        var here = HERE.attempt(training(1).id()).toString();
        assertThat(Elsewhere.jobs(List.of(RUN, submitted(here)), HERE)).isEmpty();
    }
}
