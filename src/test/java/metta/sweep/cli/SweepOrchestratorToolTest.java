package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import metta.sweep.SweepInfo;
import metta.sweep.SweepListener;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.recipe.InlineProgram;
import metta.sweep.store.Stores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A controller that ends before its sweep does.
final class SweepOrchestratorToolTest {
    @TempDir
    private Path folder;

    private Order order() {
        var recipe = InlineProgram.of(
                        List.of("true", "{x:0.0..1.0}"),
                        folder,
                        Optional.of(new Metric("score", Goal.MAXIMIZE, Aggregate.LAST)))
                .recipe();
        var tell = "[sh, -c, 'echo $METTA_TROUBLE $METTA_REASON >%s']".formatted(folder.resolve("told"));
        return Orders.place(
                SweepConfigReader.parse(
                        "sweep.yaml", "{metric: score, parameters: {x: {min: 0, max: 1}}, notify: %s}".formatted(tell)),
                recipe,
                Optional.of(SWEEP));
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
    void one_that_dies_of_a_bug_tells_of_it(Class<? extends Throwable> bug) {
        var order = order();
        var store = Stores.inMemory();
        store.fetchSweepMetadata(
                SweepInfo.created(SWEEP, order.config().toTree(), order.recipe().toTree(), 1, NOW));
        var tool = new SweepOrchestratorTool(new Folder(folder.resolve("sweeps")), store, () -> NOW);
        assertThatThrownBy(() -> tool.run(order, new SweepListener() {}, false, _ -> planted(bug)))
                .isInstanceOf(bug);
        assertThat(folder.resolve("told"))
                .satisfies(file -> assertThat(Files.readString(file))
                        .isEqualTo("left a bug in metta, please report it: %s\n".formatted(bug.getName())));
    }

    private static void planted(Class<? extends Throwable> bug) {
        if (bug == StackOverflowError.class) {
            throw new StackOverflowError();
        }
        throw new IllegalStateException();
    }
}
