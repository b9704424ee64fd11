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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.Lease;
import metta.sweep.MetricPoint;
import metta.sweep.Piece;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.UnknownSweepException;
import metta.sweep.config.Goal;
import metta.sweep.testing.EveryFact;
import org.junit.jupiter.api.Test;

/// What every store promises of a sweep that leaves it in pieces, comes to it in pieces, or moves away.
interface PiecesContract extends StoreStage {
    static List<Piece> pieces(Store store) {
        var pieces = new ArrayList<Piece>();
        store.dump(SWEEP, pieces::add);
        return pieces;
    }

    /// The pieces of a sweep that has everything in it, from a store in memory.
    static List<Piece> everything() {
        var store = new InMemoryStore();
        EveryFact.fill(store);
        return pieces(store);
    }

    @Test
    default void every_store_gives_the_same_pieces_of_the_same_sweep() {
        EveryFact.fill(open());
        assertThat(pieces(open())).containsExactlyElementsOf(everything());
    }

    @Test
    default void whatever_is_recorded_changes_the_pieces() {
        var recorded = new HashSet<Class<?>>();
        open().fetchSweepMetadata(sweep(SWEEP));
        var fence = new Fence(SWEEP, open().takeLease(SWEEP, 0, owner(1)).epoch());
        open().send(SWEEP, "a new one", EveryFact.commands().getFirst(), NOW);
        for (var fact : EveryFact.facts()) {
            var before = pieces(open()).stream().skip(1).toList();
            var head = pieces(open()).getFirst();
            open().commit(fence, List.of(fact));
            var after = pieces(open());
            boolean ofSweep = fact instanceof Fact.OfSweep;
            assertThat(ofSweep ? head.equals(after.getFirst()) : before.equals(after.subList(1, after.size())))
                    .as("%s leaves no trace in the pieces", fact)
                    .isFalse();
            recorded.add(fact.getClass());
        }
        assertThat(recorded).as("a new kind of fact belongs into EveryFact").containsAll(EveryFact.kinds(Fact.class));
        for (var command : EveryFact.commands()) {
            var number = open().send(SWEEP, command.toString(), command, NOW);
            assertThat(pieces(open())).contains(new Piece.Waiting(new Command.Queued(number, command, NOW)));
            recorded.add(command.getClass());
        }
        assertThat(recorded)
                .as("a new kind of command belongs into EveryFact")
                .containsAll(EveryFact.kinds(Command.class));
    }

    @Test
    default void a_sweep_made_of_pieces_answers_as_the_one_they_came_from() {
        var original = new InMemoryStore();
        EveryFact.fill(original);
        assertThat(open().load(everything())).isTrue();
        assertThat(pieces(open())).containsExactlyElementsOf(everything());
        assertThat(open().findSweep(SWEEP)).isEqualTo(original.findSweep(SWEEP));
        assertThat(open().lease(SWEEP)).isEqualTo(original.lease(SWEEP));
        var changes = open().fetchRuns(SWEEP, 0);
        var expected = original.fetchRuns(SWEEP, 0);
        assertThat(changes.runs()).containsExactlyInAnyOrderElementsOf(expected.runs());
        assertThat(changes.inbox()).isEqualTo(expected.inbox()).isNotEmpty();
        assertThat(changes.cursor()).isEqualTo(expected.cursor());
        assertThat(open().overview(SWEEP, Goal.MAXIMIZE)).isEqualTo(original.overview(SWEEP, Goal.MAXIMIZE));
        assertThat(open().decisions(SWEEP, 10)).isEqualTo(original.decisions(SWEEP, 10));
        for (var run : expected.runs()) {
            for (var job : run.jobs()) {
                assertThat(open().metrics(SWEEP, job.id(), Optional.empty()))
                        .isEqualTo(original.metrics(SWEEP, job.id(), Optional.empty()));
            }
        }
        assertThat(open().sweeps()).hasSize(1);
    }

