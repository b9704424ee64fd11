package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import metta.sweep.testing.PostgresServer;
import metta.sweep.testing.WithPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A sweep that is kept in PostgreSQL: the controller killed and the server crashed on the way, two
/// controllers, and the password nowhere to be seen.
@Tag("postgres")
@ExtendWith(WithPostgres.class)
final class PostgresIT {
    private static final String STEP = """
            echo start >>"$METTA_RUN_DIR/starts"
            until [ -e "$METTA_RUN_DIR/../go" ]; do sleep 0.05; done
            echo '{"score": 1}' >>"$METTA_METRICS_FILE"
            """;

    @TempDir
    private Path folder;

    private final PostgresServer server;
    private final String address;

    PostgresIT(PostgresServer server) {
        this.server = server;
        this.address = server.address(WithPostgres.freshSchema());
    }

    @Test
    void a_sweep_goes_on_although_its_controller_is_killed_and_the_server_crashes() throws Exception {
        var metta = new Metta(folder, Map.of("METTA_STORE", address, "METTA_LOG", "debug"));
        var home = metta.recipe("pg", STEP);
        var killed = metta.startGrid(home, "1,2,3");
        Metta.await("a training has started", () -> killed.err().contains("pg_trial_0001 started"));
        killed.process().destroyForcibly().waitFor();

        var second = metta.startGrid(home, "1,2,3");
        Metta.await("the sweep is taken up", () -> second.err().contains("Going on with pg"));
        server.crash();
        server.start();
        Files.createFile(metta.sweeps().resolve("pg/go"));
        var end = second.end();

        assertThat(end.exitCode()).as(end.err()).isZero();
        assertThat(metta.startedJobs("pg"))
                .containsExactlyInAnyOrder("pg_trial_0001", "pg_trial_0002", "pg_trial_0003");
        for (int run = 1; run <= 3; run++) {
            assertThat(Metta.read(metta.sweeps().resolve("pg/pg_trial_000%d/starts".formatted(run))))
                    .isEqualTo("start\n");
        }
        assertThat(metta.runs("pg"))
                .hasSize(3)
                .allSatisfy(run -> assertThat(run).containsEntry("status", "COMPLETED"));
        assertThat(metta.sweeps().resolve("metta.db")).doesNotExist();
        for (var command : List.of("status", "list", "analyze")) {
            var looked = metta.run(command);
            assertThat(looked.exitCode()).as(looked.err()).isZero();
            assertThat(looked.out()).contains("pg");
        }
        assertThat(metta.run("logs", "pg", "1").exitCode()).isZero();
        assertNoSecretUnder(folder);
    }

    @Test
    void controllers_in_two_folders_know_of_each_other_and_the_store_is_named_by_an_option() throws Exception {
        Files.createDirectory(folder.resolve("one"));
        Files.createDirectory(folder.resolve("two"));
        var one = new Metta(folder.resolve("one"));
        var two = new Metta(folder.resolve("two"));
        var home = one.recipe("pg", STEP);
        var first = one.startGrid(home, "1", "--store", address);
        Metta.await("a training has started", () -> first.err().contains("pg_trial_0001 started"));

        assertThat(one.run("status", "pg").exitCode())
                .as("it is not in the folder")
                .isNotZero();
        assertThat(two.run("status", "pg", "--store", address).err())
                .contains("run by process " + first.process().pid());
        var second = two.startGrid(home, "1", "--store", address);
        Metta.await("it waits, or has ended", () -> !second.process().isAlive());
        assertThat(second.end().exitCode()).as(second.err()).isEqualTo(5);
        assertThat(second.err())
                .contains("being run by process " + first.process().pid())
                .contains("`metta sweep stop pg --store 'postgresql://metta@127.0.0.1:");

        var stopped = one.run("stop", "pg", "--store", address);
        assertThat(stopped.exitCode()).as(stopped.err()).isZero();
        first.end();
        assertNoSecretUnder(folder);
    }

    @Test
    void who_watches_goes_on_watching_when_the_server_is_back_and_a_controller_in_another_folder_is_warned()
            throws Exception {
        Files.createDirectory(folder.resolve("one"));
        Files.createDirectory(folder.resolve("two"));
        var one = new Metta(folder.resolve("one"), Map.of("METTA_STORE", address));
        var two = new Metta(folder.resolve("two"), Map.of("METTA_STORE", address));
        var home = one.recipe("pg", STEP);
        var first = one.startGrid(home, "1");
        Metta.await("a training has started", () -> first.err().contains("pg_trial_0001 started"));
        var watcher = one.start("status", "pg", "--watch");
        Metta.await("it watches", () -> watcher.err().contains("0/1 trials"));
        first.process().destroyForcibly().waitFor();

        server.crash();
        Metta.await("it has met the crash", () -> watcher.err().contains("still watching"));
        server.start();
        var second = two.startGrid(home, "1");
        Metta.await("it warns", () -> second.err().contains("must share its folder"));
        assertThat(second.err()).contains(one.sweeps().toString(), two.sweeps().toString());
        second.process().destroyForcibly().waitFor();
        var third = one.startGrid(home, "1");
        Files.createFile(one.sweeps().resolve("pg/go"));

        assertThat(third.end().exitCode()).as(third.err()).isZero();
        assertThat(watcher.end().exitCode()).as(watcher.err()).isZero();
        assertThat(third.err()).doesNotContain("must share its folder");
    }

    private static void assertNoSecretUnder(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Metta.read(file)).as(file.toString()).doesNotContain("canary");
            }
        }
    }
}
