package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import metta.sweep.Resources;
import metta.sweep.analysis.Sizing;
import metta.sweep.analysis.TrialTimes;
import metta.sweep.analysis.Usage;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;

/// What people and programs are told of what a probe used.
final class AdviceTest {
    private static final long MIB = 1 << 20;
    private static final Usage TRAINING = new Usage(3, 3, 312 * MIB, 0, 1.96, 2.1, Duration.ofSeconds(42));
    private static final Usage EVALUATION =
            new Usage(3, 2, 1536 * MIB, 3072 * MIB, 0.5, 0.75, Duration.ofMillis(3_500));

    private static Advice advice(Usage training, Optional<Usage> evaluation, Resources asked) {
        var machine = new Sizing.Machine(8, 4, 16_384 * MIB);
        return new Advice(
                new TrialTimes(3, Duration.ofSeconds(40), Duration.ofSeconds(45)),
                new Sizing(machine, asked, training, evaluation));
    }

    @Test
    void people_read_what_was_used_and_what_it_says_with_reasons() {
        assertThat(advice(TRAINING, Optional.of(EVALUATION), new Resources(1, 1, 1))
                        .lines())
                .containsExactly(
                        "Used by 3 trials of the probe on this machine:",
                        "  a trial     0:40 in the middle, 0:45 at most",
                        "  training    1.96 CPUs busy, 2.10 at most; 312 MiB of memory at most",
                        "  evaluation  0.50 CPUs busy, 0.75 at most; 1.5 GiB of memory at most, 3.0 GiB on its GPUs",
                        "Suggested by that, for sweep.yaml:",
                        "  resources:",
                        "    cpus: 2  # a training keeps 1.96 CPUs busy; it was given 1",
                        "  execution:",
                        "    max_parallel_jobs: 4  # 4 by CPUs, of which there are 8; 4 by GPUs, of which there are 4; 29 by memory: nine tenths of 16.0 GiB, a fifth more than the most for each job",
                        "    max_concurrent_evals: 2  # beside the trainings",
                        "    job_timeout: 3m  # the longest job took 0:42; after 3 times that, another one hangs");
    }

    @Test
    void what_is_suggested_can_be_pasted_into_a_sweep_yaml() {
        var lines = advice(TRAINING, Optional.of(EVALUATION), Resources.DEFAULT).lines();
        var yaml = lines.subList(lines.indexOf("Suggested by that, for sweep.yaml:") + 1, lines.size()).stream()
                .map(line -> line.substring(2) + "\n")
                .reduce("recipe: arena\nparameters: {x: [1, 2]}\nmetric: score\n", String::concat);
        var config = SweepConfigReader.parse("sweep.yaml", yaml);
        assertThat(config.resources()).isEqualTo(new Resources(2, 0, 1));
        assertThat(config.execution().maxParallelJobs()).isEqualTo(4);
        assertThat(config.execution().maxConcurrentEvals()).isEqualTo(2);
        assertThat(config.execution().jobTimeout()).hasValue(Duration.ofMinutes(3));
    }

    @Test
    void where_memory_was_not_measured_that_is_said() {
        var brief = new Usage(1, 0, 0, 0, 0.5, 0.5, Duration.ofMillis(40));
        var advice = advice(brief, Optional.empty(), Resources.DEFAULT);
        assertThat(String.join("\n", advice.lines()))
                .contains("training    0.50 CPUs busy, 0.50 at most; memory not measured: over within a second\n")
                .contains("memory is not known: no training ran long enough to be measured")
                .doesNotContain("evaluation", "max_concurrent_evals");
    }

    @Test
    void programs_read_the_same() {
        var advice = advice(TRAINING, Optional.empty(), Resources.DEFAULT);
        assertThat(Json.write(advice.used()))
                .isEqualTo("{\"trials\":3,\"median_seconds\":40.0,\"longest_seconds\":45.0,\"training\":{\"jobs\":3,"
                        + "\"measured\":3,\"memory_bytes\":327155712,\"gpu_bytes\":0,\"cpus\":1.96,\"most_cpus\":2.1,"
                        + "\"longest_seconds\":42.0},\"evaluation\":null}");
        assertThat(advice.suggested().keySet())
                .containsExactly("resources.cpus", "execution.max_parallel_jobs", "execution.job_timeout");
    }
}
