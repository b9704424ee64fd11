package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.sweep;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metta.sweep.Amendments;
import metta.sweep.Command;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobStatus;
import metta.sweep.Mean;
import metta.sweep.Merit;
import metta.sweep.Observation;
import metta.sweep.Overview;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.SweepView;
import metta.sweep.UnknownSweepException;
import metta.sweep.config.Goal;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.space.Configuration;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;

/// What every store promises of sweeps: their creation, their states, their overview, their commands and decisions.
interface SweepsContract extends StoreStage {
    @Test
    default void a_sweep_is_created_once_and_then_found_as_it_was() {
        assertThat(open().findSweep(SWEEP)).isEmpty();
        var first = open().fetchSweepMetadata(sweep(SWEEP));
        var other =
                new SweepInfo(SWEEP, Map.of("other", 1L), Map.of(), 1, NOW, SweepState.RUNNING, "", Amendments.NONE);
        assertThat(open().fetchSweepMetadata(other)).isEqualTo(first).isEqualTo(sweep(SWEEP));
        assertThat(open().findSweep(SWEEP)).contains(first);
    }

    @Test
    default void sweeps_are_listed_oldest_first_and_kept_apart() {
        var fence = held();
        open().fetchSweepMetadata(sweep("a"));
        open().initRun(fence, init(1));
        assertThat(open().sweeps()).extracting(SweepInfo::sweepId).containsExactly(SWEEP, "a");
        assertThat(open().fetchRuns("a", 0).runs()).isEmpty();
    }

    @Test
    default void an_unknown_sweep_is_said_to_be_unknown() {
        assertThatThrownBy(() -> open().fetchRuns("ghost", 0))
                .isInstanceOf(UnknownSweepException.class)
                .hasMessageContaining("ghost");
        assertThatThrownBy(() -> open().lease("ghost")).isInstanceOf(UnknownSweepException.class);
        assertThatThrownBy(() -> open().send("ghost", "1", new Command.StopSweep("me", ""), NOW))
                .isInstanceOf(UnknownSweepException.class);
    }

    @Test
    default void a_sweep_only_moves_forward() {
        var fence = held();
        open().commit(fence, List.of(new Fact.SweepMoved(SweepState.STOPPING, "asked", NOW)));
        open().commit(fence, List.of(new Fact.SweepMoved(SweepState.STOPPED, "done", NOW)));
        var late = open().commit(fence, List.of(new Fact.SweepMoved(SweepState.FINISHED, "late", NOW)));
        assertThat(late.applied()).containsExactly(false);
        assertThat(open().findSweep(SWEEP).orElseThrow().state()).isEqualTo(SweepState.STOPPED);
        assertThat(open().findSweep(SWEEP).orElseThrow().reason()).isEqualTo("done");
    }

    @Test
    default void an_overview_says_what_folding_all_runs_says() {
        var fence = held();
        for (int number = 1; number <= 6; number++) {
            open().initRun(fence, init(number));
        }
        open().commit(fence, List.of(new Fact.RecordJob(training(5)), observed(1, -0.0, 0.1), observed(2, 0.75, 0.2)));
        open().commit(fence, List.of(observed(3, 0.75, 0.7), infeasible(4, 9.0), observed(6, 0.0, 0.1)));
        for (var goal : Goal.values()) {
            var view = new SweepView(sweep(SWEEP), goal, Set.of());
            view.fold(open().fetchRuns(SWEEP, 0));
            var folded = view.overview();
            var seen = open().overview(SWEEP, goal);
            assertThat(seen.cost()).isCloseTo(folded.cost(), within(1e-12));
            assertThat(new Overview(seen.sweep(), seen.counts(), seen.best(), folded.cost(), seen.busy(), seen.live()))
                    .isEqualTo(folded);
        }
        var merit = new Merit(Goal.MAXIMIZE, List.of(OutcomeConstraint.atMost("score", 0.5)));
        assertThat(open().overview(SWEEP, merit).best())
                .map(Overview.Best::runId)
                .contains(RunInfo.id(SWEEP, 1));
        assertThat(open().overview(SWEEP, new Merit(Goal.MAXIMIZE))).isEqualTo(open().overview(SWEEP, Goal.MAXIMIZE));
        var overview = open().overview(SWEEP, Goal.MAXIMIZE);
        assertThat(overview.best()).map(Overview.Best::runId).contains(RunInfo.id(SWEEP, 2));
        assertThat(overview.live()).extracting(RunInfo::number).containsExactly(5);
        assertThat(overview.counts())
                .isEqualTo(Map.of(JobStatus.PENDING, 1, JobStatus.COMPLETED, 4, JobStatus.FAILED, 1));
        assertThatThrownBy(() -> open().overview("ghost", Goal.MAXIMIZE)).isInstanceOf(UnknownSweepException.class);
    }

    @Test
    default void an_overview_counts_no_replicates_and_takes_their_means() {
        var fence = held();
        for (int number = 1; number <= 4; number++) {
            open().initRun(fence, init(number));
            open().commit(fence, List.of(observed(number, number / 10.0, 1)));
        }
        open().commit(fence, List.of(Samples.replicate(2, 1), Samples.replicate(3, 1), Samples.replicate(3, 2)));
        var live = List.of(RunInfo.id(SWEEP, 2, 1), RunInfo.id(SWEEP, 3, 1), RunInfo.id(SWEEP, 3, 2));
        assertThat(open().overview(SWEEP, Goal.MAXIMIZE).live())
                .extracting(RunInfo::runId)
                .isEqualTo(live);
        sameAsFolded();
        assertThat(open().overview(SWEEP, Goal.MAXIMIZE).best())
                .map(Overview.Best::runId)
                .contains(RunInfo.id(SWEEP, 4));
        open().commit(
                        fence,
                        List.of(
                                new Fact.Observed(live.get(0), Samples.observation(2, 1, 0.4)),
                                new Fact.RunStopped(live.get(1), "out of the race"),
                                new Fact.Observed(live.get(1), Samples.observation(3, 1, 9))));
        sameAsFolded();
        var overview = open().overview(SWEEP, Goal.MAXIMIZE);
        assertThat(overview.counts()).isEqualTo(Map.of(JobStatus.COMPLETED, 4));
        assertThat(overview.best()).map(Overview.Best::runId).contains(RunInfo.id(SWEEP, 2));
        assertThat(overview.best().flatMap(Overview.Best::mean).map(Mean::seeds))
                .contains(2);
        assertThat(overview.best().orElseThrow().score()).isCloseTo(0.3, within(1e-12));
    }

