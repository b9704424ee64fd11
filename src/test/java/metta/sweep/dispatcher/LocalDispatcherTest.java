package metta.sweep.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import metta.sweep.DispatchException;
import metta.sweep.Dispatcher;
import metta.sweep.JobId;
import metta.sweep.JobState;
import metta.sweep.testing.Await;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalDispatcherTest implements DispatcherContract {
    @TempDir
    Path folder;

    private LocalBench bench;

    @BeforeEach
    void setUp() throws IOException {
        bench = new LocalBench(folder);
    }

    @AfterEach
    void tearDown() {
        bench.close();
    }

    @Override
    public Dispatcher open() {
        return bench.open();
    }

    @Override
    public void runs(String script, String... arguments) {
        bench.runs(script, arguments);
    }

    @Override
    public Path shared() {
        return bench.shared();
    }

    @Test
    void twenty_submissions_at_once_start_the_program_once() throws InterruptedException, ExecutionException {
        runs("echo ran >> \"$SHARED/ledger\"");
        var submissions = IntStream.range(0, 20)
                .<Callable<String>>mapToObj(_ -> () -> open().submit(Samples.job(JOB)))
                .toList();
        try (var threads = Executors.newFixedThreadPool(20)) {
            var handles = new ArrayList<String>();
            for (var each : threads.invokeAll(submissions)) {
                handles.add(each.get());
            }
            assertThat(handles).hasSize(20).containsOnly(handles.getFirst());
        }
        bench.awaitExit(JOB);
        bench.awaitNoSupervisors();
        assertThat(shared().resolve("ledger")).hasContent("ran\n");
    }

    @Test
    void a_program_that_is_not_there_or_cannot_be_executed_is_told_from_one_that_fails() throws IOException {
        var text = Files.writeString(shared().resolve("text"), "no program");
        assertThat(bench.exitOf(JobId.training("a"), "/no/such program"))
                .isEqualTo(new Said(127, "metta: cannot start /no/such program: not found"));
        assertThat(bench.exitOf(JobId.training("b"), "no-such-program"))
                .satisfies(said ->
                        assertThat(said.words()).startsWith("metta: cannot start no-such-program: not found in PATH"));
        assertThat(bench.exitOf(JobId.training("c"), text.toString()))
                .isEqualTo(new Said(126, "metta: cannot start " + text + ": not executable"));
        assertThat(bench.exitOf(JobId.training("d"), shared().toString()))
                .isEqualTo(new Said(126, "metta: cannot start " + shared() + ": is a directory"));
    }

    @Test
    void arguments_reach_the_program_as_they_are() {
        var arguments = List.of(
                "$(touch x)",
                "`touch x`",
                "a b",
                "",
                "-n",
                "--",
                "it's \"so\"",
                "two\nlines\n",
                "*",
                "\\",
                "é☃",
                "${HOME}",
                ";exit 9");
        runs("for each in \"$@\"; do printf '%s\\0' \"$each\"; done", arguments.toArray(String[]::new));
        open().submit(Samples.job(JOB));
        bench.awaitExit(JOB);
        assertThat(bench.workspace().stdout(JOB))
                .content(StandardCharsets.UTF_8)
                .isEqualTo(String.join("\0", arguments) + "\0");
        assertThat(bench.workspace().attempt(JOB).resolve("x")).doesNotExist();
    }

    @Test
    void the_environment_reaches_the_program_unchanged() {
        bench.environment("pid", "mine")
                .environment("code", "too")
                .environment("PATH", "/opt/mine:/usr/bin:/bin")
                .environment("IFS", "x");
        runs("echo \"$pid|$code|$PATH|${OLDPWD-none}|$PWD\"; trap | cat; cat");
        open().submit(Samples.job(JOB));
        bench.awaitExit(JOB);
        assertThat(bench.workspace().stdout(JOB))
                .hasContent("mine|too|/opt/mine:/usr/bin:/bin|none|" + shared() + "\n");
    }

    @Test
    void the_program_leads_its_own_session_and_can_be_interrupted() throws IOException {
        runs("cat /proc/self/stat; grep SigIgn /proc/self/status; echo $$");
        open().submit(Samples.job(JOB));
        bench.awaitExit(JOB);
        var lines = Files.readAllLines(bench.workspace().stdout(JOB));
        var program = Long.parseLong(lines.getLast());
        assertThat(lines.getFirst().split(" ", -1)[5]).isEqualTo(Long.toString(program));
        // Tests that run in the background of a script were started with INT and QUIT ignored.
        long inherited = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(LocalDispatcherTest::signals)
                .sum();
        assertThat(signals(lines.get(1)) & ~inherited & 0b100000000000110)
                .as("INT, QUIT and TERM")
                .isZero();
    }

    private static long signals(String line) {
        return Long.parseUnsignedLong(line.replaceAll("SigIgn:\\s*", ""), 16);
    }

    @Test
    void a_long_output_is_read_from_its_end() {
        runs(
                "head -c 200000000 /dev/zero; printf '\\n\\033[31mred\\033[0m\\033]0;title\\007 \\001end\\r10%%\\r20%%\\n'; exit 1");
        open().submit(Samples.job(JOB));
        assertThat(bench.awaitExit(JOB).lastWords()).isEqualTo("20%");
    }

    @Test
    void what_the_job_used_is_measured() throws IOException {
        runs("i=0; while [ ! -e \"$SHARED/go\" ]; do i=$((i+1)); done");
        var dispatcher = open();
        dispatcher.submit(Samples.job(JOB));
        var samples = Await.value(() -> dispatcher.resources(JOB), "a sample is taken", each -> !each.isEmpty());
        assertThat(samples.getFirst().residentBytes()).isPositive();
        assertThat(samples.getFirst().cpuSeconds()).isPositive();
        Files.createFile(shared().resolve("go"));
        bench.awaitExit(JOB);
        Files.writeString(bench.workspace().attempt(JOB).resolve("samples.jsonl"), samplesWithATornLine());
        assertThat(dispatcher.resources(JOB)).hasSize(2).last().satisfies(total -> {
            assertThat(total.cpuSeconds())
                    .isGreaterThanOrEqualTo(samples.getFirst().cpuSeconds());
            assertThat(total.residentBytes()).isZero();
        });
    }

    private static String samplesWithATornLine() {
        return "{\"at\":1,\"cpuSeconds\":0.01,\"residentBytes\":1,\"gpuBytes\":0}\n{\"at\":2,\"cpuSec";
    }

    @Test
    void a_folder_that_cannot_be_written_is_named() throws IOException {
        Files.writeString(bench.workspace().directory().resolve(JOB.runId()), "in the way");
        runs("true");
        assertThatThrownBy(() -> open().submit(Samples.job(JOB)))
                .isInstanceOf(DispatchException.class)
                .hasMessageContaining(JOB.runId())
                .hasMessageContaining("Not a directory")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void a_supervisor_that_could_not_start_the_program_says_why_and_is_not_started_at_once_again() throws IOException {
        runs("echo ran >> \"$SHARED/ledger\"");
        bench.breakSupervisor("echo 'ln: no hard links here' >&2; exit 74");
        var dispatcher = open();
        dispatcher.submit(Samples.job(JOB));
        Await.value(
                () -> dispatcher.find(JOB),
                "it has failed",
                state -> state.equals(new JobState.NotKnown(Optional.of("ln: no hard links here"))));
        dispatcher.submit(Samples.job(JOB));
        bench.awaitNoSupervisors();
        assertThat(bench.workspace().stderr(JOB)).hasContent("ln: no hard links here");

        dispatcher.cancel(JOB);
        assertThat(dispatcher.find(JOB))
                .isEqualTo(new JobState.Lost("it could not be started: ln: no hard links here"));
        assertThat(shared().resolve("ledger")).doesNotExist();
    }

    @Test
    void a_machine_without_setsid_is_told_what_to_install() {
        assertThatThrownBy(() -> new Supervisor(folder, bench.machine(), List.of(folder), Map.of()))
                .isInstanceOf(DispatchException.class)
                .hasMessageContaining("util-linux");
    }

    /// How a program ended, in short.
    record Said(int code, String words) {}

    static UncheckedIOException unchecked(IOException e) {
        return new UncheckedIOException(e);
    }
}
