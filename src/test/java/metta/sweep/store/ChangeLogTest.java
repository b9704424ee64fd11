package metta.sweep.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.WRITE;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import metta.sweep.Amendments;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobStatus;
import metta.sweep.MetricPoint;
import metta.sweep.RunInfo;
import metta.sweep.StoreException;
import metta.sweep.SweepInfo;
import metta.sweep.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What crashes and damage do to a [FileStore], and what it does about them.
final class ChangeLogTest {
    private static final Fence FENCE = new Fence(SWEEP, 1);

    @TempDir
    private Path root;

    private Path log;

    @BeforeEach
    void twoRuns() {
        log = root.resolve(SWEEP).resolve(SweepFiles.LOG);
        try (var store = Stores.files(root)) {
            store.fetchSweepMetadata(sweep(SWEEP));
            store.takeLease(SWEEP, 0, owner(1));
            store.initRun(FENCE, init(1));
            store.initRun(FENCE, init(2));
        }
    }

    private List<Integer> runs() {
        try (var store = Stores.files(root)) {
            return store.fetchRuns(SWEEP, 0).runs().stream()
                    .map(RunInfo::number)
                    .toList();
        }
    }

    private void create(int number) {
        try (var store = Stores.files(root)) {
            store.initRun(FENCE, init(number));
        }
    }

    private long torn() throws IOException {
        try (var files = Files.list(root.resolve(SWEEP))) {
            return files.filter(each -> each.toString().contains(".torn-")).count();
        }
    }

