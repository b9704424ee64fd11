package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the Python of a program is asked something without the program being started.
final class PythonScriptTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[python, train.py]                             | python",
                "[uv, run, python3.12, -m, train]               | uv run python3.12",
                "['${python}', -m, train]                       | /opt/env/python",
                "[./train.py]                                   | /opt/env/python",
                "[torchrun, --nproc-per-node, 2, train.py]      | ''",
                "[srun, python, train.py]                       | ''",
                "[./venv/bin/python, -u, train.py]              | ./venv/bin/python",
                "[env, OMP_NUM_THREADS=1, venv/bin/python, -u, train.py] | env OMP_NUM_THREADS=1 venv/bin/python",
                "[conda, run, -n, lab, python, -X, dev, train.py] | conda run -n lab python",
                "[uv, run, --extra, gpu, train.py]              | uv run --extra gpu python",
                "[torchrun, -m, python_net]                     | ''",
                "[bash, python_train.sh]                        | ''",
                "[sh, -c, 'exec python train.py \"$@\"', --]   | ''",
                "[train]                                        | ''"
            })
    void what_might_start_anything_else_is_not_asked(String command, String asked) throws Exception {
        Files.writeString(folder.resolve("recipe.yaml"), "train: {command: %s}\nmetric: score\n".formatted(command));
        var script = new PythonScript(Recipes.load(folder), Map.of("METTA_PYTHON", "/opt/env/python"));
        assertThat(script.askable()).isEqualTo(asked.isEmpty() ? List.of() : List.of(asked.split(" ")));
    }
}
