package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import metta.sweep.process.ProcessStat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Probes whose controller is killed or told to leave while their trials run.
final class ProbeIT {
    private static final String PROBE = ".probe-slow/slow-probe";

    @TempDir
    private Path folder;

    private Metta metta;
    private Path recipe = Path.of("");

    /// Trials say who they are, are deaf to requests to end, and wait until they are let go.
    @BeforeEach
    void setUp() throws IOException {
        metta = new Metta(folder);
        recipe = metta.recipe("slow", """
                trap '' TERM
                echo $$ >>%1$s/processes
                until [ -e %1$s/go ]; do sleep 0.05; done
                echo '{"score": 1}' >>"$METTA_METRICS_FILE"
                """.formatted(folder));
    }

    private Metta.Running probe(int trials) throws IOException {
        var config = metta.file("sweep.yaml", """
                name: slow
                parameters: {x: {min: 0.0, max: 1.0}}
                budget: {max_trials: 20}
                execution: {max_parallel_jobs: 2, stop_grace: 1}
                """);
        return metta.start(
                "start",
                recipe.toString(),
                "--config",
                config.toString(),
                "--dry-run",
                "--probe",
                Integer.toString(trials),
                "--json");
    }

    private void awaitTrials(int count) throws InterruptedException {
        Metta.await("programs run", () -> processes().size() >= count);
    }

    private List<Long> processes() {
        var file = folder.resolve("processes");
        return Files.exists(file)
                ? Metta.read(file).lines().map(Long::parseLong).toList()
                : List.of();
    }

    private static boolean lives(long pid) {
        return ProcessStat.read(pid).filter(ProcessStat::alive).isPresent();
    }

    private void assertForecast(Metta.Running running, long runs) throws InterruptedException {
        var result = running.end();
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.json())
                .containsEntry("sweep", "slow")
                .containsEntry("by", "slow-probe")
                .containsEntry("runs", runs);
        assertThat(metta.sweeps().resolve(".probe-slow")).doesNotExist();
        assertThat(processes()).noneMatch(ProbeIT::lives);
    }

    @Test
    void a_probe_that_was_killed_is_gone_on_with_by_the_same_command() throws Exception {
        var killed = probe(3);
        awaitTrials(2);
        killed.process().destroyForcibly().waitFor();
        assertThat(processes()).as("its trials go on by themselves").allMatch(ProbeIT::lives);
        var list = metta.run("list");
        assertThat(list.out()).as("no sweep was begun").isEmpty();
        assertThat(metta.startedJobs(PROBE))
                .as("as many at once as the sweep may have")
                .hasSize(2);

        var again = probe(3);
        Metta.await("it goes on", () -> again.err().contains("Going on with slow-probe"));
        Files.createFile(folder.resolve("go"));
        assertForecast(again, 3);
        assertThat(processes()).as("none was started twice").hasSize(3);
    }

    @Test
    void a_probe_that_was_killed_is_ended_by_one_for_other_trials() throws Exception {
        var killed = probe(2);
        awaitTrials(2);
        killed.process().destroyForcibly().waitFor();
        var old = processes();

        var other = probe(1);
        awaitTrials(3);
        assertThat(old).noneMatch(ProbeIT::lives);
        Files.createFile(folder.resolve("go"));
        assertForecast(other, 1);
        assertThat(processes()).hasSize(3);
    }

    /// Holds 300 MiB until it was measured with them: what has no end of a line yet is kept.
    @Test
    void a_program_that_holds_300_mib_is_seen_to_and_room_is_made_for_it() throws Exception {
        var home = metta.recipe("large", """
                { head -c 314572800 /dev/zero
                  until [ "$(grep -c residentBytes "$METTA_ATTEMPT_DIR/samples.jsonl")" -ge 2 ]; do sleep 0.1; done
                } | tail -n 1 >/dev/null
                echo '{"score": 1}' >>"$METTA_METRICS_FILE"
                """);
        var result = metta.run("start", home.toString(), "--grid", "x=1,2,3", "--dry-run", "--probe", "1", "--json");
        assertThat(result.exitCode()).as(result.err()).isZero();
        var used = (Map<?, ?>) Objects.requireNonNull(result.json().get("used"));
        var training = (Map<?, ?>) Objects.requireNonNull(used.get("training"));
        assertThat((Long) training.get("memory_bytes")).isBetween(300L << 20, 400L << 20);
        var suggested = (Map<?, ?>) Objects.requireNonNull(result.json().get("suggested"));
        assertThat(String.valueOf(suggested.get("execution.max_parallel_jobs")))
                .contains(" by memory: nine tenths of ");
    }

    @Test
    void one_who_leaves_a_probe_leaves_nothing_behind() throws Exception {
        var left = probe(3);
        awaitTrials(2);
        new ProcessBuilder("kill", "-INT", Long.toString(left.process().pid()))
                .start()
                .waitFor();
        var result = left.end();
        assertThat(result.exitCode()).as(result.err()).isEqualTo(130);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("metta: the probe of slow is given up; ending its jobs, which have 0:01 for it");
        assertThat(processes()).hasSize(2).noneMatch(ProbeIT::lives);
        assertThat(metta.sweeps()).doesNotExist();
    }
}
