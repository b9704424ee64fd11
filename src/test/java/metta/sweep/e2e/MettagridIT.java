package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Python example, trained and evaluated by the real `mettagrid` package, with the controller killed on the way.
///
/// Needs a Python that has the package, named by METTA_PYTHON (`examples/requirements.txt`): left out of a plain `mvn
/// verify`, and part of `.ci/run`.
@Tag("python")
final class MettagridIT {
    @TempDir
    private Path folder;

    @Test
    void each_training_and_evaluation_happens_once_although_the_controller_is_killed() throws Exception {
        assertThat(System.getenv())
                .as("METTA_PYTHON names a Python with the package mettagrid")
                .containsKey("METTA_PYTHON");
        var ledger = Files.createFile(folder.resolve("ledger"));
        // Who is asked which packages there are is no job.
        var python = Files.writeString(
                folder.resolve("python"),
                "#!/bin/sh\n[ -z \"$METTA_JOB\" ] || echo \"$METTA_JOB\" >>'%s'\nexec '%s' \"$@\"\n"
                        .formatted(ledger, System.getenv("METTA_PYTHON")));
        assertThat(python.toFile().setExecutable(true)).isTrue();
        var metta = new Metta(folder, Map.of("METTA_PYTHON", python.toString()));
        new KilledController(metta, () -> Metta.read(ledger).lines().toList())
                .assertEachTrainingAndEvaluationStartsOnce("mettagrid", 2, 2);
    }
}
