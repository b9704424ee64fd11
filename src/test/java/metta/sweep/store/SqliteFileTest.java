package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.observation;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobStatus;
import metta.sweep.Observation;
import metta.sweep.Overview;
import metta.sweep.RunInfo;
import metta.sweep.StoreException;
import metta.sweep.config.Goal;
import metta.sweep.space.Configuration;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The file of a [SqliteStore]: versions, damage, strange places.
final class SqliteFileTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("what? #1%41 \u00e9").resolve("metta.db");
    }

    private void run(String... statements) throws SQLException, IOException {
        Files.createDirectories(directory.resolve("what? #1%41 \u00e9"));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        }
    }

    private AbstractThrowableAssert<?, ?> assertBroken() {
        return assertThatThrownBy(() -> {
                    try (var store = Stores.sqlite(file)) {
                        store.fetchRuns(SWEEP, 0);
                    }
                })
                .isInstanceOf(StoreException.class)
                .hasFieldOrPropertyWithValue("kind", StoreException.Kind.BROKEN)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_file_that_was_removed_or_replaced_is_written_to_no_more() throws IOException {
        try (var store = Stores.sqlite(file)) {
            store.fetchSweepMetadata(sweep(SWEEP));
            var aside = file.resolveSibling("aside.db");
            Files.move(file, aside);
            assertRemoved(() -> store.fetchSweepMetadata(sweep("another")));
            Files.copy(aside, file);
            assertRemoved(() -> store.fetchRuns(SWEEP, 0));
            Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(store.findSweep(SWEEP)).isPresent();
            assertThat(store.findSweep("another")).isEmpty();
        }
    }

    private static void assertRemoved(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(StoreException.class)
                .hasFieldOrPropertyWithValue("kind", StoreException.Kind.BROKEN)
                .hasMessageContaining("was removed or replaced while it was in use");
    }

    @Test
    void an_empty_file_becomes_a_store() throws IOException, SQLException {
        run("PRAGMA user_version = 0");
        try (var store = Stores.sqlite(file)) {
            assertThat(store.fetchSweepMetadata(sweep(SWEEP))).isEqualTo(sweep(SWEEP));
        }
    }

    @Test
    void a_file_of_schema_1_is_brought_up_to_date() throws IOException, SQLException {
        var run = RunInfo.id(SWEEP, 1);
        var observation = new Observation(
                run, 1, 1, Configuration.EMPTY, Map.of("score", 0.5), 3, 0, Optional.empty(), Optional.empty());
        try (var store = Stores.sqlite(file)) {
            store.fetchSweepMetadata(sweep(SWEEP));
            var fence = new Fence(SWEEP, store.takeLease(SWEEP, 0, owner(1)).epoch());
            store.commit(fence, List.of(init(1), new Fact.Observed(run, observation)));
        }
        run(
                "DROP INDEX run_by_status",
                "DROP INDEX run_of_replicate",
                "DROP INDEX run_by_number",
                "ALTER TABLE run DROP COLUMN replicate",
                "DROP INDEX run_by_score",
                "ALTER TABLE run DROP COLUMN busy",
                "ALTER TABLE run DROP COLUMN cost",
                "ALTER TABLE sweep DROP COLUMN amendments",
                "ALTER TABLE sweep DROP COLUMN moved_to",
                "DROP TABLE oldest_reader",
                "DELETE FROM flyway_schema_history WHERE version > '1'",
                "PRAGMA user_version = 1");
        try (var store = Stores.sqlite(file)) {
            var overview = store.overview(SWEEP, Goal.MAXIMIZE);
            assertThat(overview.best()).contains(new Overview.Best(run, 0.5, Configuration.EMPTY));
            assertThat(overview.cost()).isEqualTo(3);
        }
    }

    @Test
    void a_file_of_schema_2_has_its_statuses_told_anew() throws IOException, SQLException {
        var stages = RunColumnsTest.stages();
        var ended = RunInfo.id(SWEEP, 100);
        try (var store = Stores.sqlite(file)) {
            store.fetchSweepMetadata(sweep(SWEEP));
            var fence = new Fence(SWEEP, store.takeLease(SWEEP, 0, owner(1)).epoch());
            for (var run : stages.values()) {
                var facts = new ArrayList<Fact>();
                facts.add(new Fact.InitRun(run.runId(), run.number(), run.evaluated(), run.summary(), run.createdAt()));
                for (var job : run.jobs()) {
                    facts.add(new Fact.RecordJob(job.definition()));
                    job.startedAt().ifPresent(at -> facts.add(new Fact.JobStarted(job.id(), at)));
                    job.outcome().ifPresent(how -> facts.add(new Fact.JobEnded(job.id(), how, NOW)));
                }
                store.commit(fence, facts);
            }
            store.commit(
                    fence,
                    List.of(
                            init(100),
                            new Fact.RunStopped(ended, "asked"),
                            new Fact.Observed(ended, observation(100, 0.5))));
            assertThat(store.fetchRuns(SWEEP, 0).runs()).containsAll(stages.values());
        }
        run(
                "DROP INDEX run_by_status",
                "DROP INDEX run_of_replicate",
                "DROP INDEX run_by_number",
                "ALTER TABLE run DROP COLUMN replicate",
                "ALTER TABLE run DROP COLUMN busy",
                "ALTER TABLE sweep DROP COLUMN amendments",
                "CREATE INDEX run_by_status ON run (sweep_id, status, cost)",
                "UPDATE run SET status = 'EVAL_DONE_NOT_COMPLETED' WHERE number < 100",
                "ALTER TABLE sweep DROP COLUMN moved_to",
                "DROP TABLE oldest_reader",
                "DELETE FROM flyway_schema_history WHERE version > '2'",
                "PRAGMA user_version = 2");
        try (var store = Stores.sqlite(file)) {
            var counts = new EnumMap<JobStatus, Integer>(JobStatus.class);
            stages.values().forEach(run -> counts.merge(run.status(), 1, Integer::sum));
            counts.put(JobStatus.STOPPED, 1);
            assertThat(store.overview(SWEEP, Goal.MAXIMIZE).counts()).isEqualTo(counts);
        }
        var kept = new TreeMap<String, String>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT run_id, status FROM run WHERE number < 100")) {
            while (rows.next()) {
                kept.put(rows.getString(1), rows.getString(2));
            }
        }
        var told = new TreeMap<String, String>();
        stages.values().forEach(run -> told.put(run.runId(), run.status().name()));
        assertThat(kept).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state = 'ASLEEP'", "config = '{'", "created_at = 'once'", "owner = '{}'"})
    void one_sweep_that_cannot_be_read_hides_no_other(String damage) throws IOException, SQLException {
        try (var store = Stores.sqlite(file)) {
            store.fetchSweepMetadata(sweep("bad"));
            store.fetchSweepMetadata(sweep(SWEEP));
        }
        run("UPDATE sweep SET " + damage + " WHERE sweep_id = 'bad'");
        try (var store = Stores.sqlite(file)) {
            var unreadable = new TreeMap<String, StoreException>();
            assertThat(store.sweeps(unreadable::put)).containsExactly(sweep(SWEEP));
            assertThat(unreadable).containsOnlyKeys("bad");
            assertThatThrownBy(store::sweeps)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the row of sweep bad makes no sense");
            assertThat(store.findSweep(SWEEP)).contains(sweep(SWEEP));
        }
    }

    @Test
    void a_file_of_a_newer_program_is_refused() throws IOException, SQLException {
        run("PRAGMA user_version = " + (SqliteSchema.VERSION + 1));
        assertBroken().hasMessageContaining("newer Metta Sweep");
    }

    @Test
    void another_programs_database_is_refused_and_left_as_it_was() throws IOException, SQLException {
        run("CREATE TABLE theirs (x)");
        assertBroken().hasMessageContaining("another program");
        run("SELECT x FROM theirs");
    }

    @Test
    void a_file_that_is_no_database_is_refused() throws IOException, SQLException {
        run();
        Files.writeString(file, "not a database, but long enough to be looked at".repeat(100));
        assertBroken().hasMessageContaining("no SQLite database");
    }

    @Test
    void a_damaged_database_is_named() throws IOException {
        try (var store = Stores.sqlite(file)) {
            store.fetchSweepMetadata(sweep(SWEEP));
        }
        var bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4096, bytes.length, (byte) 0x5a);
        Files.write(file, bytes);
        assertBroken().hasMessageContaining("damaged");
    }

    @Test
    void a_busy_database_may_be_tried_again_and_the_store_stays_usable() throws SQLException {
        try (var store = SqliteStore.open(file, Duration.ofMillis(1));
                var other = DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(store.sweeps()).isEmpty();
            assertThatThrownBy(() -> store.fetchSweepMetadata(sweep(SWEEP)))
                    .hasFieldOrPropertyWithValue("kind", StoreException.Kind.TRANSIENT);
            statement.execute("ROLLBACK");
            assertThat(store.fetchSweepMetadata(sweep(SWEEP))).isEqualTo(sweep(SWEEP));
        }
    }

    @Test
    void a_closed_store_says_so() {
        var store = Stores.sqlite(file);
        store.close();
        assertThatThrownBy(store::sweeps).isInstanceOf(StoreException.class).hasMessageContaining("closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse", "lustre", "gpfs", "9p", "NFS", "ceph"})
    void file_systems_of_several_machines_are_told(String type) {
        assertThat(NetworkFileSystems.networked(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ext4", "xfs", "btrfs", "tmpfs", "overlay", "zfs", "fuseblk", "fuse.fuse-overlayfs", "apfs"})
    void file_systems_of_one_machine_are_told(String type) {
        assertThat(NetworkFileSystems.networked(type)).isFalse();
    }

    @Test
    void the_type_of_a_file_that_is_yet_to_come_is_its_directorys() throws IOException {
        assertThat(NetworkFileSystems.type(file))
                .contains(Files.getFileStore(directory).type());
    }
}
