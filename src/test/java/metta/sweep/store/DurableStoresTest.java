package metta.sweep.store;

import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.Fence;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.StoreException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the stores on disk share beyond the contract: several processes, and disks that fail them.
final class DurableStoresTest {
    @TempDir
    private Path directory;

    private Store open(String kind, Path place) {
        return kind.equals("sqlite") ? Stores.sqlite(place.resolve("metta.db")) : Stores.files(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "file"})
    void two_processes_that_create_and_fill_a_store_at_once_lose_nothing(String kind) throws Exception {
        var one = OtherProcess.start(OtherProcess.command("init", kind, directory.toString(), "1", "60"));
        var two = OtherProcess.start(OtherProcess.command("init", kind, directory.toString(), "61", "120"));
        OtherProcess.await(one);
        OtherProcess.await(two);
        try (var store = open(kind, directory)) {
            var all = store.fetchRuns(SWEEP, 0);
            assertThat(all.runs())
                    .extracting(RunInfo::number)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 120).boxed().toList());
            assertThat(all.cursor()).isEqualTo(120);
            assertThat(store.lease(SWEEP).epoch()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "file"})
    void a_store_sees_what_another_process_wrote_meanwhile(String kind) throws Exception {
        try (var store = open(kind, directory)) {
            store.fetchSweepMetadata(sweep(SWEEP));
            store.takeLease(SWEEP, 0, owner(1));
            store.initRun(new Fence(SWEEP, 1), init(1));
            var cursor = store.fetchRuns(SWEEP, 0).cursor();
            OtherProcess.await(OtherProcess.start(OtherProcess.command("init", kind, directory.toString(), "2", "3")));
            assertThat(store.fetchRuns(SWEEP, cursor).runs())
                    .extracting(RunInfo::number)
                    .containsExactly(2, 3);
        }
    }

    /// The small disk is a tmpfs in a mount namespace of its own, which anyone may make where the kernel allows user
    /// namespaces, and root anywhere.
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "file"})
    void a_full_disk_is_named_loses_nothing_and_is_over_when_there_is_space_again(String kind) throws Exception {
        boolean root = System.getProperty("user.name").equals("root");
        var task = OtherProcess.command("fill", kind, directory.toString());
        var command = new ArrayList<>(List.of(
                "unshare",
                root ? "-m" : "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o size=4m none \"$0\" && exec \"$@\"",
                directory.toString()));
        command.addAll(task);
        OtherProcess.await(OtherProcess.start(command));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "file"})
    void a_place_that_cannot_be_written_is_named(String kind) throws IOException {
        var file = Files.writeString(directory.resolve("plain file"), "");
        assertThatThrownBy(() -> {
                    try (var store = open(kind, file.resolve("sweeps"))) {
                        store.fetchSweepMetadata(sweep(SWEEP));
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString())
                .extracting("kind")
                .isEqualTo(StoreException.Kind.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "file"})
    void any_name_is_kept_and_none_leaves_the_store(String kind) throws IOException {
        var names = List.of(
                "../out", "..", ".", "", "a/b", "it's \"x\"; --", "two\nlines", "\u2603 \u00e9", "%2e", "a?b#c");
        var place = directory.resolve("in").resolve("here");
        try (var store = open(kind, place)) {
            names.forEach(name -> store.fetchSweepMetadata(sweep(name)));
        }
        try (var store = open(kind, place)) {
            assertThat(store.sweeps())
                    .containsExactlyElementsOf(names.stream().map(n -> sweep(n)).toList());
            names.forEach(name -> assertThat(store.findSweep(name)).contains(sweep(name)));
        }
        try (var outside = Files.list(directory.resolve("in"))) {
            assertThat(outside).containsExactly(place);
        }
    }
}