    @Test
    default void a_sweep_made_of_pieces_goes_on() {
        open().load(everything());
        var before = open().fetchRuns(SWEEP, 0).cursor();
        var fence = new Fence(SWEEP, open().takeLease(SWEEP, 1, owner(2)).epoch());
        assertThat(open().initRun(fence, init(4))).isTrue();
        assertThat(open().report(SWEEP, report(training(3), "9", "10", new MetricPoint("more", 1, 1))))
                .isEqualTo(Report.Answer.ACCEPTED);
        assertThat(open().metrics(SWEEP, training(3).id(), Optional.of("more"))).hasSize(1);
        assertThat(open().metrics(SWEEP, training(3).id(), Optional.of("loss/\u2603")))
                .hasSize(2_500);
        assertThat(open().send(SWEEP, "a new one", EveryFact.commands().getFirst(), NOW))
                .isEqualTo(EveryFact.commands().size() + 2);
        assertThat(open().send(SWEEP, "the first", EveryFact.commands().getFirst(), NOW))
                .as("a command that was sent to the store of before")
                .isEqualTo(1);
        assertThat(open().fetchRuns(SWEEP, before).runs())
                .extracting(RunInfo::number)
                .containsExactlyInAnyOrder(3, 4);
    }

    @Test
    default void a_sweep_that_is_there_is_not_replaced() {
        var fence = held();
        open().initRun(fence, init(1));
        var before = pieces(open());
        assertThat(open().load(everything())).isFalse();
        assertThat(pieces(open())).isEqualTo(before);
        assertThatThrownBy(() -> open().dump("other", _ -> {})).isInstanceOf(UnknownSweepException.class);
    }

    @Test
    default void of_pieces_that_break_off_nothing_stays() {
        var all = everything();
        Iterable<Piece> broken = () -> all.stream()
                .map(each -> {
                    if (each instanceof Piece.Decision) {
                        throw new IllegalStateException("the file ends here");
                    }
                    return each;
                })
                .iterator();
        assertThatThrownBy(() -> open().load(broken)).hasMessageContaining("the file ends here");
        assertThat(open().findSweep(SWEEP)).isEmpty();
        assertThat(open().sweeps()).isEmpty();
        assertThat(open().load(all)).isTrue();
        assertThat(pieces(open())).isEqualTo(all);
    }

    @Test
    default void a_sweep_that_moved_away_can_be_read_but_not_changed() {
        var fence = EveryFact.fill(open());
        var before = pieces(open()).stream().skip(1).toList();
        assertThatThrownBy(() -> open().moveAway(SWEEP, 7, "elsewhere")).isInstanceOf(StaleEpochException.class);
        var closed = open().moveAway(SWEEP, fence.epoch(), "elsewhere");
        assertThat(closed.epoch()).isEqualTo(fence.epoch() + 1);
        assertThat(open().lease(SWEEP)).isEqualTo(closed);
        var later = new Fence(SWEEP, closed.epoch());
        var point = report(training(3), "9", "10", new MetricPoint("more", 1, 1));
        List<Runnable> writes = List.of(
                () -> open().commit(fence, List.of()),
                () -> open().commit(later, List.of(init(9))),
                () -> open().takeLease(SWEEP, closed.epoch(), owner(2)),
                () -> open().renewLease(later),
                () -> open().releaseLease(later),
                () -> open().moveAway(SWEEP, closed.epoch(), "third"),
                () -> open().send(SWEEP, "a new one", EveryFact.commands().getFirst(), NOW),
                () -> open().report(SWEEP, point));
        for (var write : writes) {
            assertThatThrownBy(write::run)
                    .isInstanceOf(StaleEpochException.class)
                    .hasMessageContaining("was moved to the store elsewhere");
        }
        assertThat(pieces(open()).stream().skip(1)).isEqualTo(before);
    }

    @Test
    default void a_sweep_may_come_back_to_where_it_was_moved_away_from() {
        var fence = EveryFact.fill(open());
        open().moveAway(SWEEP, fence.epoch(), "elsewhere");
        var back = new ArrayList<>(everything());
        back.set(0, ((Piece.Head) back.getFirst()).under(new Lease(9, 0, Optional.empty())));
        back.removeIf(each -> each instanceof Piece.Decision);
        assertThat(open().load(back)).isTrue();
        assertThat(pieces(open())).isEqualTo(back);
        assertThat(open().takeLease(SWEEP, 9, owner(2)).epoch()).isEqualTo(10);
        assertThat(open().sweeps()).containsExactly(((Piece.Head) back.getFirst()).sweep());
    }
}
