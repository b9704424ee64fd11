package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that is lost while jobs run, and what is left of the sweep.
final class RestoreIT {
    @TempDir
    private Path folder;

    private Metta metta;
    private Ledger ledger;

    @BeforeEach
    void setUp() {
        metta = new Metta(folder);
        ledger = new Ledger(metta, "lost", 4);
    }

    private Metta.Running start(String... more) throws IOException {
        return metta.startGrid(ledger.recipe(), ledger.values(), more);
    }

    private void loseStore() throws IOException {
        for (var name : new String[] {"metta.db", "metta.db-wal", "metta.db-shm"}) {
            Files.deleteIfExists(metta.sweeps().resolve(name));
        }
    }

    /// A snapshot with one run under way; then that run ended, another began, controller and store were lost.
    private Path lost() throws Exception {
        var controller = start();
        ledger.awaitStart(1);
        Metta.await("the handle is on record", () -> controller.err().contains("lost_trial_0001 started"));
        var snapshot = metta.run("snapshot", "lost");
        assertThat(snapshot.exitCode()).as(snapshot.err()).isZero();
        ledger.letGo(1);
        ledger.awaitStart(2);
        controller.process().destroyForcibly().waitFor();
        loseStore();
        return Path.of(snapshot.out().strip());
    }

    @Test
    void a_sweep_is_restored_and_no_program_is_started_twice() throws Exception {
        var snapshot = lost();
        var anew = start().end();
        assertThat(anew.exitCode()).as(anew.err()).isEqualTo(4);
        assertThat(anew.err())
                .contains(
                        "sweep lost is not in the store sqlite",
                        "the jobs of 2 runs",
                        "metta sweep restore " + snapshot);
        assertThat(metta.run("status", "lost").exitCode()).isEqualTo(3);

        var restored = metta.run("restore", snapshot.toString());
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("1 run.", "started after the snapshot and are on record again: 1");
        var again = metta.run("restore", snapshot.toString());
        assertThat(again.exitCode()).isEqualTo(4);
        assertThat(again.err()).contains("is in the store sqlite already, with 2 runs");

        ledger.letAllGo();
        var second = start().end();
        assertThat(second.exitCode()).as(second.err()).isZero();
        ledger.requireComplete("status", "lost", "--json");
    }

    @Test
    void a_run_of_which_nobody_can_tell_what_it_tried_is_not_guessed_at() throws Exception {
        var snapshot = lost();
        var second = ledger.folder().resolve("lost_trial_0002");
        Files.delete(second.resolve("jobs/lost_trial_0002/params.json"));
        var refused = metta.run("restore", snapshot.toString());
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err())
                .contains("run lost_trial_0002 was started after the snapshot", "Nothing was restored");
        assertThat(metta.run("status", "lost").exitCode()).isEqualTo(3);
        ledger.letAllGo();
        Metta.await("it has ended", () -> Files.exists(second.resolve("jobs/lost_trial_0002/exit")));
    }

    @Test
    void jobs_whose_folders_are_elsewhere_are_not_started_again_unless_somebody_says_so() throws Exception {
        var snapshot = lost();
        var other = new Metta(folder.resolve("other machine"));
        Files.createDirectories(folder.resolve("other machine"));
        var refused = other.run("restore", snapshot.toString());
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(4);
        assertThat(refused.err()).contains("lost_trial_0001 ran when the snapshot was taken", "--jobs-gone");
        var restored = other.run("restore", snapshot.toString(), "--jobs-gone", "--store", "file");
        assertThat(restored.exitCode()).as(restored.err()).isZero();
        assertThat(restored.err()).contains("Go on with the command that started it, with --store file.");
        assertThat(other.run("status", "lost").out()).startsWith("lost  ").doesNotContain("in training");
        var there = new Ledger(other, "lost", 4);
        var run = other.startGrid(ledger.recipe(), ledger.values(), "--store", "file");
        there.awaitStart(1);
        there.letAllGo();
        var ended = run.end();
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).doesNotContain("must share its folder");
        there.requireComplete("status", "lost", "--json");
        ledger.letAllGo();
        Metta.await(
                "it has ended",
                () -> Files.exists(ledger.folder().resolve("lost_trial_0002/jobs/lost_trial_0002/exit")));
    }

    @Test
    void a_damaged_snapshot_restores_nothing() throws Exception {
        var snapshot = lost();
        var bytes = Files.readAllBytes(snapshot);
        bytes[bytes.length / 2] ^= 1;
        Files.write(snapshot, bytes);
        var refused = metta.run("restore", snapshot.toString());
        assertThat(refused.exitCode()).isEqualTo(74);
        assertThat(refused.err()).contains("is damaged or cut short");
        assertThat(metta.sweeps().resolve("metta.db")).doesNotExist();
        ledger.letAllGo();
        Metta.await(
                "it has ended",
                () -> Files.exists(ledger.folder().resolve("lost_trial_0002/jobs/lost_trial_0002/exit")));
    }

    @Test
    void a_running_sweep_keeps_snapshots_of_itself() throws Exception {
        var config = metta.file("sweep.yaml", """
                parameters: {x: {values: [1, 2, 3, 4]}}
                optimizer: grid
                budget: {max_trials: 4}
                execution: {snapshot_interval: 10ms, monitoring_interval: 50ms}
                """);
        var controller =
                metta.start("start", ledger.recipe().toString(), "--config", config.toString(), "--name", "lost");
        ledger.awaitStart(1);
        var snapshots = ledger.folder().resolve("snapshots");
        Metta.await("a snapshot is taken", () -> {
            var names = snapshots.toFile().list();
            return names != null
                    && names.length > 0
                    && Objects.requireNonNull(names[0]).startsWith("auto-");
        });
        ledger.letAllGo();
        assertThat(controller.end().exitCode()).isZero();
        loseStore();
        var anew = metta.run("start", ledger.recipe().toString(), "--config", config.toString(), "--name", "lost");
        assertThat(anew.exitCode()).isEqualTo(4);
        var file = anew.err().replaceFirst("(?s).*metta sweep restore (\\S+).*", "$1");
        assertThat(metta.run("restore", file).exitCode()).isZero();
        assertThat(metta.run("start", ledger.recipe().toString(), "--config", config.toString(), "--name", "lost")
                        .exitCode())
                .isZero();
        ledger.requireComplete("status", "lost", "--json");
    }
}
