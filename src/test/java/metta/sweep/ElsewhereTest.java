package metta.sweep;

import static metta.sweep.SlotStories.WELL;
import static metta.sweep.SlotStories.error;
import static metta.sweep.SlotStories.failure;
import static metta.sweep.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import metta.sweep.config.Failures;
import metta.sweep.testing.ScriptedProgram;
import metta.sweep.testing.Stage;
import org.junit.jupiter.api.Test;

final class ElsewhereTest {
    private final SlotStories stories = new SlotStories();

    /// With as many slots as GPUs, one GPU for each job.
    private static Elsewhere among(String... slots) {
        return new Elsewhere(List.of(slots), slots.length, 1);
    }

    private Attempts attempts(RunInfo run) {
        return new Attempts(stories.view.run(run.runId()).jobs());
    }

    private boolean worthATry(Elsewhere elsewhere, RunInfo run) {
        return elsewhere.worthATry(stories.view, stories.view.run(run.runId()), attempts(run));
    }

    @Test
    void a_job_is_kept_away_from_where_it_failed_and_from_what_is_set_aside() {
        stories.well(20, "B");
        stories.contradicted(3, "A", "B");
        var run = stories.run();
        var failed = stories.attempt(run, "C", error("odd"));
        assertThat(among("A", "B", "C", "D").avoid(stories.view, failed.nextAttempt()))
                .containsExactly("A", "C");
        assertThat(among("A", "B", "C", "D")
                        .avoid(stories.view, JobId.training(stories.run().runId())))
                .as("another job")
                .containsExactly("A");
    }

    @Test
    void where_too_few_slots_are_left_only_the_last_failure_counts_and_then_none() {
        var run = stories.run();
        stories.attempt(run, "A", error("odd"));
        var last = stories.attempt(run, "B", error("odder"));
        var next = last.nextAttempt();
        assertThat(among("A", "B", "C").avoid(stories.view, next)).containsExactly("A", "B");
        assertThat(among("A", "B").avoid(stories.view, next)).containsExactly("B");
        assertThat(among("B").avoid(stories.view, next)).isEmpty();
        assertThat(new Elsewhere(List.of("A", "B", "C"), 3, 2).avoid(stories.view, next))
                .as("each job needs two")
                .containsExactly("B");
    }

    @Test
    void what_is_not_the_slots_fault_keeps_no_job_away() {
        var run = stories.run();
        var taken = stories.attempt(run, "A", failure(FailureKind.PREEMPTED, "taken"));
        assertThat(among("A", "B").avoid(stories.view, taken.nextAttempt())).isEmpty();
    }

    @Test
    void a_failure_is_worth_one_more_try_as_long_as_it_was_seen_on_one_slot_alone() {
        var run = stories.run();
        stories.attempt(run, "A", error("odd 1"));
        assertThat(worthATry(among("A", "B"), run)).isTrue();
        assertThat(worthATry(among(), run)).as("where no slots are known").isFalse();
        assertThat(worthATry(among("A"), run)).as("there is no elsewhere").isFalse();
        stories.attempt(run, "B", failure(FailureKind.INFRASTRUCTURE, "gone"));
        assertThat(worthATry(among("A", "B"), run))
                .as("another kind of failure")
                .isTrue();
        stories.attempt(run, "A", error("odd 2"));
        stories.attempt(run, "B", error("odd 3"));
        assertThat(worthATry(among("A", "B", "C"), run)).isFalse();
    }

    @Test
    void a_failure_is_worth_no_try_where_all_other_slots_are_set_aside() {
        stories.contradicted(8, "B", "A");
        var run = stories.run();
        stories.attempt(run, "A", error("odd 1"));
        assertThat(among("A", "B").setAside(stories.view)).containsOnlyKeys("B");
        assertThat(worthATry(among("A", "B"), run)).as("it would be on A again").isFalse();
        assertThat(worthATry(among("A", "B", "C"), run)).as("on C").isTrue();
    }

    @Test
    void what_is_known_to_be_the_programs_doing_is_worth_no_try() {
        var first = stories.run();
        stories.attempt(first, "A", error("odd 1"));
        stories.attempt(first, "B", error("odd 2"));
        var second = stories.run();
        stories.attempt(second, "A", error("odd 3"));
        assertThat(worthATry(among("A", "B"), second)).isFalse();
        var slow = stories.run();
        stories.attempt(slow, "A", failure(FailureKind.TIMEOUT, "slow"));
        assertThat(worthATry(among("A", "B"), slow)).isFalse();
    }