    private void sameAsFolded() {
        for (var goal : Goal.values()) {
            var view = new SweepView(sweep(SWEEP), goal, Set.of());
            view.fold(open().fetchRuns(SWEEP, 0));
            assertThat(open().overview(SWEEP, goal)).isEqualTo(view.overview());
        }
    }

    private static Fact observed(int number, double score, double cost) {
        return observed(number, score, cost, Optional.empty());
    }

    private static Fact infeasible(int number, double score) {
        return observed(number, score, 1, Optional.of("no"));
    }

    private static Fact observed(int number, double score, double cost, Optional<String> problem) {
        var runId = RunInfo.id(SWEEP, number);
        return new Fact.Observed(
                runId,
                new Observation(
                        runId,
                        number,
                        1,
                        Configuration.EMPTY,
                        Map.of("score", score),
                        cost,
                        0,
                        problem,
                        Optional.empty()));
    }

    @Test
    default void a_command_that_is_sent_again_is_there_once_and_is_not_done_again() {
        var fence = held();
        var more = new Command.EditSweep(Map.of("budget.max_trials", "+10"), "me", "");
        assertThat(open().send(SWEEP, "first", more, NOW)).isEqualTo(1);
        long cursor = open().fetchRuns(SWEEP, 0).cursor();
        assertThat(open().send(SWEEP, "first", more, NOW)).isEqualTo(1);
        assertThat(open().fetchRuns(SWEEP, 0).inbox()).containsExactly(new Command.Queued(1, more, NOW));
        assertThat(open().fetchRuns(SWEEP, 0).cursor()).isEqualTo(cursor);
        open().commit(fence, List.of(new Fact.CommandDone(1), new Fact.SweepPaused(Optional.of("by somebody"))));
        assertThat(open().send(SWEEP, "first", more, NOW)).isEqualTo(1);
        assertThat(open().fetchRuns(SWEEP, 0).inbox()).isEmpty();
        assertThat(open().send(SWEEP, "second", more, NOW)).isEqualTo(2);
        var busy = open();
        for (int other = 3; other <= 101; other++) {
            busy.send(SWEEP, "another " + other, more, NOW);
        }
        assertThat(open().send(SWEEP, "second", more, NOW)).isEqualTo(2);
        assertThat(open().findSweep(SWEEP).orElseThrow().amendments().heard()).hasSize(100);
    }

    @Test
    default void commands_wait_in_order_until_they_are_done() {
        var fence = held();
        var stop = new Command.StopSweep("me", "why \"not\"");
        assertThat(open().send(SWEEP, "a", stop, NOW)).isEqualTo(1);
        assertThat(open().send(SWEEP, "b", stop, NOW)).isEqualTo(2);
        assertThat(open().fetchRuns(SWEEP, 0).inbox())
                .containsExactly(new Command.Queued(1, stop, NOW), new Command.Queued(2, stop, NOW));
        assertThat(open().commit(fence, List.of(new Fact.CommandDone(1), new Fact.CommandDone(1)))
                        .applied())
                .containsExactly(true, false);
        assertThat(open().send(SWEEP, "c", stop, NOW)).isEqualTo(3);
        assertThat(open().fetchRuns(SWEEP, 0).inbox())
                .extracting(Command.Queued::number)
                .containsExactly(2L, 3L);
    }

    @Test
    default void decisions_are_kept_in_order() {
        var fence = held();
        var decided = IntStream.range(0, 5)
                .mapToObj(i -> new Fact.Decided("run " + i, "launch", "because", NOW))
                .toList();
        open().commit(fence, List.copyOf(decided));
        assertThat(open().decisions(SWEEP, 100)).isEqualTo(decided);
        assertThat(open().decisions(SWEEP, 2)).isEqualTo(decided.subList(3, 5));
        assertThat(open().decisionsAbout(SWEEP, "run 3")).containsExactly(decided.get(3));
        assertThat(open().decisionsAbout(SWEEP, "run")).isEmpty();
    }

    @Test
    default void decisions_are_found_by_their_words() {
        var fence = held();
        var decided = Stream.of("a", "launch", "a", "b", "ab")
                .map(word -> new Fact.Decided("GPU 1", word, "a reason with a and b in it", NOW))
                .toList();
        open().commit(fence, List.copyOf(decided.subList(0, 3)));
        open().releaseLease(fence); // A store may write down elsewhere what it has had so far.
        open().takeLease(SWEEP, 1, owner(1));
        open().commit(new Fence(SWEEP, 2), List.copyOf(decided.subList(3, 5)));
        assertThat(open().decisions(SWEEP, Set.of("a", "b")))
                .containsExactly(decided.get(0), decided.get(2), decided.get(3));
        assertThat(open().decisions(SWEEP, Set.of("never"))).isEmpty();
        assertThat(open().decisions(SWEEP, Set.of())).isEmpty();
    }
}
