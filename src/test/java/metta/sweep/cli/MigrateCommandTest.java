package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.owner;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.Piece;
import metta.sweep.RunInfo;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.config.StoreType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Moves between the stores of one folder, cut short at each place where something is on the disk.
final class MigrateCommandTest {
    @TempDir
    private Path path;

    private Folder folder() {
        return new Folder(path);
    }

    @BeforeEach
    void create() {
        try (var store = folder().open(StoreType.SQLITE)) {
            store.fetchSweepMetadata(SweepInfo.created("s", Map.of("store", "sqlite"), Map.of(), 1, NOW));
            var fence = new Fence("s", store.takeLease("s", 0, owner(1)).epoch());
            store.initRun(fence, new Fact.InitRun(RunInfo.id("s", 1), 1, false, Map.of(), NOW));
        }
    }

    private Captured migrate(int exitCode, String... more) {
        var captured = Captured.pipe();
        var words = new ArrayList<>(List.of("sweep", "migrate", "s", "--dir", path.toString()));
        words.addAll(List.of(more));
        assertThat(captured.run(words.toArray(String[]::new)))
                .as(captured.err())
                .isEqualTo(exitCode);
        return captured;
    }

    private List<Piece> pieces(StoreType type) {
        var pieces = new ArrayList<Piece>();
        try (var store = folder().open(type)) {
            store.dump("s", pieces::add);
        }
        return pieces;
    }

    private void requireMoved() {
        try (var old = folder().open(StoreType.SQLITE);
                var store = folder().open(StoreType.FILE)) {
            assertThat(old.lease("s").movedTo()).contains("file");
            assertThat(store.lease("s").movedTo()).isEmpty();
            assertThat(store.lease("s").epoch()).isEqualTo(2);
            assertThat(store.findSweep("s").orElseThrow().config()).containsEntry("store", "file");
            assertThat(store.takeLease("s", 2, owner(2)).epoch()).isEqualTo(3);
        }
        assertThat(pieces(StoreType.FILE).subList(1, 2))
                .isEqualTo(pieces(StoreType.SQLITE).subList(1, 2));
    }

    @Test
    void a_sweep_goes_from_one_store_into_another() {
        assertThat(migrate(0, "--to", "file").out()).contains("Sweep s is in the store file now: 1 run,");
        requireMoved();
        assertThat(migrate(0, "--to", "file").out()).contains("has moved to the store file already");
        assertThat(migrate(0, "--from", "sqlite", "--to", "file").out()).contains("already");
    }

    @Test
    void who_moved_a_sweep_is_told_how_to_go_on_where_it_goes_on() throws IOException {
        var folder = Files.createDirectories(folder().workspace("s").directory());
        assertThat(migrate(0, "--to", "file").err())
                .isEqualTo("Go on with the command that started it, and with --store file\n");
        Origin.keep(folder().workspace("s"), Typed.of("sweep", "start", "x", "--store", "file"));
        assertThat(migrate(0, "--to", "sqlite").err()).isEqualTo("Go on with: metta sweep start x --store sqlite\n");
        assertThat(folder.resolve("command.json")).content().contains("sqlite").doesNotContain("file\"");
        try (var store = folder().open(StoreType.SQLITE)) {
            var fence = new Fence(
                    "s",
                    store.takeLease("s", store.lease("s").epoch(), owner(1)).epoch());
            store.commit(fence, List.of(new Fact.SweepMoved(SweepState.FINISHED, "enough", NOW)));
        }
        assertThat(migrate(0, "--to", "file").err())
                .as("there is nothing to go on with")
                .isEmpty();
        assertThat(folder.resolve("command.json"))
                .as("should it be extended")
                .content()
                .contains("\"file\"");
    }

    @Test
    void a_move_that_was_cut_short_before_anything_was_copied_is_completed() throws IOException {
        try (var store = folder().open(StoreType.SQLITE)) {
            store.moveAway("s", 1, "file");
        }
        var snapshots = Files.createDirectories(path.resolve("s/snapshots"));
        Files.writeString(snapshots.resolve(".moved-0000000002.snapshot.1.tmp"), "cut short");
        Files.writeString(path.resolve("s/.changes.jsonl.loading"), "{\"cut");
        migrate(0, "--to", "file");
        requireMoved();
    }

    @Test
    void a_sweep_on_its_way_goes_nowhere_else() {
        try (var store = folder().open(StoreType.SQLITE)) {
            store.moveAway("s", 1, "postgresql://elsewhere/sweeps");
        }
        assertThat(migrate(5, "--to", "file").err()).contains("was moved to the store postgresql://elsewhere/sweeps");
        try (var store = folder().open(StoreType.FILE)) {
            assertThat(store.findSweep("s")).isEmpty();
        }
    }

    @Test
    void a_sweep_of_that_name_which_came_into_the_target_meanwhile_is_not_taken_for_the_moved_one() {
        try (var store = folder().open(StoreType.SQLITE);
                var target = folder().open(StoreType.FILE)) {
            store.moveAway("s", 1, "file");
            target.fetchSweepMetadata(
                    SweepInfo.created("s", Map.of("store", "file"), Map.of(), 1, NOW.plusSeconds(60)));
            target.takeLease("s", 0, owner(3));
            target.takeLease("s", 1, owner(3));
        }
        assertThat(migrate(4, "--from", "sqlite", "--to", "file").err())
                .contains(
                        "the store file has another sweep s by now",
                        "2026-01-02T03:05:05.678901234Z",
                        "Nothing was copied, and nothing is lost",
                        "metta sweep migrate s --from file --to ");
        assertThat(pieces(StoreType.FILE)).hasSize(1);
        try (var target = folder().open(StoreType.FILE)) {
            target.moveAway("s", 2, "postgresql://elsewhere/sweeps");
        }
        migrate(0, "--from", "sqlite", "--to", "file");
        requireMoved();
    }

    @Test
    void a_sweep_that_went_on_from_the_target_is_not_opened_there_again() {
        migrate(0, "--to", "file");
        try (var store = folder().open(StoreType.FILE)) {
            store.moveAway("s", 2, "postgresql://elsewhere/sweeps");
        }
        assertThat(migrate(0, "--from", "sqlite", "--to", "file").out())
                .contains(
                        "Sweep s has moved to the store file already, and from there to the store postgresql://elsewhere/sweeps");
        try (var store = folder().open(StoreType.FILE)) {
            assertThat(store.lease("s").movedTo()).contains("postgresql://elsewhere/sweeps");
        }
    }

    @Test
    void a_sweep_that_came_back_is_found_where_it_is() {
        migrate(0, "--to", "file");
        migrate(0, "--to", "sqlite");
        assertThat(pieces(StoreType.SQLITE)).hasSize(2);
        var found = folder().find(Optional.of("s"), _ -> {});
        try (var store = found.store()) {
            assertThat(store.lease("s").movedTo()).isEmpty();
            assertThat(found.sweep().config()).containsEntry("store", "sqlite");
        }
        migrate(0, "--to", "file");
        assertThat(pieces(StoreType.FILE)).hasSize(2);
    }

    @Test
    void what_cannot_be_moved_is_said() {
        assertThat(migrate(2, "--from", "file", "--to", "file").err()).contains("are the same store");
        assertThat(migrate(2, "--to", "paper").err()).contains("--to: unknown store 'paper'");
        assertThat(migrate(3, "--from", "file", "--to", "sqlite").err()).contains("no sweep 's'");
        assertThat(migrate(2).err()).contains("--to");
    }
}