    @Test
    void there_is_room_on_gpus_that_are_neither_avoided_nor_taken() {
        var four = new Elsewhere(List.of("A", "B", "C", "D"), 4, 1);
        assertThat(four.room(stories.view, Set.of())).isEqualTo(4);
        assertThat(four.room(stories.view, Set.of("A"))).isEqualTo(3);
        stories.begin(stories.run(), "B");
        stories.begin(stories.run());
        assertThat(four.room(stories.view, Set.of("A")))
                .as("one that may be anywhere takes room too")
                .isEqualTo(1);
        stories.begin(stories.run(), "A");
        assertThat(four.room(stories.view, Set.of("A")))
                .as("what still runs on one that is avoided takes none")
                .isEqualTo(1);
        assertThat(new Elsewhere(List.of("A"), 1, 0).room(stories.view, Set.of("A")))
                .as("jobs without GPUs")
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(new Elsewhere(List.of("A"), 1, 2).room(stories.view, Set.of()))
                .as("that is for the dispatcher to refuse")
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void jobs_that_have_started_and_of_which_it_is_not_known_where_are_asked_for() {
        var placed = stories.begin(stories.run(), "A");
        var unplaced = stories.begin(stories.run());
        var queued = stories.begin(stories.run());
        Map<JobId, JobState> answers = Map.of(
                placed, new JobState.Running(NOW), unplaced, new JobState.Running(NOW), queued, new JobState.Queued());
        assertThat(among("A", "B").unplaced(stories.view, answers)).containsExactly(unplaced);
        assertThat(among().unplaced(stories.view, answers)).isEmpty();
    }

    @Test
    void setting_a_slot_aside_and_using_it_again_are_each_put_on_record_once() {
        stories.well(20, "B");
        stories.contradicted(2, "A", "B");
        var still = stories.begin(stories.run(), "A");
        var run = stories.run();
        stories.attempt(run, "A", error("no device"));
        var second = stories.begin(run, "B");

        assertThat(decided(Map.of(still, new JobState.Running(NOW), second, exit())))
                .containsExactly("A set aside: 3 jobs failed there and went well elsewhere, the last of them "
                        + run.runId() + ": user error, exit 3: no device");
        assertThat(decided(Map.of(still, new JobState.Running(NOW)))).isEmpty();
        assertThat(decided(Map.of(still, exit())))
                .containsExactly("A used again: by what jobs have shown since, it is no worse than others");
        assertThat(decided(Map.of())).isEmpty();
    }

    private static JobState exit() {
        return new JobState.Exited(0, NOW.plus(Duration.ofDays(1)), "");
    }

    /// What the planner puts on record about slots when it is told that.
    private List<String> decided(Map<JobId, JobState> answers) {
        var settings = Stage.settings(
                Optional.empty(), Optional.empty(), new Resources(1, 1, 1), Optional.empty(), Failures.DEFAULT);
        Scheduler idle = (_, _, _, _) -> List.of();
        var program = new ScriptedProgram(true);
        var planner = new Planner(
                settings, among("A", "B"), idle, program, () -> "token", Set.of(), _ -> new Course(settings, idle));
        return planner.plan(stories.view, answers, NOW.plus(Duration.ofDays(1))).facts().stream()
                .<String>mapMulti(ElsewhereTest::aboutSlots)
                .toList();
    }

    private static void aboutSlots(Fact fact, Consumer<String> taker) {
        if (fact instanceof Fact.Decided decided && decided.subject().length() == 1) {
            taker.accept("%s %s: %s".formatted(decided.subject(), decided.decision(), decided.reason()));
        }
    }

    @Test
    void a_slot_is_set_aside_with_its_reason() {
        stories.well(20, "B");
        stories.contradicted(3, "A", "B");
        stories.attempt(stories.run(), "B", WELL);
        var aside = among("A", "B").setAside(stories.view);
        assertThat(aside).containsOnlyKeys("A");
        assertThat(aside.values())
                .extracting(Elsewhere::reason)
                .allMatch(each -> each.startsWith("3 jobs failed there"));
    }
}
