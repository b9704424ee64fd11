package metta.sweep.store;

import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import metta.sweep.Lease;
import metta.sweep.RunInfo;
import metta.sweep.StoreException;
import metta.sweep.json.Json;
import metta.sweep.testing.Await;
import metta.sweep.testing.Samples;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/// Databases that older and newer programs wrote, and migrations that were cut short.
final class SqliteSchemaTest {
    private static final int RUNS = 2_000;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("metta.db");
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file.toUri());
    }

    private int number(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.getInt(1);
        }
    }

    private void run(String... statements) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            for (var each : statements) {
                statement.execute(each);
            }
        }
    }

    /// Runs the scripts up to that version, as a program did that knew no more, or that was killed after that script.
    private void migrate(int version) {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file.toUri());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:metta/sweep/store/sqlite")
                .target(Integer.toString(version))
                .load()
                .migrate();
    }

    /// A sweep of many runs, as the program of schema 1 wrote it.
    private void fill() throws SQLException {
        var at = Samples.NOW.toString();
        try (var connection = connection();
                var sweep = connection.prepareStatement("""
                        INSERT INTO sweep (sweep_id, config, recipe, seed, created_at, state, reason, epoch)
                        VALUES (?, ?, '{}', 42, ?, 'RUNNING', '', 3)""");
                var run = connection.prepareStatement("""
                        INSERT INTO run (sweep_id, run_id, number, revision, status, document)
                        VALUES (?, ?, ?, ?, 'PENDING', ?)""")) {
            connection.setAutoCommit(false);
            sweep.setString(1, SWEEP);
            sweep.setString(2, Json.write(sweep(SWEEP).config()));
            sweep.setString(3, at);
            sweep.executeUpdate();
            for (int number = 1; number <= RUNS; number++) {
                var info = RunInfo.created(SWEEP, Samples.init(number));
                run.setString(1, SWEEP);
                run.setString(2, info.runId());
                run.setInt(3, number);
                run.setInt(4, number);
                run.setString(5, Json.write(info));
                run.addBatch();
            }
            run.executeBatch();
            connection.commit();
        }
    }

    private void requireComplete() throws SQLException {
        try (var store = Stores.sqlite(file)) {
            assertThat(store.findSweep(SWEEP)).contains(sweep(SWEEP));
            assertThat(store.fetchRuns(SWEEP, 0).runs()).hasSize(RUNS);
            assertThat(store.lease(SWEEP)).isEqualTo(new Lease(3, 0, Optional.empty()));
        }
        assertThat(number("PRAGMA user_version")).isEqualTo(SqliteSchema.VERSION);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void every_older_schema_is_brought_up_to_date_and_kept_as_it_was(int version) throws SQLException {
        migrate(1);
        fill();
        migrate(version);
        requireComplete();
        file = directory.resolve("metta.db.schema-" + version);
        assertThat(number("PRAGMA user_version")).isEqualTo(version);
        assertThat(number("SELECT count(*) FROM run")).isEqualTo(RUNS);
        assertThat(directory.toFile().list()).noneMatch(each -> each.endsWith(".tmp"));
    }

    @Test
    void a_new_database_needs_no_copy() {
        Stores.sqlite(file).close();
        assertThat(directory.toFile().list()).noneMatch(each -> each.contains("schema"));
    }

    @Test
    void a_program_that_is_killed_while_it_migrates_leaves_what_the_next_one_completes() throws Exception {
        for (int round = 0; round < 3; round++) {
            file = Files.createDirectories(directory.resolve("round " + round)).resolve("metta.db");
            migrate(1);
            fill();
            var copy = file.resolveSibling(round == 0 ? ".metta.db.schema-1.tmp" : "metta.db.schema-1");
            var killed = OtherProcess.start(OtherProcess.command("open", "sqlite", String.valueOf(file.getParent())));
            Await.until("the copy appears", () -> Files.exists(copy) || !killed.isAlive());
            killed.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
            requireComplete();
        }
    }

    @Test
    void a_command_of_a_newer_program_is_refused_and_no_bug() throws SQLException {
        migrate(1);
        fill();
        try (var store = Stores.sqlite(file)) {
            run("INSERT INTO inbox VALUES ('%s', 1, '{\"is\":\"Future\"}', '%s')".formatted(SWEEP, Samples.NOW));
            assertThatThrownBy(() -> store.fetchRuns(SWEEP, 0))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("newer Metta Sweep");
        }
    }

    @Test
    void a_program_at_work_writes_nothing_more_once_a_newer_one_has_shut_it_out() throws SQLException {
        migrate(1);
        fill();
        try (var store = Stores.sqlite(file)) {
            int newer = SqliteSchema.VERSION + 7;
            run("PRAGMA user_version = " + newer, "UPDATE oldest_reader SET schema = " + newer);
            assertThatThrownBy(() -> store.takeLease(SWEEP, 3, Samples.owner(1)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("newer Metta Sweep");
        }
    }

    @Test
    void a_newer_schema_is_used_by_the_programs_that_it_names_and_refused_by_others() throws SQLException {
        migrate(1);
        fill();
        Stores.sqlite(file).close();
        int newer = SqliteSchema.VERSION + 7;
        run("PRAGMA user_version = " + newer, "ALTER TABLE run ADD COLUMN novelty TEXT");
        try (var store = Stores.sqlite(file)) {
            assertThat(store.fetchRuns(SWEEP, 0).runs()).hasSize(RUNS);
            store.takeLease(SWEEP, 3, Samples.owner(1));
        }
        assertThat(number("PRAGMA user_version")).isEqualTo(newer);
        for (var words : List.of("UPDATE oldest_reader SET schema = " + (newer - 1), "DROP TABLE oldest_reader")) {
            run(words);
            assertThatThrownBy(() -> Stores.sqlite(file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(
                            "written by a newer Metta Sweep (schema %d; only programs of schema".formatted(newer));
        }
    }
}
