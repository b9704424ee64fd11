package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.Overview;
import metta.sweep.Owner;
import metta.sweep.SweepState;
import metta.sweep.config.Goal;
import metta.sweep.config.StoreType;
import metta.sweep.process.Machine;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether a sweep that looks as if it ran is really run by anybody.
final class SightTest {
    private static final Aim AIM = new Aim("half-way", "score", Goal.MAXIMIZE, 10);

    @TempDir
    private Path path;

    private Folder folder = new Folder(Path.of(""));

    @BeforeEach
    void leaveASweepHalfWay() throws IOException {
        folder = new Folder(path.resolve("sweeps"));
        var recipe = Files.createDirectories(path.resolve("recipe"));
        Files.writeString(recipe.resolve("recipe.yaml"), "train: {command: [\"true\"]}\nmetric: score\n");
        var config = Files.writeString(path.resolve("sweep.yaml"), "parameters: {x: {min: 0.0, max: 1.0}}\n");
        HalfWay.leave(folder, StoreType.SQLITE, recipe, config);
    }

    private Sight held(long pid) {
        var here = Machine.here();
        try (var store = folder.open(StoreType.SQLITE)) {
            var epoch = store.lease(AIM.sweepId()).epoch();
            var owner = new Owner(here.host(), here.bootId(), Optional.of(here.pidNamespace()), pid, NOW);
            store.takeLease(AIM.sweepId(), epoch, owner);
            return Sight.of(store, AIM, folder);
        }
    }

    private Captured list() {
        var list = Captured.pipe();
        assertThat(list.run("sweep", "list", "--dir", folder.path().toString())).isZero();
        return list;
    }

    private int exitStatus(SweepState... moves) {
        try (var store = folder.open(StoreType.SQLITE)) {
            var fence = new Fence(AIM.sweepId(), store.lease(AIM.sweepId()).epoch());
            for (var move : moves) {
                store.commit(fence, List.of(new Fact.SweepMoved(move, "", NOW)));
            }
        }
        var words = new String[] {
            "status", "-o", "name", "--exit-status", "--dir", folder.path().toString()
        };
        var captured = Captured.pipe();
        int exit =
                captured.run(Stream.concat(Stream.of("sweep"), Stream.of(words)).toArray(String[]::new));
        assertThat(captured.out()).startsWith("half-way_trial_0001\n");
        return exit;
    }

    @Test
    void the_exit_status_is_0_once_it_finished_and_75_until_it_is_at_its_end() {
        assertThat(exitStatus()).isEqualTo(75);
        assertThat(exitStatus(SweepState.FINISHED)).isZero();
        assertThat(Captured.pipe().run("sweep", "status", "ghost", "--exit-status"))
                .isEqualTo(3);
    }

    @Test
    void the_exit_status_is_1_of_what_was_stopped_or_failed() {
        assertThat(exitStatus(SweepState.STOPPING)).isEqualTo(75);
        assertThat(exitStatus(SweepState.STOPPED)).isEqualTo(1);
        var none = new Overview(
                Samples.sweep("s").apply(new Fact.SweepMoved(SweepState.FINISHED, "", NOW)),
                Map.of(),
                Optional.empty(),
                0,
                Duration.ZERO,
                List.of());
        assertThat(new Sight(none, false, Optional.empty(), List.of()).exit())
                .as("no score")
                .isEqualTo(1);
    }

    @Test
    void a_controller_that_lives_is_not_missed() {
        var sight = held(ProcessHandle.current().pid());
        assertThat(sight.missingHolder()).isEmpty();
        assertThat(sight.interrupted()).isFalse();
        assertThat(list().out()).containsPattern("half-way +running +1/10");
        assertThat(list().err()).isEmpty();
    }

    @Test
    void a_sweep_that_had_ended_before_it_was_moved_is_seen_to_have_moved() {
        try (var store = folder.open(StoreType.SQLITE)) {
            var owner = new Owner("host", "boot", Optional.empty(), 1, NOW);
            var epoch = store.lease(AIM.sweepId()).epoch();
            var fence = new Fence(
                    AIM.sweepId(), store.takeLease(AIM.sweepId(), epoch, owner).epoch());
            store.commit(fence, List.of(new Fact.SweepMoved(SweepState.FINISHED, "enough", NOW)));
            assertThat(Sight.of(store, AIM, folder).holder()).isEmpty();
            store.moveAway(AIM.sweepId(), fence.epoch(), "file");
        }
        assertThat(list().out()).containsPattern("half-way +moved +1/10");
    }

