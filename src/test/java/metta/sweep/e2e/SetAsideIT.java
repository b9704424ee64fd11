package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import metta.sweep.config.StoreType;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A machine of two GPUs, one of which fails whatever it gets.
final class SetAsideIT {
    @TempDir
    private Path folder;

    private Metta machine(String gpus) {
        return new Metta(folder, Map.of("CUDA_VISIBLE_DEVICES", gpus));
    }

    @ParameterizedTest
    @EnumSource(StoreType.class)
    void a_gpu_that_is_set_aside_is_named_and_is_another_one_under_another_name(StoreType store) throws Exception {
        var metta = machine("0,1");
        var home = metta.recipe("bad", """
                echo "$CUDA_VISIBLE_DEVICES" >>%s/used
                [ "$CUDA_VISIBLE_DEVICES" = 1 ] && { echo "no device" >&2; exit 3; }
                sleep 0.2
                echo '{"score": 1}' >>"$METTA_METRICS_FILE"
                """.formatted(folder));
        var config = metta.file("sweep.yaml", """
                name: bad
                parameters: {x: {min: 0.0, max: 1.0}}
                budget: {max_trials: 16}
                execution: {max_parallel_jobs: 2, monitoring_interval: 0.1}
                resources: {gpus: 1}
                store: %s
                """.formatted(store.word()));
        var first = metta.run("start", home.toString(), "--config", config.toString());
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.err()).contains("metta: GPU 1 is set aside: ");
        assertThat(metta.run("status").out())
                .containsPattern("(?m)^Set aside: GPU 1 \\([3-9] jobs failed there and went well elsewhere, the last of"
                        + " them bad_trial_00\\d\\d: user error, exit 3: no device\\)$")
                .contains("16/16 trials")
                .doesNotContain("failed,");
        assertThat(metta.run("status", "--json").json().get("set_aside"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .extracting(each -> each.get("slot"))
                .isEqualTo(List.of("GPU 1"));

        var repaired = machine("0,GPU-5a");
        assertThat(repaired.run("extend", "bad", "--trials", "4").exitCode()).isZero();
        var second = repaired.run("start", home.toString(), "--config", config.toString());
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(Metta.read(folder.resolve("used"))).contains("GPU-5a");
    }
}
