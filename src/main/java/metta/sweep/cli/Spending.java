package metta.sweep.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Overview;
import metta.sweep.RunInfo;

/// What a sweep has spent of its budget of hours and money, those of jobs that run included.
final class Spending {
    private static final List<String> LIMITS = List.of("cpu_hours", "gpu_hours", "money");
    private static final double HOUR = Duration.ofHours(1).toMillis();

    private Spending() {}

    /// One line about it; empty where no such limit is set. Only then the configuration is understood.
    static Optional<String> line(Overview overview, Instant now) {
        var sweep = overview.sweep();
        boolean limited = sweep.config().get("budget") instanceof Map<?, ?> budget
                && LIMITS.stream().anyMatch(budget::containsKey);
        if (!limited) {
            return Optional.empty();
        }
        var config = Orders.config(sweep.sweepId(), sweep.config());
        var each = config.resources();
        double hours = hours(overview, now);
        var parts = new ArrayList<String>();
        config.budget()
                .cpuHours()
                .ifPresent(limit -> parts.add(part(hours * each.nodes() * each.cpus(), limit, "CPU-hours")));
        config.budget()
                .gpuHours()
                .ifPresent(limit -> parts.add(part(hours * each.nodes() * each.gpus(), limit, "GPU-hours")));
        config.budget()
                .money()
                .ifPresent(limit -> parts.add(part(hours * config.prices().perHour(each), limit, "in money")));
        return Optional.of("spent " + String.join(", ", parts));
    }

    /// For how long jobs have run, all together.
    static double hours(Overview overview, Instant now) {
        var running = overview.live().stream()
                .flatMap(RunInfo::liveJobs)
                .flatMap(job -> job.startedAt().stream())
                .map(since -> Duration.between(since, now))
                .filter(Duration::isPositive)
                .reduce(Duration.ZERO, Duration::plus);
        return overview.busy().plus(running).toMillis() / HOUR;
    }

    private static String part(double spent, double limit, String what) {
        return String.format(Locale.ROOT, "%.3g of %s %s", spent, limit, what);
    }
}
