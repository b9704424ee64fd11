package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Python example, trained and evaluated by the real `mettagrid` package, with the controller killed on the way.
///
/// Needs a Python that has the package, named by METTA_PYTHON: left out of a plain `mvn verify`, and part of `.ci/run`.
@Tag("mettagrid")
final class MettagridIT {
    private static final String[] START = {
        "start", "mettagrid", "--config", "examples/mettagrid.yaml", "--trials", "2", "--name", "it", "--json"
    };

    @TempDir
    private Path folder;

    @Test
    void each_training_and_evaluation_happens_once_although_the_controller_is_killed() throws Exception {
        assertThat(System.getenv())
                .as("METTA_PYTHON names a Python with the package mettagrid")
                .containsKey("METTA_PYTHON");
        var metta = new Metta(folder);
        var first = metta.start(START);
        Metta.await("both trainings have begun", () -> metta.startedJobs("it").size() >= 2);
        first.process().destroyForcibly().waitFor();

        var result = metta.run(START);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.json()).containsEntry("state", "finished").containsEntry("trials", 2L);
        assertThat(metta.startedJobs("it"))
                .containsExactlyInAnyOrder(
                        "it_trial_0001", "it_trial_0001_eval", "it_trial_0002", "it_trial_0002_eval");
        assertThat(metta.runs("it")).allSatisfy(run -> {
            assertThat(run).containsEntry("status", "COMPLETED");
            assertThat(String.valueOf(run.get("scores"))).contains("evaluator/eval_arena/score");
        });
    }
}