    private static int lastLine(byte[] whole) {
        int start = whole.length - 1;
        while (whole[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    @Test
    void a_last_line_cut_at_any_byte_is_put_aside_and_the_log_goes_on() throws IOException {
        var whole = Files.readAllBytes(log);
        for (int cut = lastLine(whole); cut < whole.length; cut++) {
            Files.write(log, Arrays.copyOf(whole, cut));
            assertThat(runs()).as("cut at %d", cut).containsExactly(1);
            create(3);
            assertThat(runs()).as("cut at %d", cut).containsExactly(1, 3);
        }
        assertThat(torn()).isEqualTo(whole.length - lastLine(whole) - 1);
    }

    @Test
    void a_last_line_of_which_a_middle_part_never_reached_the_disk_is_torn_too() throws IOException {
        var whole = Files.readAllBytes(log);
        whole[lastLine(whole) + 40] = 0;
        Files.write(log, whole);
        assertThat(runs()).containsExactly(1);
        create(3);
        assertThat(runs()).containsExactly(1, 3);
        assertThat(torn()).isEqualTo(1);
    }

    @Test
    void a_reader_leaves_a_torn_line_alone() throws IOException {
        Files.write(log, Arrays.copyOf(Files.readAllBytes(log), (int) Files.size(log) - 5));
        var before = Files.readAllBytes(log);
        assertThat(runs()).containsExactly(1);
        assertThat(log).hasBinaryContent(before);
    }

    @Test
    void a_bad_line_before_the_last_is_damage() throws IOException {
        var whole = Files.readAllBytes(log);
        whole[lastLine(whole) - 20] ^= 1;
        Files.write(log, whole);
        assertThatThrownBy(this::runs)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(log.toString())
                .hasMessageContaining("damaged in line 3")
                .extracting("kind")
                .isEqualTo(StoreException.Kind.BROKEN);
        assertThat(log).hasBinaryContent(whole);
    }

    @Test
    void a_log_of_a_newer_program_is_refused() throws IOException {
        makeNewer();
        assertThatThrownBy(this::runs).isInstanceOf(StoreException.class).hasMessageContaining("newer Metta Sweep");
    }

    @Test
    void a_log_of_a_newer_program_that_this_one_still_understands_is_read_and_written() throws IOException {
        var next = LogFormat.NEWEST + 1;
        Files.write(log, new ChangeLine(0, 0, new Entry.Raised(next + 1, LogFormat.NEWEST)).bytes(), APPEND);
        create(3);
        assertThat(runs()).containsExactly(1, 2, 3);
        Files.write(log, new ChangeLine(1, 0, new Entry.Raised(next + 2, next)).bytes(), APPEND);
        assertThatThrownBy(this::runs)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("only programs of format %d or later understand it".formatted(next));
    }

    private void makeNewer() throws IOException {
        Files.write(log, new ChangeLine(0, 0, new Entry.Created(LogFormat.NEWEST + 1, 0, 7, sweep(SWEEP))).bytes());
    }

    @Test
    void a_line_that_means_nothing_to_this_program_is_named() throws IOException {
        var line = new String(new ChangeLine(9, 1, new Entry.Raised(2, 2)).bytes(), UTF_8).replace("Raised", "Razed");
        var body = line.substring(18, line.length() - 1).getBytes(UTF_8);
        var crc = new CRC32();
        crc.update(body);
        Files.writeString(log, "{\"crc\":\"%08x\",%s\n".formatted(crc.getValue(), new String(body, UTF_8)), APPEND);
        assertThatThrownBy(this::runs)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("changes.jsonl has in line 5 what this program does not know");
    }

    @Test
    void a_sweep_whose_log_is_damaged_or_newer_hides_no_other() throws IOException {
        var whole = Files.readAllBytes(log);
        for (boolean newer : new boolean[] {false, true}) {
            Files.write(log, whole);
            if (newer) {
                makeNewer();
            } else {
                Files.write(log, new byte[] {'x'}, WRITE);
            }
            var other = sweep(newer ? "newer" : "damaged");
            var bad = new LinkedHashMap<String, StoreException>();
            try (var store = Stores.files(root)) {
                store.fetchSweepMetadata(other);
                assertThat(store.findSweep(other.sweepId())).contains(other);
                assertThat(store.sweeps(bad::put)).contains(other).doesNotContain(sweep(SWEEP));
                assertThatThrownBy(store::sweeps).hasMessageContaining(log.toString());
            }
            assertThat(bad).containsOnlyKeys(SWEEP);
            assertThat(bad.get(SWEEP)).hasMessageContaining(log.toString());
        }
        Files.write(log, whole);
        try (var store = Stores.files(root)) {
            assertThat(store.sweeps())
                    .extracting(SweepInfo::sweepId)
                    .as("a newer log's place was taken in")
                    .containsExactlyInAnyOrder(SWEEP, "damaged", "newer")
                    .last()
                    .isEqualTo("newer");
        }
    }

    @Test
    void a_log_of_format_1_is_read_and_raised_once_it_holds_what_older_programs_do_not_know() throws IOException {
        var scale = root.resolve("scale");
        Files.createDirectories(scale);
        var old = scale.resolve(SweepFiles.LOG);
        try (var fixture = ChangeLogTest.class.getResourceAsStream("changes-format-1.jsonl")) {
            assertThat(fixture).isNotNull();
            Files.copy(fixture, old);
        }
        try (var store = Stores.files(root)) {
            var fence = new Fence("scale", 1);
            var runs = store.fetchRuns("scale", 0).runs();
            assertThat(runs).extracting(RunInfo::status).containsExactly(JobStatus.COMPLETED, JobStatus.COMPLETED);
            assertThat(runs.getFirst().jobs())
                    .extracting(job -> job.metrics().keySet())
                    .containsExactly(Set.of("score", "loss"), Set.of("score", "loss"));
            assertThat(store.decisions("scale", 10)).hasSize(4);
            assertThat(store.findSweep("scale").orElseThrow().amendments()).isEqualTo(Amendments.NONE);
            var again = runs.stream()
                    .map(run -> run.jobs().getFirst().definition().retry("new", NOW))
                    .toList();
            store.commit(
                    fence, List.copyOf(again.stream().map(Fact.RecordJob::new).toList()));
            assertThat(Files.readString(old)).doesNotContain("Raised");
            var before = Files.readAllBytes(old);
            store.reportAll(
                    "scale", again.stream().map(job -> report(job, "", "1")).toList());
            assertThat(Files.readString(old)).containsOnlyOnce("\"is\":\"Raised\",\"format\":5,\"oldestReader\":2");
            assertThat(scale.resolve("changes.jsonl.format-1")).hasBinaryContent(before);
            store.reportAll(
                    "scale", again.stream().map(job -> report(job, "1", "2")).toList());
            assertThat(Files.readString(old)).containsOnlyOnce("Raised");
        }
    }

    @Test
    void reports_of_many_jobs_are_one_line() throws IOException {
        var jobs = List.of(training(1), training(2));
        try (var store = Stores.files(root)) {
            store.commit(
                    FENCE, List.copyOf(jobs.stream().map(Fact.RecordJob::new).toList()));
            long before = Files.readAllLines(log).size();
            long cursor = store.fetchRuns(SWEEP, 0).cursor();
            store.reportAll(
                    SWEEP, jobs.stream().map(job -> report(job, "", "1")).toList());
            assertThat(Files.readAllLines(log)).hasSize((int) before + 1);
            assertThat(store.fetchRuns(SWEEP, cursor).cursor()).isEqualTo(cursor + 2);
        }
    }

    @Test
    void a_sweep_whose_creation_was_cut_short_is_created_anew() throws IOException {
        Files.write(log, new byte[] {'{'});
        try (var store = Stores.files(root)) {
            assertThat(store.findSweep(SWEEP)).isEmpty();
            assertThat(store.sweeps()).isEmpty();
            assertThat(Stores.hasFiles(root)).isFalse();
            store.fetchSweepMetadata(sweep(SWEEP));
            assertThat(store.findSweep(SWEEP)).contains(sweep(SWEEP));
            assertThat(Stores.hasFiles(root)).isTrue();
        }
    }

    @Test
    void what_an_unfinished_report_left_in_a_file_of_points_does_not_count() throws IOException {
        var job = training(1);
        var first = new MetricPoint("loss", 1, Double.NaN);
        var second = new MetricPoint("loss", 2, 0.5);
        try (var store = Stores.files(root)) {
            store.commit(FENCE, List.of(new Fact.RecordJob(job)));
            store.report(SWEEP, report(job, "", "1", first));
        }
        var points = root.resolve(SWEEP)
                .resolve(RunInfo.id(SWEEP, 1))
                .resolve(job.id().name() + ".points.jsonl");
        Files.writeString(points, Files.readString(points) + "{\"name\":\"lo");
        try (var store = Stores.files(root)) {
            assertThat(store.metrics(SWEEP, job.id(), Optional.empty())).containsExactly(first);
            store.report(SWEEP, report(job, "1", "2", second));
            assertThat(store.metrics(SWEEP, job.id(), Optional.empty())).containsExactly(first, second);
        }
    }

    @Test
    void runs_and_the_sweep_can_be_read_as_files_which_may_be_lost() throws IOException {
        var file = root.resolve(SWEEP).resolve(RunInfo.id(SWEEP, 2)).resolve("run.json");
        assertThat(Json.read(Files.readString(file), RunInfo.class)).isEqualTo(RunInfo.created(SWEEP, init(2)));
        assertThat(Json.readTree(Files.readString(root.resolve(SWEEP).resolve("sweep.json"))))
                .containsKeys("sweep", "lease");
        Files.delete(file);
        assertThat(runs()).containsExactly(1, 2);
        try (var store = Stores.files(root)) {
            store.commit(FENCE, List.of(new Fact.RunStopped(RunInfo.id(SWEEP, 2), "asked")));
            assertThat(Json.read(Files.readString(file), RunInfo.class).stopped())
                    .contains("asked");
        }
    }

    @Test
    void an_interrupted_thread_still_writes_and_stays_interrupted() {
        try (var store = Stores.files(root)) {
            Thread.currentThread().interrupt();
            store.commit(FENCE, List.of(init(3), new Fact.Decided("s", "d", "r", NOW)));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(store.fetchRuns(SWEEP, 0).runs()).hasSize(3);
        }
    }
}
