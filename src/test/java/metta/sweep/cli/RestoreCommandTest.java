package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobId;
import metta.sweep.RunInfo;
import metta.sweep.StaleEpochException;
import metta.sweep.SweepInfo;
import metta.sweep.config.StoreType;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Snapshots that somebody asks for, and where they may be restored.
final class RestoreCommandTest {
    @TempDir
    private Path path;

    private Folder folder() {
        return new Folder(path.resolve("sweeps"));
    }

    @BeforeEach
    void create() throws IOException {
        var recipe = Placing.recipe(path, "recipe", "train: {command: [\"true\"]}\nmetric: {name: score}\n");
        var order = Placing.place("parameters: {b: {min: 0.0, max: 1.0}}\nbudget: {max_trials: 9}\n", recipe);
        try (var store = folder().open(StoreType.SQLITE)) {
            store.fetchSweepMetadata(SweepInfo.created(
                    order.sweepId(), order.config().toTree(), order.recipe().toTree(), 1, NOW));
            var fence = new Fence("mine", store.takeLease("mine", 0, owner(1)).epoch());
            store.initRun(fence, new Fact.InitRun(RunInfo.id("mine", 1), 1, false, Map.of(), NOW));
        }
    }

    private Captured run(int exitCode, String... command) {
        var captured = Captured.pipe();
        var words = new ArrayList<>(List.of("sweep"));
        words.addAll(List.of(command));
        words.addAll(List.of("--dir", folder().path().toString()));
        assertThat(captured.run(words.toArray(String[]::new)))
                .as(captured.err())
                .isEqualTo(exitCode);
        return captured;
    }

    private String snapshot() {
        return run(0, "snapshot", "mine").out().strip();
    }

    private void loseStore() throws IOException {
        try (var files = Files.newDirectoryStream(folder().path(), "metta.db*")) {
            for (var file : files) {
                Files.delete(file);
            }
        }
    }

    @Test
    void a_snapshot_lies_in_the_sweeps_folder_or_where_somebody_says() throws IOException {
        assertThat(Path.of(snapshot())).hasParent(folder().path().resolve("mine/snapshots"));
        var elsewhere = Files.createDirectory(path.resolve("backup"));
        run(0, "snapshot", "mine", "--to", elsewhere.toString());
        run(0, "snapshot", "mine", "--to", elsewhere.resolve("by name").toString());
        assertThat(elsewhere.toFile().list())
                .hasSize(2)
                .contains("by name")
                .anyMatch(name -> name.matches("mine-[0-9T]+Z\\.snapshot"));
        assertThat(run(0, "snapshot", "mine", "--json").out()).contains("\"runs\" : 1", "\"sha256\"");
        run(3, "snapshot", "other");
        run(74, "snapshot", "mine", "--to", path.resolve("no/folder/s").toString());
    }

    @Test
    void a_snapshot_takes_the_place_of_a_file_alone_and_never_of_a_device_or_a_pipe()
            throws IOException, InterruptedException {
        var pipe = path.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        var link = Files.createSymbolicLink(path.resolve("link"), pipe);
        for (var target : List.of(pipe, link)) {
            assertThat(run(2, "snapshot", "mine", "--to", target.toString()).err())
                    .contains("neither a file nor a folder; nothing was written");
        }
        assertThat(Files.isRegularFile(pipe)).isFalse();
        assertThat(link).isSymbolicLink();
        var old = Files.writeString(path.resolve("old"), "old");
        var toOld = Files.createSymbolicLink(path.resolve("to-old"), old);
        run(0, "snapshot", "mine", "--to", toOld.toString());
        assertThat(toOld).isSymbolicLink();
        assertThat(old).isNotEmptyFile().binaryContent().hasSizeGreaterThan(100);
    }

    @Test
    void a_folder_that_is_named_as_one_is_made_for_a_snapshot() {
        var folder = path.resolve("snap");
        var file = run(0, "snapshot", "mine", "--to", folder + "/").out().strip();
        assertThat(Path.of(file)).hasParent(folder).isRegularFile();
    }

