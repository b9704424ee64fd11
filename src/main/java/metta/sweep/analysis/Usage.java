package metta.sweep.analysis;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import metta.sweep.Dispatcher.ResourceSample;

/// What jobs really used, by the samples that were taken while they ran.
///
/// @param jobs how many
/// @param measured how many of them ran long enough for their memory to be measured
/// @param memoryBytes the most that any of them held at one moment, with all its processes; 0 where none was measured
/// @param gpuBytes the same on its GPUs
/// @param cpus seconds of CPU time in a second on the clock, over all of them
/// @param mostCpus the same of the one that used most
/// @param longest for how long the longest ran
public record Usage(
        int jobs, int measured, long memoryBytes, long gpuBytes, double cpus, double mostCpus, Duration longest) {
    private static final double SECOND = Duration.ofSeconds(1).toMillis();

    /// One job that has ended.
    ///
    /// @param samples of it, oldest first; the last one has its total of CPU time
    public record Job(Duration ran, List<ResourceSample> samples) {
        public Job {
            samples = List.copyOf(samples);
        }

        private double seconds() {
            return ran.toMillis() / SECOND;
        }

        private double cpuSeconds() {
            return samples.isEmpty() ? 0 : samples.getLast().cpuSeconds();
        }

        private double cpus() {
            return ran.toMillis() == 0 ? 0 : cpuSeconds() / seconds();
        }

        private long most(ToLongFunction<ResourceSample> held) {
            return samples.stream().mapToLong(held).max().orElse(0);
        }
    }

    /// What these used. Those that never ran do not count.
    public static Usage of(List<Job> all) {
        var jobs = all.stream().filter(job -> job.ran().isPositive()).toList();
        double seconds = jobs.stream().mapToDouble(Job::seconds).sum();
        double cpuSeconds = jobs.stream().mapToDouble(Job::cpuSeconds).sum();
        return new Usage(
                jobs.size(),
                (int) jobs.stream()
                        .filter(job -> job.most(ResourceSample::residentBytes) > 0)
                        .count(),
                jobs.stream()
                        .mapToLong(job -> job.most(ResourceSample::residentBytes))
                        .max()
                        .orElse(0),
                jobs.stream()
                        .mapToLong(job -> job.most(ResourceSample::gpuBytes))
                        .max()
                        .orElse(0),
                seconds == 0 ? 0 : cpuSeconds / seconds,
                jobs.stream().mapToDouble(Job::cpus).max().orElse(0),
                jobs.stream().map(Job::ran).max(Comparator.naturalOrder()).orElse(Duration.ZERO));
    }
}
