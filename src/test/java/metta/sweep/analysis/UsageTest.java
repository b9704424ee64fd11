package metta.sweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import metta.sweep.Dispatcher.ResourceSample;
import metta.sweep.Resources;
import metta.sweep.analysis.Sizing.Machine;
import org.junit.jupiter.api.Test;

/// What was measured of jobs, and how many of them a machine has room for by that.
final class UsageTest {
    private static final long MIB = 1 << 20;
    private static final Instant BEGUN = Instant.ofEpochSecond(1_795_994_016);

    private static ResourceSample sample(int second, double cpuSeconds, long residentBytes, long gpuBytes) {
        return new ResourceSample(BEGUN.plusSeconds(second), cpuSeconds, residentBytes, gpuBytes);
    }

    /// The samples that were taken of a Python program which held 300 MiB and counted on; the last one is its total.
    private static Usage.Job real() {
        return new Usage.Job(
                Duration.ofMillis(4_771),
                List.of(sample(0, 0.34, 323_543_040, 0), sample(2, 1.14, 323_543_040, 0), sample(4, 1.77, 0, 0)));
    }

    private static Usage.Job job(int seconds, double cpuSeconds, long bytes) {
        return new Usage.Job(
                Duration.ofSeconds(seconds),
                List.of(sample(1, cpuSeconds / 2, bytes, 0), sample(seconds, cpuSeconds, 0, 0)));
    }

    private static Sizing sizing(Machine machine, Resources asked, Usage.Job... trainings) {
        return new Sizing(machine, asked, Usage.of(List.of(trainings)), Optional.empty());
    }

    @Test
    void the_most_memory_and_the_whole_time_of_all_cpus_count() {
        var usage = Usage.of(List.of(real(), job(2, 6, 100 * MIB)));
        assertThat(usage.jobs()).isEqualTo(2);
        assertThat(usage.measured()).isEqualTo(2);
        assertThat(usage.memoryBytes()).isEqualTo(323_543_040);
        assertThat(usage.cpus()).isCloseTo((1.77 + 6) / 6.771, within(1e-9));
        assertThat(usage.mostCpus()).isEqualTo(3);
        assertThat(usage.longest()).isEqualTo(Duration.ofMillis(4_771));
        assertThat(usage.gpuBytes()).isZero();
    }

    @Test
    void memory_on_gpus_is_the_most_of_any_moment() {
        var job = new Usage.Job(
                Duration.ofSeconds(9),
                List.of(sample(1, 1, MIB, 5 * MIB), sample(3, 2, MIB, 7 * MIB), sample(9, 8, 0, 0)));
        assertThat(Usage.of(List.of(job)).gpuBytes()).isEqualTo(7 * MIB);
    }

    @Test
    void a_job_that_was_over_before_it_was_measured_says_nothing_of_memory_and_one_that_never_ran_nothing_at_all() {
        var brief = new Usage.Job(Duration.ofMillis(40), List.of(sample(0, 0.02, 0, 0)));
        var none = new Usage.Job(Duration.ZERO, List.of());
        var usage = Usage.of(List.of(brief, none));
        assertThat(usage).isEqualTo(new Usage(1, 0, 0, 0, 0.5, 0.5, Duration.ofMillis(40)));
        var sizing = sizing(new Machine(4, 0, 1), Resources.DEFAULT, brief);
        assertThat(sizing.byMemory()).isEmpty();
        assertThat(sizing.trainings()).as("by CPUs alone").isEqualTo(4);
        assertThat(Usage.of(List.of())).isEqualTo(new Usage(0, 0, 0, 0, 0, 0, Duration.ZERO));
    }

    @Test
    void room_is_what_there_is_least_of() {
        var gib = 1024 * MIB;
        var byMemory = sizing(new Machine(8, 0, 10 * gib), Resources.DEFAULT, job(10, 9, 2 * gib));
        assertThat(byMemory.byMemory()).as("9 GiB for 2.4 GiB each").hasValue(3);
        assertThat(byMemory.byCpus()).isEqualTo(8);
        assertThat(byMemory.trainings()).isEqualTo(3);
        var byCpus = sizing(new Machine(8, 0, 10 * gib), Resources.DEFAULT, job(10, 30, MIB));
        assertThat(byCpus.cpusEach()).isEqualTo(3);
        assertThat(byCpus.trainings()).isEqualTo(2);
        var byGpus = sizing(new Machine(64, 5, 100 * gib), new Resources(1, 2, 1), job(10, 9, MIB));
        assertThat(byGpus.byGpus()).hasValue(2);
        assertThat(byGpus.trainings()).isEqualTo(2);
        var tooLarge = sizing(new Machine(8, 0, gib), Resources.DEFAULT, job(10, 9, 2 * gib));
        assertThat(tooLarge.byMemory()).hasValue(0);
        assertThat(tooLarge.trainings()).isEqualTo(1);
    }

    @Test
    void evaluations_take_memory_beside_the_trainings() {
        var gib = 1024 * MIB;
        var training = Usage.of(List.of(job(10, 9, gib)));
        var evaluation = Usage.of(List.of(job(100, 9, 2 * gib)));
        var sizing = new Sizing(new Machine(64, 0, 10 * gib), Resources.DEFAULT, training, Optional.of(evaluation));
        assertThat(sizing.byMemory())
                .as("3 and 2 of 2 GiB, a fifth more, are 8.4 of 9 GiB")
                .hasValue(3);
        assertThat(sizing.evaluations()).isEqualTo(2);
        assertThat(sizing.longest()).isEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void a_little_more_than_one_cpu_is_one() {
        var cpus = IntStream.of(0, 3, 10, 12, 13, 20, 22, 23)
                .map(tenths -> sizing(new Machine(8, 0, MIB), Resources.DEFAULT, job(10, tenths, MIB))
                        .cpusEach());
        assertThat(cpus).containsExactly(1, 1, 1, 1, 2, 2, 2, 3);
    }

    @Test
    void a_job_hangs_that_takes_three_times_as_long_as_the_longest() {
        var minutes = IntStream.of(1, 19, 20, 21, 1200)
                .mapToLong(seconds -> sizing(new Machine(8, 0, MIB), Resources.DEFAULT, job(seconds, 1, MIB))
                        .timeout()
                        .toMinutes());
        assertThat(minutes).containsExactly(1L, 1L, 2L, 2L, 61L);
    }
}
