package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.owner;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import metta.sweep.Command;
import metta.sweep.Fence;
import metta.sweep.SweepInfo;
import metta.sweep.config.StoreType;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Going on with a sweep that another controller may hold.
final class StartCommandTest {
    @TempDir
    private Path path;

    private String recipe = "";

    private Folder folder() {
        return new Folder(path.resolve("sweeps"));
    }

    @BeforeEach
    void create() throws IOException {
        recipe = Placing.recipe(
                path,
                "recipe",
                "train: {command: [sh, -c, 'echo {\\\"score\\\":1} >$METTA_RESULT_FILE'], style: none}\nmetric: {name: score}\n");
        var order = Placing.place("""
                parameters: {b: {values: [1]}}
                optimizer: {type: grid}
                budget: {max_trials: 1}
                execution: {max_parallel_jobs: 1}
                """, recipe);
        try (var store = folder().open(StoreType.SQLITE)) {
            store.fetchSweepMetadata(SweepInfo.created(
                    "mine",
                    order.config().toTree(),
                    order.recipe().toTree(),
                    order.config().seed(),
                    NOW));
            store.takeLease("mine", 0, owner(1));
        }
    }

    private Captured start(int exitCode) {
        var captured = Captured.pipe();
        var words = "sweep start %s --grid b=1 --parallel 4 --name mine --dir %s"
                .formatted(recipe, folder().path())
                .split(" ");
        assertThat(captured.run(words)).as(captured.err()).isEqualTo(exitCode);
        return captured;
    }

    private List<Command.Queued> inbox() {
        try (var store = folder().open(StoreType.SQLITE)) {
            return store.fetchRuns("mine", 0).inbox();
        }
    }

    @Test
    void a_start_that_is_refused_has_changed_nothing() throws IOException {
        try (var lock =
                ControllerLock.tryTake(folder().workspace("mine").directory()).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(start(5).err()).contains("is being run by").doesNotContain("from now on");
        }
        assertThat(inbox()).isEmpty();
    }

    @Test
    void a_start_that_holds_the_sweep_conducts_it_as_it_says() {
        try (var store = folder().open(StoreType.SQLITE)) {
            store.releaseLease(new Fence("mine", 1));
        }
        assertThat(start(0).err())
                .contains("metta: from now on other than it was started with: ")
                .contains("execution.max_parallel_jobs was 1, now 4");
        assertThat(inbox()).isEmpty();
        try (var store = folder().open(StoreType.SQLITE)) {
            var sweep = store.findSweep("mine").orElseThrow();
            assertThat(sweep.config().get("execution"))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("max_parallel_jobs", 4L);
        }
    }
}
