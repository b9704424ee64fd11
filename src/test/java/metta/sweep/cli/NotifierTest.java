package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.DiskFullException;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepException;
import metta.sweep.SweepListener;
import metta.sweep.SweepState;
import metta.sweep.SweepView;
import metta.sweep.Tenure;
import metta.sweep.config.Goal;
import metta.sweep.config.Notify;
import metta.sweep.config.Occasion;
import metta.sweep.json.Json;
import metta.sweep.store.Stores;
import metta.sweep.testing.Await;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People are told of a sweep by real commands, by controllers that die on the way.
final class NotifierTest {
    private static final String TELL = "printf '%s %s\\n' \"$METTA_EVENT_ID\" \"$METTA_TROUBLE\" >>told; cat >document";
    private static final Aim AIM = new Aim(SWEEP, "score", Goal.MAXIMIZE, 9);
    private final Store store = Stores.inMemory();
    private final List<String> warnings = new ArrayList<>();
    private Fence fence = new Fence(SWEEP, 0);
    private Instant now = NOW;
    private long nanos;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() {
        store.fetchSweepMetadata(Samples.sweep(SWEEP));
        fence = new Fence(SWEEP, store.takeLease(SWEEP, 0, Samples.owner(1)).epoch());
    }

    private Notifier notifier(String script, Occasion... on) {
        var command = List.of("sh", "-c", "cd \"$FOLDER\" || exit; " + script);
        var environment = Map.of("PATH", "/usr/bin:/bin", "FOLDER", folder.toString());
        return new Notifier(
                new Notify(command, List.of(on)),
                AIM,
                store,
                new Tenure(store, fence, () -> nanos, Duration.ofMinutes(1)),
                store.overview(SWEEP, Goal.MAXIMIZE),
                new Messenger(
                        new ShortCommand(command, environment, Optional.empty(), ShortCommand.LONGEST),
                        List.of(Duration.ZERO, Duration.ZERO)),
                () -> now,
                new SweepListener() {
                    @Override
                    public void warning(String words) {
                        warnings.add(words);
                    }
                });
    }

    private void tick(Notifier notifier) {
        var view = new SweepView(store.findSweep(SWEEP).orElseThrow(), Goal.MAXIMIZE, Set.of());
        view.fold(store.fetchRuns(SWEEP, 0));
        notifier.ticked(view, view.metadata(9));
    }

    private void commit(Fact fact) {
        store.commit(fence, List.of(fact));
    }

    private void end(SweepState state, String reason) {
        commit(new Fact.SweepMoved(state, reason, NOW));
    }

