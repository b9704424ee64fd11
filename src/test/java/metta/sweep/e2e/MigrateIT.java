package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import metta.sweep.testing.PostgresServer;
import metta.sweep.testing.WithPostgres;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Sweeps that go from one store into another while their jobs run.
@Tag("postgres")
@ExtendWith(WithPostgres.class)
final class MigrateIT {
    private final String address;

    @TempDir
    private Path folder;

    private Metta metta;
    private Ledger ledger;

    MigrateIT(PostgresServer server) {
        this.address = server.address(WithPostgres.freshSchema());
    }

    @BeforeEach
    void setUp() {
        metta = new Metta(folder);
        ledger = new Ledger(metta, "moving", 3);
    }

    private Metta.Running start(String store) throws IOException {
        return metta.startGrid(ledger.recipe(), ledger.values(), "--store", store);
    }

    private Metta.Result migrate(String from, String to) throws IOException, InterruptedException {
        var result = metta.run("migrate", "moving", "--from", from, "--to", to);
        assertThat(result.exitCode()).as("%s to %s: %s", from, to, result.err()).isZero();
        return result;
    }

    private void finish(String store) throws IOException, InterruptedException {
        ledger.letAllGo();
        var last = start(store).end();
        assertThat(last.exitCode()).as(last.err()).isZero();
        ledger.requireComplete("status", "moving", "--json", "--store", store);
    }

    @Test
    void a_running_sweep_moves_and_another_controller_goes_on_with_its_jobs() throws Exception {
        var first = start("sqlite");
        ledger.awaitStart(1);
        ledger.letGo(1);
        ledger.awaitStart(2);

        var moved = metta.run("migrate", "moving", "--to", address);
        assertThat(moved.exitCode()).as(moved.err()).isZero();
        assertThat(moved.out())
                .contains("is in the store postgresql://", "2 runs")
                .doesNotContain("secret");
        var deposed = first.end();
        assertThat(deposed.exitCode()).as(deposed.err()).isEqualTo(5);
        assertThat(deposed.err()).contains("sweep moving was moved to the store postgresql://");
        assertThat(metta.run("status", "moving").err()).contains("it was moved to the store postgresql://");
        assertThat(metta.run("list").out()).contains("moved");
        var back = start("sqlite").end();
        assertThat(back.exitCode()).as(back.err()).isEqualTo(5);
        assertThat(back.err()).contains("was moved to the store postgresql://");
        assertThat(metta.run("migrate", "moving", "--to", address).out()).contains("has moved to the store");

        var second = start(address);
        Metta.await("the second goes on", () -> second.err().contains("Going on with moving: 1 of 3 trials ended"));
        ledger.letAllGo();
        assertThat(second.end().exitCode()).as(second.err()).isZero();
        ledger.requireComplete("status", "moving", "--json", "--store", address);
    }

    @Test
    void a_sweep_moves_between_all_pairs_of_stores_while_its_job_runs() throws Exception {
        var first = start("sqlite");
        ledger.awaitStart(1);
        Metta.await("the handle is on record", () -> first.err().contains("moving_trial_0001 started"));
        first.process().destroyForcibly().waitFor();
        var way = List.of("sqlite", "file", address, "file", "sqlite", address, "sqlite");
        for (int i = 1; i < way.size(); i++) {
            migrate(way.get(i - 1), way.get(i));
        }
        finish("sqlite");
    }

    @Test
    void a_move_that_is_killed_is_completed_by_the_same_command() throws Exception {
        start("sqlite");
        ledger.awaitStart(1);
        var way = List.of("sqlite", address, "file");
        for (int i = 1; i < way.size(); i++) {
            var killed = metta.start("migrate", "moving", "--from", way.get(i - 1), "--to", way.get(i));
            int before = snapshots();
            Metta.await(
                    "it is being copied",
                    () -> snapshots() > before || !killed.process().isAlive());
            killed.process().destroyForcibly().waitFor();
            migrate(way.get(i - 1), way.get(i));
        }
        finish("file");
    }

    private int snapshots() {
        var names = ledger.folder().resolve("snapshots").toFile().list();
        return names == null ? 0 : names.length;
    }

    @Test
    void a_store_that_has_a_sweep_of_that_name_is_left_as_it_is() throws Exception {
        ledger.recipe();
        var first = start("file");
        ledger.awaitStart(1);
        var elsewhere = new Metta(folder.resolve("elsewhere"));
        Files.createDirectories(folder.resolve("elsewhere"));
        var other = new Ledger(elsewhere, "moving", 1);
        var theirs = elsewhere.startGrid(other.recipe(), "7", "--store", address);
        other.awaitStart(1);
        other.letAllGo();
        assertThat(theirs.end().exitCode()).isZero();

        var refused = metta.run("migrate", "moving", "--to", address);
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(4);
        assertThat(refused.err()).contains("has a sweep moving of its own; nothing was moved");
        ledger.letAllGo();
        assertThat(first.end().exitCode()).isZero();
        ledger.requireComplete("status", "moving", "--json", "--store", "file");
    }
}
