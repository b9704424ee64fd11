package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;

/// A sweep of an example whose controller is killed on the way, and that the same command then brings to its end.
///
/// @param starts what the programs themselves have written down so far: the job's name each time one of them starts
record KilledController(Metta metta, Supplier<List<String>> starts) {
    private static final String SWEEP = "it";

    /// Kills the controller as soon as so many programs have started, and goes on.
    void assertEachTrainingAndEvaluationStartsOnce(String example, int trials, int started)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("start", example, "--config", "examples/%s.yaml".formatted(example)));
        words.addAll(Arrays.asList("--trials", Integer.toString(trials), "--name", SWEEP, "--json"));
        var start = words.toArray(String[]::new);
        var first = metta.start(start);
        Metta.await("programs have started", () -> starts.get().size() >= started);
        first.process().destroyForcibly().waitFor();
        assertThat(metta.run("status", SWEEP, "--json").json())
                .extractingByKey("controller")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("state", "gone")
                .containsEntry("pid", first.process().pid());

        var result = metta.run(start);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.json()).containsEntry("state", "finished").containsEntry("trials", (long) trials);
        assertThat(starts.get()).containsExactlyInAnyOrderElementsOf(jobs(trials));
        assertThat(metta.runs(SWEEP)).allSatisfy(KilledController::assertScored);
    }

    private static List<String> jobs(int trials) {
        return IntStream.rangeClosed(1, trials)
                .mapToObj((SWEEP + "_trial_%04d")::formatted)
                .flatMap(run -> Stream.of(run, run + "_eval"))
                .toList();
    }

    private static void assertScored(Map<String, Object> run) {
        assertThat(run).containsEntry("status", "COMPLETED");
        assertThat(String.valueOf(run.get("scores"))).contains("evaluator/eval_arena/score");
    }
}
