package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import metta.sweep.recipe.RecipeFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The Python programs in `examples/programs`, each swept with nothing but its recipe.
///
/// Needs a Python that has their packages (`examples/requirements.txt`), named by METTA_PYTHON: left out of a plain
/// `mvn verify`, and part of `.ci/run`. `-Dprograms=all` runs those too that need torch, xgboost and the like.
@Tag("python")
final class ExampleProgramsIT {
    private static final List<String> WITH_FEW_PACKAGES = List.of("digits_mlp", "hydra_digits", "trees_argparse");
    private static final String FOLDER = "programs/";

    @TempDir
    private Path folder;

    static Stream<String> programs() {
        return "all".equals(System.getProperty("programs"))
                ? RecipeFiles.known(Path.of("").toAbsolutePath()).stream()
                        .filter(name -> name.startsWith(FOLDER))
                        .map(name -> name.substring(FOLDER.length()))
                : WITH_FEW_PACKAGES.stream();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void a_program_is_swept_with_its_recipe_alone(String program) throws IOException, InterruptedException {
        assertThat(System.getenv())
                .as("METTA_PYTHON names a Python with the packages of examples/requirements.txt")
                .containsKey("METTA_PYTHON");
        var metta = new Metta(folder, Map.of("METTA_PYTHON", System.getenv("METTA_PYTHON")));
        var ended = metta.run("start", FOLDER + program, "--trials", "3", "--parallel", "2");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(metta.runs(program))
                .as(ended.err())
                .hasSize(3)
                .allSatisfy(run -> assertThat(run).containsEntry("status", "COMPLETED"))
                .extracting(run -> String.valueOf(run.get("scores")))
                .as("different configurations score differently")
                .satisfies(scores -> assertThat(new HashSet<>(scores)).hasSizeGreaterThan(1));
    }
}