    @Test
    void a_sweep_whose_controller_was_killed_is_interrupted() throws IOException, InterruptedException {
        var process = new ProcessBuilder("true").start();
        process.waitFor();
        var sight = held(process.pid());
        assertThat(sight.missingHolder())
                .map(Holder::words)
                .hasValueSatisfying(words -> assertThat(words).contains("which is gone"));
        assertThat(sight.interrupted()).isTrue();
        assertThat(list().out()).containsPattern("half-way +interrupted +1/10");
        assertThat(list().err()).isEqualTo("half-way: nobody runs it; go on with the command that started it\n");
        var json = Captured.pipe();
        assertThat(json.run("sweep", "list", "--json", "--dir", folder.path().toString()))
                .isZero();
        assertThat(json.out()).contains("\"state\" : \"running\"", "\"state\" : \"gone\"");
    }

    @Test
    void the_command_that_started_it_is_named_where_it_is_known_without_its_password() throws IOException {
        Files.createDirectories(folder.workspace(AIM.sweepId()).directory());
        var store = "postgresql://ann:secret@db/x";
        Origin.keep(
                folder.workspace(AIM.sweepId()),
                Typed.of("sweep", "start", "my recipe", "--store", store, "--takeover"));
        try (var open = folder.open(StoreType.SQLITE)) {
            open.releaseLease(new Fence(AIM.sweepId(), open.lease(AIM.sweepId()).epoch()));
        }
        var command = "metta sweep start 'my recipe' --store postgresql://ann@db/x";
        assertThat(list().err()).isEqualTo("half-way: nobody runs it; go on with: " + command + "\n");
        var status = Captured.pipe();
        assertThat(status.run("sweep", "status", "--dir", folder.path().toString()))
                .isZero();
        assertThat(status.out()).startsWith("half-way  interrupted  ").doesNotContain("to go");
        assertThat(status.err()).isEqualTo("nobody runs it; go on with: " + command + "\n");
        var elsewhere = new Origin(Path.of("/some where"), Typed.of("sweep", "start", "x"));
        assertThat(elsewhere).hasToString("cd '/some where' && metta sweep start x");
        assertThat(elsewhere.in("file")).asString().endsWith("start x --store file");
    }

    @Test
    void a_damaged_note_of_the_command_is_as_good_as_none() throws IOException {
        var workspace = folder.workspace(AIM.sweepId());
        Files.createDirectories(workspace.directory());
        Origin.keep(workspace, Typed.of("sweep", "start", "x"));
        Files.writeString(workspace.directory().resolve("command.json"), "{\"folder\": 1");
        assertThat(Origin.of(workspace)).isEmpty();
    }

    @Test
    void a_sweep_that_is_paused_is_called_so_by_all() {
        try (var store = folder.open(StoreType.SQLITE)) {
            var fence = new Fence(AIM.sweepId(), store.lease(AIM.sweepId()).epoch());
            store.commit(fence, List.of(new Fact.SweepPaused(Optional.of("paused by ann"))));
        }
        assertThat(list().out()).containsPattern("half-way +paused +1/10");
        var json = Captured.pipe();
        assertThat(json.run("sweep", "list", "--json", "--dir", folder.path().toString()))
                .isZero();
        assertThat(json.out()).contains("\"paused\" : \"paused by ann\"");
    }

    @Test
    void what_cannot_be_seen_from_here_is_not_called_interrupted() {
        try (var store = folder.open(StoreType.SQLITE)) {
            var sight = Sight.of(store, AIM, folder);
            assertThat(sight.missingHolder()).map(Holder::life).contains(Holder.Life.UNKNOWN);
            assertThat(sight.interrupted()).isFalse();
        }
    }

    @Test
    void a_sweep_that_has_ended_has_no_holder() {
        try (var store = folder.open(StoreType.SQLITE)) {
            var fence = new Fence(AIM.sweepId(), store.lease(AIM.sweepId()).epoch());
            store.commit(fence, List.of(new Fact.SweepMoved(SweepState.FINISHED, "enough", NOW)));
            assertThat(Sight.of(store, AIM, folder).holder()).isEmpty();
        }
    }
}
