package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.report;
import static metta.sweep.testing.Samples.sweep;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.Lease;
import metta.sweep.Merit;
import metta.sweep.Piece;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.StoreException.Kind;
import metta.sweep.config.Goal;
import org.junit.jupiter.api.Test;

final class RetryingStoreTest implements StoreContract {
    private static final Fence FENCE = new Fence(SWEEP, 1);
    private final Store inner = new InMemoryStore();
    private final Store prepared = aSweepWithAJob();
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    private final List<Duration> waits = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final StoreWatch watch = new Seen(seen);
    private long time;

    @Override
    public Store open() {
        return retrying(inner);
    }

    private static Store aSweepWithAJob() {
        var prepared = new InMemoryStore();
        prepared.fetchSweepMetadata(sweep(SWEEP));
        prepared.takeLease(SWEEP, 0, owner(1));
        prepared.commit(FENCE, List.of(init(1), new Fact.RecordJob(training(1))));
        return prepared;
    }

    private Store retrying(Store store) {
        return new RetryingStore(
                store,
                new Backoff(4, Duration.ofMillis(100), Duration.ofMillis(250)),
                waits::add,
                random,
                this::tick,
                watch);
    }

    private long tick() {
        return time += 1_000_000;
    }

    private FlakyStore failing(int times, Kind kind) {
        return new FlakyStore(prepared, times, false, kind);
    }

    private Store answerLost() {
        return retrying(new FlakyStore(prepared, 1, true, Kind.TRANSIENT).store());
    }

    /// Some arguments for each operation of the protocol.
    private static void isReadable(String id, StoreException why) {
        throw new AssertionError(id, why);
    }

    private static List<Piece> pieces() {
        return List.of(new Piece.Head(sweep("other"), 5, 0, new Lease(7, 0, Optional.empty())));
    }

    private static Object[] arguments(Method operation) {
        BiConsumer<String, StoreException> readable = RetryingStoreTest::isReadable;
        return switch (operation.getName()) {
            case "fetchSweepMetadata" -> new Object[] {sweep(SWEEP)};
            case "sweeps" -> operation.getParameterCount() == 0 ? new Object[0] : new Object[] {readable};
            case "findSweep", "lease" -> new Object[] {SWEEP};
            case "fetchRuns" -> new Object[] {SWEEP, 0L};
            case "overview" ->
                new Object[] {
                    SWEEP, operation.getParameterTypes()[1] == Goal.class ? Goal.MAXIMIZE : new Merit(Goal.MAXIMIZE)
                };
            case "decisionsAbout" -> new Object[] {SWEEP, "r"};
            case "findRun" -> new Object[] {SWEEP, "r"};
            case "commit" -> new Object[] {FENCE, List.of()};
            case "initRun" -> new Object[] {FENCE, init(2)};
            case "updateRunSummary" ->
                new Object[] {FENCE, new Fact.UpdateRunSummary(RunInfo.id(SWEEP, 1), Map.of("a", 1L), Map.of())};
            case "report" -> new Object[] {SWEEP, report(training(1), "", "1")};
            case "reportAll" -> new Object[] {SWEEP, List.of(report(training(1), "", "1"))};
            case "metrics" -> new Object[] {SWEEP, training(1).id(), Optional.empty()};
            case "curve" -> new Object[] {SWEEP, training(1).id(), "score", 10};
            case "decisions" ->
                new Object[] {SWEEP, operation.getParameterTypes()[1] == int.class ? 1 : Set.of("launch")};
            case "send" -> new Object[] {SWEEP, "1", new Command.StopSweep("me", ""), NOW};
            case "dump" -> new Object[] {SWEEP, (Consumer<Piece>) _ -> {}};
            case "load" -> new Object[] {pieces()};
            case "moveAway" -> new Object[] {SWEEP, 1L, "elsewhere"};
            case "takeLease" -> new Object[] {SWEEP, 1L, owner(2)};
            case "renewLease", "releaseLease" -> new Object[] {FENCE};
            default -> throw new AssertionError("a new operation: " + operation);
        };
    }

    @Test
    void every_operation_is_tried_again() throws ReflectiveOperationException {
        for (var operation : Arrays.stream(Store.class.getMethods())
                .filter(each -> !each.getName().equals("close"))
                .toList()) {
            var flaky = new FlakyStore(aSweepWithAJob(), 2, false, Kind.TRANSIENT);
            operation.invoke(retrying(flaky.store()), arguments(operation));
            assertThat(flaky.calls)
                    .as(operation.getName())
                    .containsExactly(operation.getName(), operation.getName(), operation.getName());
        }
    }

    @Test
    void the_tries_are_bounded_and_the_waits_grow_to_a_limit() {
        var flaky = failing(100, Kind.TRANSIENT);
        assertThatThrownBy(() -> retrying(flaky.store()).sweeps()).isInstanceOf(StoreException.class);
        assertThat(flaky.calls).hasSize(4);
        assertThat(waits).hasSize(3);
        assertThat(waits.get(0)).isLessThan(Duration.ofMillis(100));
        assertThat(waits.get(1)).isLessThan(Duration.ofMillis(200));
        assertThat(waits.get(2)).isLessThan(Duration.ofMillis(250));
        assertThat(waits).doesNotHaveDuplicates();
    }

    @Test
    void what_will_not_pass_is_not_tried_again() {
        for (var kind : List.of(Kind.BROKEN, Kind.DISK_FULL)) {
            var flaky = failing(1, kind);
            assertThatThrownBy(() -> retrying(flaky.store()).sweeps()).isInstanceOf(StoreException.class);
            assertThat(flaky.calls).hasSize(1);
        }
    }

