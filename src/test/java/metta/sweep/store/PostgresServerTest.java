package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.report;
import static metta.sweep.testing.Samples.sweep;
import static metta.sweep.testing.Samples.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import metta.sweep.Amendments;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.MetricPoint;
import metta.sweep.Piece;
import metta.sweep.Report;
import metta.sweep.RunInfo;
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.config.PostgresAddress;
import metta.sweep.config.StorePlace;
import metta.sweep.testing.CuttingProxy;
import metta.sweep.testing.EveryFact;
import metta.sweep.testing.PostgresServer;
import metta.sweep.testing.WithPostgres;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A [PostgresStore] and its server: restarts, lost answers, several writers, refusals.
@Tag("postgres")
@ExtendWith(WithPostgres.class)
final class PostgresServerTest {
    private static final Fence FENCE = new Fence(SWEEP, 1);
    private final PostgresServer server;
    private final String schema = WithPostgres.freshSchema();

    PostgresServerTest(PostgresServer server) {
        this.server = server;
    }

    private Store open() {
        return open(server.address(schema));
    }

    private static Store open(String address) {
        return PostgresStore.at(address(address), Map.of());
    }

    private static PostgresAddress address(String text) {
        return (PostgresAddress) StorePlace.parse(text);
    }

    /// The store, tried again; what is done before each further try is the test's.
    private static Store retrying(Store store, Runnable meanwhile) {
        var backoff = new Backoff(5, Duration.ofMillis(1), Duration.ofMillis(1));
        return new RetryingStore(
                store, backoff, _ -> meanwhile.run(), new SplittableRandom(1), () -> 0, StoreWatch.NONE);
    }

    private static void hold(Store store) {
        store.fetchSweepMetadata(sweep(SWEEP));
        store.takeLease(SWEEP, 0, owner(1));
    }

    private static List<Fact> runs(int from, int to) {
        return IntStream.rangeClosed(from, to).<Fact>mapToObj(n -> init(n)).toList();
    }