    private List<String> told() {
        var file = folder.resolve("told");
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> onRecord(String word) {
        return store.decisions(SWEEP, Set.of(word)).stream()
                .map(Fact.Decided::subject)
                .toList();
    }

    @Test
    void an_end_is_told_once_and_put_on_record() throws IOException {
        commit(Samples.init(1));
        commit(new Fact.Observed(Samples.init(1).runId(), Samples.observation(1, 0.75)));
        try (var notifier = notifier(TELL, Occasion.END)) {
            tick(notifier);
            end(SweepState.FINISHED, "all 9 trials\nwere tried \u001b[2J");
            tick(notifier);
        }
        var id = "s:end:" + NOW;
        assertThat(told()).containsExactly(id + " ");
        assertThat(onRecord(Notifier.TOLD)).containsExactly(id);
        var document = Json.readTree(Files.readString(folder.resolve("document")));
        assertThat(document)
                .containsEntry("event", "end")
                .containsEntry("trouble", null)
                .containsEntry("state", "finished")
                .containsEntry("reason", "all 9 trials\nwere tried \u001b[2J")
                .containsEntry("ended", 1L)
                .containsEntry("trials", 9L);
        assertThat(String.valueOf(document.get("text")))
                .isEqualTo("Sweep s finished: all 9 trials | were tried �[2J; 1 of 9 trials ended, best score = 0.75"
                        + " in s_trial_0001");
        try (var next = notifier(TELL, Occasion.END)) {
            tick(next);
        }
        assertThat(told()).hasSize(1);
    }

    @Test
    void what_a_killed_controller_did_not_put_on_record_is_told_again_under_the_same_id() throws IOException {
        end(SweepState.STOPPED, "stopped by ann");
        var notify = new Notify(List.of("true"), List.of(Occasion.END));
        var sweep = store.findSweep(SWEEP).orElseThrow();
        var killed = notifier(TELL, Occasion.END);
        tick(killed);
        Await.until("it was told", () -> Files.exists(folder.resolve("document")));
        assertThat(Notifier.owes(notify, store, sweep)).isTrue();
        try (var next = notifier(TELL, Occasion.END)) {
            tick(next);
        }
        assertThat(told()).hasSize(2).allMatch(told().getFirst()::equals);
        assertThat(Notifier.owes(notify, store, sweep)).isFalse();
        assertThat(Notifier.owes(new Notify(List.of(), List.of(Occasion.END)), store, sweep))
                .isFalse();
    }

    @Test
    void a_sweep_that_ends_again_after_it_was_opened_is_told_of_again() throws IOException {
        end(SweepState.FINISHED, "done");
        try (var first = notifier(TELL, Occasion.END)) {
            tick(first);
        }
        commit(new Fact.SweepReopened("more", NOW.plusSeconds(60)));
        end(SweepState.FINISHED, "done again");
        try (var second = notifier(TELL, Occasion.END)) {
            tick(second);
        }
        assertThat(told()).doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void a_command_that_fails_is_tried_three_times_and_costs_a_warning() throws IOException {
        end(SweepState.FAILED, "no run did well");
        try (var notifier = notifier("echo x >>told; exit 3", Occasion.END)) {
            tick(notifier);
        }
        assertThat(told()).containsExactly("x", "x", "x");
        assertThat(warnings)
                .containsExactly(
                        "the command under `notify` could tell nobody that sweep s has ended: it ended with exit code 3");
        assertThat(onRecord(Notifier.NOT_TOLD)).hasSize(1);
        assertThat(onRecord(Notifier.TOLD)).isEmpty();
    }

    @Test
    void a_command_that_reads_nothing_has_done_its_work_too() {
        end(SweepState.FAILED, "x".repeat(1_000_000));
        try (var notifier = notifier("exit 0", Occasion.END)) {
            tick(notifier);
        }
        assertThat(warnings).isEmpty();
        assertThat(onRecord(Notifier.TOLD)).hasSize(1);
    }

    @Test
    void trouble_is_told_where_it_is_wanted_and_an_end_where_that_is() throws IOException {
        try (var notifier = notifier(TELL, Occasion.TROUBLE)) {
            var setAside = new Fact.Decided("gpu 1", "set aside", "it fails what others run", NOW);
            commit(setAside);
            notifier.recorded(setAside, new SweepView(Samples.sweep(SWEEP), Goal.MAXIMIZE, Set.of()));
            end(SweepState.FAILING, "the first 3 runs all failed the same way");
            tick(notifier);
            end(SweepState.FAILED, "the first 3 runs all failed the same way");
            tick(notifier);
        }
        assertThat(told())
                .containsExactly(
                        "s:slot_set_aside:gpu 1:%s slot_set_aside".formatted(NOW),
                        "s:failing:%s failing".formatted(NOW));
    }

    @Test
    void a_slot_that_was_set_aside_before_is_told_of_by_the_next_controller_unless_it_is_used_again()
            throws IOException {
        commit(new Fact.Decided("gpu 0", "set aside", "bad", NOW));
        commit(new Fact.Decided("gpu 1", "set aside", "bad", NOW));
        commit(new Fact.Decided("gpu 0", "used again", "good", NOW));
        try (var notifier = notifier(TELL, Occasion.TROUBLE)) {
            tick(notifier);
        }
        assertThat(told()).hasSize(1).first().asString().contains("gpu 1");
    }

    @Test
    void a_controller_that_cannot_go_on_says_so_though_nothing_can_be_recorded() throws IOException {
        try (var notifier = notifier(TELL, Occasion.END, Occasion.TROUBLE)) {
            notifier.left(new DiskFullException(folder));
        }
        assertThat(told()).hasSize(1).first().asString().endsWith(" left");
        assertThat(Files.readString(folder.resolve("document"))).contains("is full; nothing recorded is lost");
        assertThat(onRecord(Notifier.TOLD)).isEmpty();
        try (var notifier = notifier(TELL, Occasion.TROUBLE)) {
            notifier.left(new SweepException(SweepException.Exit.HELD, "another has taken over"));
        }
        assertThat(told()).hasSize(1);
    }

    @Test
    void a_store_that_is_away_for_a_minute_is_told_of_once_until_it_is_back() throws IOException {
        var away = new StoreException(StoreException.Kind.TRANSIENT, "the server does not answer");
        try (var notifier = notifier(TELL, Occasion.TROUBLE)) {
            notifier.trouble(away);
            now = NOW.plus(Notifier.PATIENCE).minusSeconds(1);
            notifier.trouble(away);
            tick(notifier);
            notifier.trouble(away);
            now = now.plus(Notifier.PATIENCE);
            notifier.trouble(away);
            now = now.plusSeconds(30);
            notifier.trouble(away);
        }
        assertThat(told()).hasSize(1).first().asString().endsWith(" store_away");
    }

    @Test
    void a_store_that_is_away_is_told_of_though_another_message_was_under_way() throws IOException {
        var setAside = new Fact.Decided("gpu 1", "set aside", "it fails what others run", NOW);
        var away = new StoreException(StoreException.Kind.TRANSIENT, "the server does not answer");
        commit(setAside);
        try (var notifier = notifier(TELL, Occasion.TROUBLE)) {
            tick(notifier);
            notifier.trouble(away);
            now = NOW.plus(Notifier.PATIENCE);
            Await.until("the store's absence was told", () -> {
                notifier.trouble(away);
                return told().size() == 2;
            });
        }
        assertThat(told()).last().asString().endsWith(" store_away");
        assertThat(onRecord(Notifier.TOLD)).singleElement().asString().contains("gpu 1");
    }

    @Test
    void a_controller_that_dies_of_a_bug_says_so() throws IOException {
        try (var notifier = notifier(TELL, Occasion.TROUBLE)) {
            notifier.left(new IllegalStateException("planted\nhere"));
        }
        assertThat(told()).hasSize(1).first().asString().endsWith(" left");
        assertThat(Files.readString(folder.resolve("document")))
                .contains("a bug in metta, please report it: java.lang.IllegalStateException: planted");
    }

    @Test
    void only_what_should_be_on_record_and_is_not_costs_a_warning() throws IOException {
        try (var notifier = notifier(TELL, Occasion.TROUBLE)) {
            end(SweepState.FINISHED, "done");
            store.takeLease(SWEEP, fence.epoch(), Samples.owner(2));
            nanos = Duration.ofMinutes(1).toNanos();
            notifier.left(new DiskFullException(folder));
        }
        assertThat(told()).hasSize(1);
        assertThat(warnings).isEmpty();
        notifier(TELL, Occasion.END).close();
        assertThat(warnings)
                .singleElement(STRING)
                .startsWith(
                        "that people were told of sweep s is not on record: they may be told again: sweep s was taken over by process 2");
    }

    @Test
    void who_wants_the_controller_to_rest_does_not_wait_for_messages() throws IOException {
        end(SweepState.FINISHED, "done");
        try (var notifier = notifier("sleep 1000", Occasion.END)) {
            tick(notifier);
            notifier.leaveTheRest();
        }
        assertThat(onRecord(Notifier.TOLD)).isEmpty();
        assertThat(told()).isEmpty();
    }
}