    @Test
    void a_sweep_is_restored_into_any_store_under_an_epoch_that_nobody_had() throws IOException {
        var file = snapshot();
        loseStore();
        assertThat(run(0, "restore", file, "--store", "file").out())
                .contains("Sweep mine is in the store file again", "with 1 run");
        try (var store = folder().open(StoreType.FILE)) {
            assertThat(store.lease("mine").epoch()).isGreaterThan(1_000_001);
            assertThat(store.lease("mine").owner()).isEmpty();
            assertThat(store.findSweep("mine").orElseThrow().config()).containsEntry("store", "file");
        }
        assertThat(run(4, "restore", file, "--store", "file").err()).contains("already, with 1 run (running)");
        assertThat(run(2, "restore", file).err()).contains("is kept in the file store of this folder");
    }

    @Test
    void a_sweep_whose_jobs_may_run_elsewhere_leaves_nothing_where_it_is_not_restored() {
        try (var store = folder().open(StoreType.SQLITE)) {
            var fence = new Fence("mine", store.lease("mine").epoch());
            for (int number = 1; number <= 2; number++) {
                var run = RunInfo.id("mine", number);
                var job = Samples.job(JobId.training(run));
                store.initRun(fence, new Fact.InitRun(run, number, false, Map.of(), NOW));
                store.commit(
                        fence,
                        List.of(
                                new Fact.RecordJob(job),
                                new Fact.JobSubmitted(job.id(), "there", NOW),
                                new Fact.JobStarted(job.id(), NOW)));
            }
        }
        var file = snapshot();
        var elsewhere = path.resolve("elsewhere");
        var refused = Captured.pipe();
        assertThat(refused.run("sweep", "restore", file, "--dir", elsewhere.toString()))
                .isEqualTo(4);
        assertThat(refused.err())
                .contains("mine_trial_0001 and 1 more ran when the snapshot was taken, and have no folder in ")
                .contains("then they are tried again. Nothing was restored");
        assertThat(elsewhere).doesNotExist();
    }

    @Test
    void a_controller_of_an_earlier_restoration_can_change_nothing_after_a_later_one() throws IOException {
        var file = snapshot();
        loseStore();
        run(0, "restore", file);
        var first = taken();
        loseStore();
        run(0, "restore", file);
        var second = taken();
        assertThat(second.epoch()).isGreaterThan(first.epoch());
        try (var store = folder().open(StoreType.SQLITE)) {
            assertThatThrownBy(() -> store.renewLease(first)).isInstanceOf(StaleEpochException.class);
            store.renewLease(second);
        }
    }

    private Fence taken() {
        try (var store = folder().open(StoreType.SQLITE)) {
            var lease = store.takeLease("mine", store.lease("mine").epoch(), owner(2));
            return new Fence("mine", lease.epoch());
        }
    }

    @Test
    void a_sweep_that_goes_on_elsewhere_is_not_restored_where_it_was() {
        var file = snapshot();
        try (var store = folder().open(StoreType.SQLITE)) {
            store.moveAway("mine", 1, "postgresql://elsewhere/sweeps");
        }
        assertThat(run(4, "restore", file).err())
                .contains("sweep mine was moved from here to the store postgresql://elsewhere/sweeps");
    }

    @Test
    void a_sweep_whose_controller_lives_is_not_restored() throws IOException {
        var file = snapshot();
        loseStore();
        try (var lock =
                ControllerLock.tryTake(folder().workspace("mine").directory()).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(run(5, "restore", file).err()).contains("a controller of sweep mine still runs in");
        }
        run(0, "restore", file);
    }

    @Test
    void a_sweep_that_no_store_knows_is_not_begun_where_its_snapshots_are() throws IOException {
        var file = snapshot();
        loseStore();
        assertThat(run(4, "start", path.resolve("recipe").toString(), "--grid", "b=1", "--name", "mine")
                        .err())
                .contains(
                        "sweep mine is not in the store sqlite, but its folder",
                        "has a snapshot",
                        "metta sweep restore " + file);
    }
}
