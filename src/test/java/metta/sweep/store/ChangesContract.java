package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import metta.sweep.Changes;
import metta.sweep.Fact;
import metta.sweep.RunInfo;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

/// What every store promises those who follow what changes.
interface ChangesContract extends StoreStage {
    @Test
    default void a_fetch_from_zero_has_everything_and_from_its_cursor_nothing() {
        var fence = held();
        open().commit(fence, List.of(init(1), init(2)));
        var all = open().fetchRuns(SWEEP, 0);
        assertThat(all.runs()).extracting(RunInfo::number).containsExactlyInAnyOrder(1, 2);
        assertThat(open().fetchRuns(SWEEP, all.cursor()).runs()).isEmpty();
    }

    @Test
    default void a_fetch_of_many_runs_has_each_as_often_as_it_is_there_and_in_the_order_of_change() {
        var fence = held();
        var numbers = IntStream.rangeClosed(1, 700).boxed().toList();
        open().commit(fence, numbers.stream().<Fact>map(Samples::init).toList());
        open().commit(fence, List.of(new Fact.RecordJob(training(1))));
        var runs = open().fetchRuns(SWEEP, 0).runs();
        assertThat(runs).extracting(RunInfo::number).containsExactlyInAnyOrderElementsOf(numbers);
        assertThat(runs.getLast()).isEqualTo(run(1));
    }

    @Test
    default void a_fetch_since_a_cursor_has_each_changed_run_once_as_it_is_now() {
        var fence = held();
        open().commit(fence, List.of(init(1), init(2), init(3)));
        var before = open().fetchRuns(SWEEP, 0).cursor();
        open().commit(fence, List.of(new Fact.RecordJob(training(2))));
        var receipt =
                open().commit(fence, List.of(new Fact.JobStarted(training(2).id(), NOW)));
        var changes = open().fetchRuns(SWEEP, before);
        assertThat(changes.runs()).containsExactly(run(2));
        assertThat(changes.cursor()).isEqualTo(receipt.cursor());
    }

    @Test
    default void following_the_cursor_misses_nothing_that_several_writers_commit() {
        var fence = held();
        open().commit(
                        fence,
                        IntStream.rangeClosed(1, 40)
                                .<Fact>mapToObj(Samples::init)
                                .toList());
        var threads = IntStream.rangeClosed(0, 3)
                .mapToObj(writer -> Thread.ofVirtual()
                        .start(() -> IntStream.rangeClosed(1, 10)
                                .forEach(i ->
                                        open().commit(fence, List.of(new Fact.RecordJob(training(writer * 10 + i)))))))
                .toList();
        var seen = new HashSet<Integer>();
        long cursor = 0;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            cursor = collect(open().fetchRuns(SWEEP, cursor), seen);
        }
        collect(open().fetchRuns(SWEEP, cursor), seen);
        assertThat(seen).hasSize(40);
    }

    private static long collect(Changes changes, Set<Integer> withJob) {
        changes.runs().stream().filter(each -> !each.jobs().isEmpty()).forEach(each -> withJob.add(each.number()));
        return changes.cursor();
    }
}
