package metta.sweep;

import static metta.sweep.SlotStories.WELL;
import static metta.sweep.SlotStories.error;
import static metta.sweep.SlotStories.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SlotHealthTest {
    private static final List<String> SLOTS = List.of("A", "B");
    private final SlotStories stories = new SlotStories();

    private Set<String> bad(String... slots) {
        return stories.view
                .slotHealth()
                .bad(slots.length == 0 ? SLOTS : List.of(slots))
                .keySet();
    }

    @Test
    void three_jobs_in_a_row_that_went_well_elsewhere_tell_where_others_hardly_ever_fail() {
        stories.well(20, "B");
        stories.contradicted(2, "A", "B");
        assertThat(bad()).isEmpty();
        var last = stories.contradicted(1, "A", "B");
        assertThat(bad()).containsExactly("A");
        var verdict = stories.view.slotHealth().bad(SLOTS).values().iterator().next();
        assertThat(verdict.jobs()).isEqualTo(3);
        assertThat(verdict.last().job()).isEqualTo(last);
        assertThat(verdict.last().words()).isEqualTo("user error, exit 3: no device");
    }

    @Test
    void while_little_is_known_of_others_it_takes_five() {
        stories.contradicted(4, "A", "B");
        assertThat(bad()).isEmpty();
        stories.contradicted(1, "A", "B");
        assertThat(bad()).containsExactly("A");
    }

    @Test
    void failures_that_nothing_contradicts_are_no_witnesses() {
        stories.well(20, "B");
        for (int i = 0; i < 10; i++) {
            stories.attempt(stories.run(), "A", error("no device"));
            stories.attempt(stories.run(), "A", failure(FailureKind.PREEMPTED, "taken"));
        }
        assertThat(bad()).isEmpty();
    }

    @Test
    void a_job_that_went_well_later_on_the_same_slot_contradicts_nothing() {
        stories.well(20, "B");
        for (int i = 0; i < 10; i++) {
            var run = stories.run();
            stories.attempt(run, "A", error("no device"));
            stories.attempt(run, "A", WELL);
        }
        assertThat(bad()).isEmpty();
    }

    @Test
    void a_slot_where_a_job_goes_well_again_is_no_longer_bad() {
        stories.well(20, "B");
        stories.contradicted(3, "A", "B");
        assertThat(bad()).containsExactly("A");
        stories.well(1, "A");
        assertThat(bad()).isEmpty();
        stories.contradicted(2, "A", "B");
        assertThat(bad()).as("what was before does not count").isEmpty();
    }

    @Test
    void preemptions_and_limits_say_nothing_of_a_slot() {
        stories.well(20, "B");
        for (var kind : List.of(FailureKind.PREEMPTED, FailureKind.OUT_OF_MEMORY, FailureKind.TIMEOUT)) {
            for (int i = 0; i < 5; i++) {
                var run = stories.run();
                stories.attempt(run, "A", failure(kind, "over"));
                stories.attempt(run, "B", WELL);
            }
        }
        assertThat(bad()).isEmpty();
    }

    @Test
    void trainings_say_nothing_of_evaluations() {
        stories.well(20, "B");
        stories.contradicted(3, JobType.LAUNCH_EVAL, "A", "B");
        assertThat(bad()).as("there were no other evaluations").isEmpty();
        stories.contradicted(2, "A", "B");
        assertThat(bad()).as("two of one kind and three of another").isEmpty();
    }

    @Test
    void at_most_half_of_the_slots_are_bad_and_the_worst_come_first() {
        stories.well(60, "D");
        stories.contradicted(5, "A", "D");
        stories.contradicted(6, "B", "D");
        stories.contradicted(7, "C", "D");
        assertThat(bad("A", "B", "C", "D")).containsExactly("B", "C");
        assertThat(bad("C", "D")).containsExactly("C");
        assertThat(bad("D")).as("slots that are not there any more").isEmpty();
        assertThat(bad("C")).as("the only one").isEmpty();
    }

    @Test
    void what_fails_in_the_same_words_on_two_slots_is_the_programs_doing() {
        var run = stories.run();
        stories.attempt(run, "A", error("bad value 0.1 in '/data/x'"));
        var known = stories.view.run(run.runId()).jobs().getFirst();
        assertThat(stories.view.slotHealth().ofProgram(known)).isFalse();
        stories.attempt(run, "B", error("bad value 0.7 in '/data/y'"));
        assertThat(stories.view.slotHealth().ofProgram(known)).isTrue();
        var other = stories.run();
        stories.attempt(other, "A", error("no device"));
        assertThat(stories.view
                        .slotHealth()
                        .ofProgram(stories.view.run(other.runId()).jobs().getFirst()))
                .isFalse();
    }

    @Test
    void a_run_that_is_taken_out_leaves_no_trace_but_that_its_slots_once_worked() {
        stories.well(20, "B");
        var health = new SlotHealth();
        var runs = stories.view.all();
        stories.contradicted(3, "A", "B");
        runs.forEach(health::add);
        var accusers = stories.view.all().subList(20, 23);
        accusers.forEach(health::add);
        assertThat(health.bad(SLOTS)).containsOnlyKeys("A");
        health.remove(accusers.getFirst());
        assertThat(health.bad(SLOTS)).isEmpty();
        health.add(accusers.getFirst());
        assertThat(health.bad(SLOTS)).containsOnlyKeys("A");
    }
}