    private Connection sql() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/postgres?currentSchema=%s".formatted(server.port(), schema),
                PostgresServer.USER,
                PostgresServer.PASSWORD);
    }

    private static AbstractThrowableAssert<?, ?> assertFails(StoreException.Kind kind, Store store) {
        try (store) {
            return assertThatThrownBy(() -> store.findSweep(SWEEP))
                    .isInstanceOf(StoreException.class)
                    .hasFieldOrPropertyWithValue("kind", kind)
                    .hasMessageNotContainingAny("canary", PostgresServer.PASSWORD_IN_ADDRESS);
        }
    }

    @Test
    void a_server_that_crashes_and_comes_back_in_the_middle_of_a_sweep_loses_nothing() {
        try (var plain = open();
                var store = retrying(plain, server::start)) {
            hold(store);
            for (int number = 1; number <= 3; number++) {
                store.commit(FENCE, runs(number, number));
                server.crash();
            }
            assertThatThrownBy(() -> plain.findSweep(SWEEP))
                    .hasFieldOrPropertyWithValue("kind", StoreException.Kind.TRANSIENT)
                    .hasMessageContaining("cannot be reached");
            assertThat(store.fetchRuns(SWEEP, 0).runs())
                    .extracting(RunInfo::number)
                    .containsExactly(1, 2, 3);
            store.renewLease(FENCE);
            assertThat(store.lease(SWEEP).epoch()).isEqualTo(1);
        }
    }

    @Test
    void a_commit_whose_answer_is_lost_is_done_once() throws IOException {
        try (var proxy = new CuttingProxy(server.port(), "COMMIT")) {
            try (var store = retrying(open(server.address(proxy.host(), schema)), () -> {})) {
                store.fetchSweepMetadata(sweep(SWEEP));
            }
            long epoch =
                    lossy(proxy, store -> store.takeLease(SWEEP, 0, owner(1)).epoch());
            boolean won = lossy(proxy, store -> store.initRun(FENCE, init(1)));
            var receipt = lossy(proxy, store -> store.commit(FENCE, List.of(new Fact.RecordJob(training(1)))));
            var points = report(training(1), "", "10", new MetricPoint("loss", 1, 0.5));
            var answer = lossy(proxy, store -> store.report(SWEEP, points));
            assertThat(epoch).isEqualTo(1);
            assertThat(won).isTrue();
            assertThat(receipt.cursor()).isEqualTo(2);
            assertThat(answer).isEqualTo(Report.Answer.ACCEPTED);
        }
        try (var store = open()) {
            assertThat(store.metrics(SWEEP, training(1).id(), Optional.empty())).hasSize(1);
            assertThat(store.fetchRuns(SWEEP, 0).cursor()).isEqualTo(3);
        }
    }

    private interface Call<T> {
        T on(Store store);
    }

    private <T> T lossy(CuttingProxy proxy, Call<T> call) {
        try (var store = retrying(open(server.address(proxy.host(), schema)), () -> {})) {
            proxy.cutNext();
            var result = call.on(store);
            assertThat(proxy.cutsLeft()).isZero();
            return result;
        }
    }

    @Test
    void of_many_controllers_that_take_over_at_once_one_wins_and_the_old_ones_facts_are_refused() throws Exception {
        try (var first = open()) {
            hold(first);
            var contenders = IntStream.range(0, 6)
                    .<Callable<Boolean>>mapToObj(i -> () -> takesOver(i))
                    .toList();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                int winners = 0;
                for (var each : threads.invokeAll(contenders)) {
                    winners += each.get() ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
            }
            assertThatThrownBy(() -> first.commit(FENCE, runs(1, 1))).isInstanceOf(StaleEpochException.class);
            assertThat(first.fetchRuns(SWEEP, 0).runs()).isEmpty();
        }
    }

    @Test
    void of_two_writers_that_say_the_same_at_once_one_is_accepted() throws Exception {
        try (var store = open();
                var other = sql();
                var statement = other.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            hold(store);
            store.commit(FENCE, List.of(init(1), new Fact.RecordJob(training(1))));
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM sweep FOR UPDATE");
            var one = threads.submit(this::reports);
            var two = threads.submit(this::reports);
            awaitTwoThatWait();
            other.rollback();
            assertThat(List.of(one.get(), two.get()))
                    .containsExactlyInAnyOrder(Report.Answer.ACCEPTED, Report.Answer.OUT_OF_PLACE);
            assertThat(store.metrics(SWEEP, training(1).id(), Optional.empty())).hasSize(1);
        }
    }

    private Report.Answer reports() {
        try (var store = open()) {
            return store.report(SWEEP, report(training(1), "", "10", new MetricPoint("loss", 1, 0.5)));
        }
    }

    private void awaitTwoThatWait() throws SQLException {
        try (var connection = sql();
                var statement = connection.prepareStatement(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")) {
            for (int waiting = 0; waiting < 2; ) {
                try (var result = statement.executeQuery()) {
                    assertThat(result.next()).isTrue();
                    waiting = result.getInt(1);
                }
            }
        }
    }

    private boolean takesOver(int pid) {
        try (var store = open()) {
            store.takeLease(SWEEP, 1, owner(pid));
            return true;
        } catch (StaleEpochException _) {
            return false;
        }
    }

    @Test
    void processes_that_make_the_tables_and_fill_two_sweeps_at_once_lose_nothing() throws Exception {
        var place = server.address(schema);
        var one = OtherProcess.start(OtherProcess.command("init", place, ".", "1", "40"));
        var two = OtherProcess.start(OtherProcess.command("init", place, ".", "41", "80"));
        try (var store = open()) {
            store.fetchSweepMetadata(sweep("other"));
            var fence = new Fence("other", store.takeLease("other", 0, owner(9)).epoch());
            for (int number = 1; number <= 40; number++) {
                store.initRun(fence, init("other", number));
            }
            OtherProcess.await(one);
            OtherProcess.await(two);
            var all = store.fetchRuns(SWEEP, 0);
            assertThat(all.runs())
                    .extracting(RunInfo::number)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 80).boxed().toList());
            assertThat(all.cursor()).isEqualTo(80);
            assertThat(store.fetchRuns("other", 0).runs()).hasSize(40);
        }
    }

    @Test
    void any_name_is_kept() {
        var names = List.of(
                "../out", "..", ".", "", "a/b", "it's \"x\"; --", "two\nlines", "☃ é 😀", "%2e", "a?b#c", "\\x00");
        try (var store = open()) {
            names.forEach(name -> store.fetchSweepMetadata(sweep(name)));
        }
        try (var store = open()) {
            assertThat(store.sweeps())
                    .containsExactlyElementsOf(names.stream().map(n -> sweep(n)).toList());
            names.forEach(name -> assertThat(store.findSweep(name)).contains(sweep(name)));
        }
    }

    @Test
    void a_nul_in_what_a_job_says_does_no_harm() {
        try (var store = open()) {
            hold(store);
            var job = training(1);
            store.commit(FENCE, List.of(init(1), new Fact.RecordJob(job), new Fact.Decided("a\0b", "d", "r\0", NOW)));
            assertThat(store.report(SWEEP, report(job, "", "1", new MetricPoint("lo\0ss", 1, 0.5))))
                    .isEqualTo(Report.Answer.ACCEPTED);
            assertThat(store.metrics(SWEEP, job.id(), Optional.empty()))
                    .containsExactly(new MetricPoint("lo�ss", 1, 0.5));
            assertThat(store.metrics(SWEEP, job.id(), Optional.of("lo\0ss"))).hasSize(1);
            assertThat(store.findRun(SWEEP, job.id().runId())
                            .orElseThrow()
                            .jobs()
                            .getFirst()
                            .metrics())
                    .containsKey("lo\0ss");
            assertThat(store.decisions(SWEEP, 1).getFirst().subject()).isEqualTo("a�b");
        }
    }

    @Test
    void a_writer_that_keeps_others_waiting_is_named_and_nothing_is_half_done() throws SQLException {
        var patience = Duration.ofMillis(200);
        try (var store = PostgresStore.at(address(server.address(schema)), Map.of(), patience);
                var other = sql();
                var statement = other.createStatement()) {
            hold(store);
            other.setAutoCommit(false);
            statement.execute("SELECT 1 FROM sweep FOR UPDATE");
            assertThatThrownBy(() -> store.commit(FENCE, runs(1, 1)))
                    .hasFieldOrPropertyWithValue("kind", StoreException.Kind.TRANSIENT)
                    .hasMessageContaining("busy");
            assertThat(store.fetchRuns(SWEEP, 0).runs()).isEmpty();
            other.rollback();
            assertThat(store.commit(FENCE, runs(1, 1)).applied()).containsExactly(true);
        }
    }

    @Test
    void who_is_not_let_in_is_told_so_without_the_password() {
        var wrong = "postgresql://metta:canary-wrong@127.0.0.1:%d/postgres".formatted(server.port());
        assertFails(StoreException.Kind.BROKEN, open(wrong)).hasMessageContaining("lets nobody in");
        assertFails(StoreException.Kind.BROKEN, open(wrong.replace(":canary-wrong", "")))
                .hasMessageContaining("PGPASSWORD");
        assertFails(StoreException.Kind.BROKEN, open(server.address(schema).replace("/postgres?", "/nowhere?")))
                .hasMessageContaining("createdb");
        assertFails(StoreException.Kind.BROKEN, open(server.address("not;one"))).hasMessageContaining("currentSchema");
    }

    @Test
    void user_and_password_may_come_from_the_environment() {
        var plain = "postgresql://127.0.0.1:%d/postgres?currentSchema=%s".formatted(server.port(), schema);
        var environment = Map.of("PGUSER", PostgresServer.USER, "PGPASSWORD", PostgresServer.PASSWORD);
        try (var store = PostgresStore.at(address(plain), environment)) {
            assertThat(store.sweeps()).isEmpty();
        }
    }

    @Test
    void a_schema_of_a_newer_program_or_of_another_one_is_refused() throws SQLException {
        try (var store = open()) {
            hold(store);
        }
        execute("UPDATE metta_schema SET version = version + 1");
        execute("UPDATE oldest_reader SET schema = schema + 1");
        assertFails(StoreException.Kind.BROKEN, open()).hasMessageContaining("newer Metta Sweep");
        execute("DROP TABLE metta_schema");
        assertFails(StoreException.Kind.BROKEN, open()).hasMessageContaining("another program");
    }

    @Test
    void a_schema_of_a_newer_program_that_this_one_still_understands_is_used() throws SQLException {
        try (var store = open()) {
            hold(store);
        }
        execute("UPDATE metta_schema SET version = version + 5");
        try (var store = open()) {
            assertThat(store.findSweep(SWEEP)).isPresent();
        }
        execute("UPDATE oldest_reader SET schema = %d".formatted(PostgresSchema.VERSION + 3));
        assertFails(StoreException.Kind.BROKEN, open())
                .hasMessageContaining("only programs of schema %d or later".formatted(PostgresSchema.VERSION + 3));
    }

    @Test
    void a_newer_program_that_adds_columns_does_not_disturb_one_that_is_at_work() throws SQLException {
        try (var store = open()) {
            hold(store);
            for (int number = 1; number <= 10; number++) { // Often enough for statements to be kept by the server.
                store.commit(FENCE, runs(number, number));
                store.lease(SWEEP);
                store.sweeps();
            }
            execute("ALTER TABLE sweep ADD COLUMN novelty TEXT");
            assertThat(store.lease(SWEEP).epoch()).isEqualTo(1);
            execute("ALTER TABLE sweep ADD COLUMN another TEXT");
            assertThat(store.commit(FENCE, runs(11, 11)).applied()).containsExactly(true);
            execute("ALTER TABLE sweep ADD COLUMN third TEXT");
            assertThat(store.sweeps()).hasSize(1);
        }
    }

    @Test
    void a_schema_of_version_1_is_brought_up_to_date_and_kept_as_it_was() throws SQLException {
        try (var store = open()) {
            EveryFact.fill(store);
        }
        execute("""
                DELETE FROM run WHERE replicate > 0;
                DROP INDEX run_by_number;
                ALTER TABLE run DROP COLUMN busy, DROP COLUMN replicate;
                CREATE INDEX run_by_status ON run (sweep_id, status, cost);
                ALTER TABLE sweep DROP COLUMN amendments, DROP COLUMN moved_to;
                DROP TABLE oldest_reader;
                UPDATE metta_schema SET version = 1""");
        try (var store = open()) {
            var pieces = PiecesContract.pieces(store);
            assertThat(pieces)
                    .first()
                    .isInstanceOfSatisfying(
                            Piece.Head.class,
                            head -> assertThat(head.sweep().amendments()).isEqualTo(Amendments.NONE));
            assertThat(pieces.subList(1, pieces.size()))
                    .containsExactlyElementsOf(PiecesContract.everything().stream()
                            .skip(1)
                            .filter(each -> !(each instanceof Piece.Run(var run)) || run.trial())
                            .toList());
        }
        try (var connection = sql();
                var statement = connection.createStatement();
                var kept = statement.executeQuery("SELECT (SELECT count(*) FROM before_1_run), "
                        + "(SELECT count(*) FROM before_1_point), (SELECT version FROM before_1_metta_schema)")) {
            assertThat(kept.next()).isTrue();
            assertThat(List.of(kept.getInt(1), kept.getInt(2), kept.getInt(3))).containsExactly(3, 2503, 1);
        }
    }

    @Test
    void a_migration_may_take_longer_than_any_other_answer_of_the_server() throws Exception {
        try (var store = open()) {
            EveryFact.fill(store);
        }
        execute("""
                DELETE FROM run WHERE replicate > 0;
                DROP INDEX run_by_number;
                ALTER TABLE run DROP COLUMN replicate;
                CREATE INDEX run_by_status ON run (sweep_id, status, cost, busy);
                UPDATE metta_schema SET version = 3""");
        try (var other = sql();
                var statement = other.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var store = open(server.address(schema) + "&socketTimeout=1")) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE point IN ACCESS EXCLUSIVE MODE");
            var sweeps = threads.submit(() -> store.sweeps());
            statement.execute("SELECT pg_sleep(3)"); // As long as a large table takes to be copied.
            other.commit();
            assertThat(sweeps.get()).hasSize(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = sql();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void whatever_is_acknowledged_has_reached_the_disk_whatever_the_servers_default() throws SQLException {
        execute("ALTER ROLE metta SET synchronous_commit = off");
        try (var connection =
                        new PostgresStore(address(server.address(schema)), Map.of(), Duration.ofSeconds(1)).connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery("SHOW synchronous_commit")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo("on");
        } finally {
            execute("ALTER ROLE metta RESET synchronous_commit");
        }
    }
}
