package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example that a newcomer runs first, with the controller killed on the way.
final class ArenaIT {
    private static final String[] START = {
        "start", "arena", "--config", "examples/arena.yaml", "--trials", "3", "--name", "it", "--json"
    };

    @TempDir
    private Path folder;

    @Test
    void each_training_and_evaluation_happens_once_although_the_controller_is_killed() throws Exception {
        var metta = new Metta(folder);
        var first = metta.start(START);
        Metta.await(
                "a training has begun",
                () -> metta.startedJobs("it").stream().anyMatch(each -> !each.contains("_eval")));
        first.process().destroyForcibly().waitFor();

        var result = metta.run(START);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.json()).containsEntry("state", "finished").containsEntry("trials", 3L);
        // One attempt's folder each, none of them a second try: nothing was started again.
        assertThat(metta.startedJobs("it"))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 3)
                        .mapToObj("it_trial_%04d"::formatted)
                        .flatMap(run -> Stream.of(run, run + "_eval"))
                        .toList());
        assertThat(metta.runs("it")).allSatisfy(run -> {
            assertThat(run).containsEntry("status", "COMPLETED");
            assertThat(String.valueOf(run.get("scores"))).contains("evaluator/eval_arena/score");
        });
    }
}