    @Test
    void an_interrupt_ends_the_tries_and_is_kept() {
        var flaky = failing(100, Kind.TRANSIENT);
        var store = new RetryingStore(
                flaky.store(),
                Backoff.DEFAULT,
                _ -> {
                    throw new InterruptedException();
                },
                random,
                this::tick,
                watch);
        assertThatThrownBy(store::sweeps).isInstanceOf(StoreException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(flaky.calls).hasSize(1);
    }

    @Test
    void writes_are_told_of_with_their_tries_and_their_time() {
        retrying(failing(1, Kind.TRANSIENT).store()).commit(FENCE, List.of(init(2)));
        assertThat(seen)
                .containsExactly("commit again after 1: a fault before commit", "commit written in 1 ms after 2 tries");
    }

    @Test
    void reads_are_told_of_only_when_they_fail() {
        var store = retrying(failing(1, Kind.BROKEN).store());
        assertThatThrownBy(store::sweeps).isInstanceOf(StoreException.class);
        store.sweeps();
        assertThat(seen).containsExactly("sweeps failed in 1 ms after 1 tries: a fault before sweeps");
    }

    /// Notes in words what it is told.
    private record Seen(List<String> lines) implements StoreWatch {
        @Override
        public void written(String operation, Duration took, int tries) {
            lines.add("%s written in %d ms after %d tries".formatted(operation, took.toMillis(), tries));
        }

        @Override
        public void retried(String operation, int tries, Duration wait, StoreException why) {
            lines.add("%s again after %d: %s".formatted(operation, tries, why.getMessage()));
        }

        @Override
        public void failed(String operation, Duration took, int tries, StoreException why) {
            lines.add("%s failed in %d ms after %d tries: %s"
                    .formatted(operation, took.toMillis(), tries, why.getMessage()));
        }
    }

    @Test
    void a_run_created_by_a_try_whose_answer_was_lost_was_won() {
        assertThat(answerLost().initRun(FENCE, init(2))).isTrue();
    }

    @Test
    void a_run_that_was_there_before_is_not_won() {
        assertThat(answerLost().initRun(FENCE, init(1))).isFalse();
    }

    @Test
    void facts_of_a_try_whose_answer_was_lost_are_there_once() {
        answerLost().commit(FENCE, List.of(init(2), new Fact.RecordJob(training(2))));
        assertThat(prepared.findRun(SWEEP, RunInfo.id(SWEEP, 2)).orElseThrow().jobs())
                .hasSize(1);
    }

    @Test
    void a_lease_taken_by_a_try_whose_answer_was_lost_is_ours() {
        assertThat(answerLost().takeLease(SWEEP, 1, owner(2))).isEqualTo(new Lease(2, 0, Optional.of(owner(2))));
    }

    @Test
    void a_lease_that_another_took_meanwhile_is_not_ours() {
        var flaky = failing(1, Kind.TRANSIENT);
        var store = new RetryingStore(
                flaky.store(), Backoff.DEFAULT, _ -> prepared.takeLease(SWEEP, 1, owner(3)), random, this::tick, watch);
        assertThatThrownBy(() -> store.takeLease(SWEEP, 1, owner(2))).isInstanceOf(StaleEpochException.class);
    }

    @Test
    void a_report_taken_in_by_a_try_whose_answer_was_lost_was_accepted() {
        assertThat(answerLost().report(SWEEP, report(training(1), "", "5"))).isEqualTo(Report.Answer.ACCEPTED);
        assertThat(answerLost().report(SWEEP, report(training(1), "", "9"))).isEqualTo(Report.Answer.OUT_OF_PLACE);
        assertThat(answerLost().reportAll(SWEEP, List.of(report(training(1), "5", "7"), report(training(2), "", "1"))))
                .containsExactly(Report.Answer.ACCEPTED, Report.Answer.REFUSED);
    }

    @Test
    void a_command_sent_by_a_try_whose_answer_was_lost_is_there_once() {
        var more = new Command.EditSweep(Map.of("budget.max_trials", "+10"), "me", "");
        assertThat(answerLost().send(SWEEP, "mine", more, NOW)).isEqualTo(1);
        assertThat(prepared.fetchRuns(SWEEP, 0).inbox()).hasSize(1);
    }

    @Test
    void a_sweep_loaded_by_a_try_whose_answer_was_lost_is_ours() {
        assertThat(answerLost().load(pieces())).isTrue();
        assertThat(prepared.lease("other").epoch()).isEqualTo(7);
        prepared.takeLease("other", 7, owner(2));
        assertThat(answerLost().load(pieces())).as("somebody else's by now").isFalse();
    }

    @Test
    void a_sweep_moved_away_by_a_try_whose_answer_was_lost_is_moved() {
        assertThat(answerLost().moveAway(SWEEP, 1, "elsewhere").movedTo()).contains("elsewhere");
        assertThatThrownBy(() -> answerLost().moveAway(SWEEP, 1, "a third place"))
                .isInstanceOf(StaleEpochException.class);
    }

    @Test
    void pieces_that_were_handed_over_are_not_handed_over_again() {
        var taken = new ArrayList<Piece>();
        var store = retrying(new FlakyStore(prepared, 1, true, Kind.TRANSIENT).store());
        assertThatThrownBy(() -> store.dump(SWEEP, taken::add))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the answer of dump was lost");
        assertThat(taken).doesNotHaveDuplicates().isNotEmpty();
    }
}
