package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.config.StoreType;
import metta.sweep.testing.Samples;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderTest {
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path path;

    private Folder folder() {
        return new Folder(path.resolve("sweeps"));
    }

    private void create(StoreType type, String sweepId, Instant at) {
        try (var store = folder().open(type)) {
            store.fetchSweepMetadata(SweepInfo.created(sweepId, Map.of(), Map.of(), 1, at));
        }
    }

    private Folder.Found find(String... idOrPrefix) {
        return folder().find(
                        Optional.of(idOrPrefix).filter(each -> each.length > 0).map(each -> each[0]), warnings::add);
    }

    private String found(String... idOrPrefix) {
        var found = find(idOrPrefix);
        try (var _ = found.store()) {
            return found.sweep().sweepId();
        }
    }

    private static void assertRefused(SweepException.Exit exit, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SweepException.class, e -> assertThat(e.exit()).isEqualTo(exit))
                .hasMessageContaining(message);
    }

    @Test
    void a_sweep_is_found_by_its_id_or_a_beginning_that_fits_no_other() {
        create(StoreType.SQLITE, "arena", Samples.NOW);
        create(StoreType.SQLITE, "arena-2", Samples.NOW.plusSeconds(1));
        create(StoreType.FILE, "hello", Samples.NOW.plusSeconds(2));
        assertThat(found("arena")).as("exact before longer ones").isEqualTo("arena");
        assertThat(found("arena-")).isEqualTo("arena-2");
        assertThat(found("h")).isEqualTo("hello");
        assertThat(found()).as("the newest").isEqualTo("hello");
    }

    @Test
    void a_beginning_that_fits_several_names_them() {
        create(StoreType.SQLITE, "arena-1", Samples.NOW);
        create(StoreType.FILE, "arena-2", Samples.NOW);
        assertRefused(SweepException.Exit.USAGE, "'ar' fits several sweeps: arena-1, arena-2", () -> find("ar"));
    }

    /// With a log that has a bad line in its middle.
    private Path damage(String sweepId) throws IOException {
        create(StoreType.FILE, sweepId, Samples.NOW.plusSeconds(9));
        var log = path.resolve("sweeps").resolve(sweepId).resolve("changes.jsonl");
        return Files.writeString(log, "not a line\n" + Files.readString(log));
    }

    @Test
    void a_sweep_that_cannot_be_read_hides_no_other() throws IOException {
        var log = damage("arena-1");
        create(StoreType.FILE, "arena-2", Samples.NOW);
        create(StoreType.FILE, "hello", Samples.NOW.plusSeconds(1));
        assertThat(found("arena-2")).isEqualTo("arena-2");
        assertThat(found("h")).isEqualTo("hello");
        assertThat(warnings).isEmpty();
        assertThat(found()).isEqualTo("hello");
        assertThat(warnings).singleElement().asString().contains("sweep arena-1 is left out: " + log);
        assertRefused(SweepException.Exit.USAGE, "'ar' fits several sweeps: arena-2, arena-1", () -> find("ar"));
        assertRefused(SweepException.Exit.IO, log + " is damaged in line 1", () -> find("arena-1"));
        damage("bad");
        assertRefused(SweepException.Exit.IO, "is damaged in line 1", () -> find("b"));
    }

    @Test
    void nothing_is_not_the_beginning_of_every_name() {
        create(StoreType.SQLITE, "arena", Samples.NOW);
        assertRefused(SweepException.Exit.NOT_FOUND, "''", () -> find(""));
        assertRefused(SweepException.Exit.NOT_FOUND, "' '", () -> find(" "));
    }

    @Test
    void what_is_not_there_is_said_to_be_not_there_and_nothing_is_made() {
        assertRefused(SweepException.Exit.NOT_FOUND, "no sweeps in", () -> find());
        assertRefused(SweepException.Exit.NOT_FOUND, "ghost", () -> find("ghost"));
        assertThat(path.resolve("sweeps")).doesNotExist();
        create(StoreType.SQLITE, "arena", Samples.NOW);
        assertRefused(
                SweepException.Exit.NOT_FOUND,
                "no sweep 'ghost' in " + folder().path() + "; `metta sweep list` shows",
                () -> find("ghost"));
        assertRefused(
                SweepException.Exit.NOT_FOUND,
                "no sweep 'aerna' in %s; did you mean 'arena'? `metta sweep list` shows".formatted(folder().path()),
                () -> find("aerna"));
    }

    @Test
    void a_name_that_another_store_of_the_folder_has_is_refused() {
        create(StoreType.SQLITE, "arena", Samples.NOW);
        assertRefused(
                SweepException.Exit.USAGE,
                "sweep arena is kept in the sqlite store of this folder; go on with --store sqlite, or choose another --name",
                () -> folder().requireOnlyIn(StoreType.FILE, "arena"));
        folder().requireOnlyIn(StoreType.SQLITE, "arena");
        folder().requireOnlyIn(StoreType.FILE, "hello");
        create(StoreType.FILE, "another", Samples.NOW);
        assertRefused(
                SweepException.Exit.USAGE,
                "sweep arena is kept in the sqlite store",
                () -> folder().requireOnlyIn(StoreType.FILE, "arena"));
    }

    @Test
    void a_sweep_that_moved_within_the_folder_is_held_as_one_that_moved_anywhere() {
        create(StoreType.SQLITE, "arena", Samples.NOW);
        create(StoreType.FILE, "arena", Samples.NOW);
        try (var store = folder().open(StoreType.SQLITE)) {
            store.moveAway("arena", 0, "file");
        }
        assertRefused(
                SweepException.Exit.HELD,
                "sweep arena was moved to the store file; go on with it there: `--store file`",
                () -> folder().requireOnlyIn(StoreType.SQLITE, "arena"));
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        Files.writeString(path.resolve("sweeps"), "a file");
        assertRefused(SweepException.Exit.IO, "choose another with --dir", () -> folder().open(StoreType.SQLITE));
    }
}
