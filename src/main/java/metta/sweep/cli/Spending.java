package metta.sweep.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Overview;
import metta.sweep.RunInfo;
import metta.sweep.config.SweepConfig;
import metta.sweep.telemetry.Values;

/// What a sweep has spent of its budget of hours and money, those of jobs that run included.
final class Spending {
    private static final Map<String, String> WORDS =
            Map.of("cpu_hours", "CPU-hours", "gpu_hours", "GPU-hours", "money", "in money");
    private static final double HOUR = Duration.ofHours(1).toMillis();

    private Spending() {}

    /// One line about it; empty where no such limit is set. Only then the configuration is understood.
    static Optional<String> line(Overview overview, Instant now) {
        var sweep = overview.sweep();
        boolean limited = sweep.config().get("budget") instanceof Map<?, ?> budget
                && WORDS.keySet().stream().anyMatch(budget::containsKey);
        if (!limited) {
            return Optional.empty();
        }
        var config = Orders.config(sweep.sweepId(), sweep.config());
        var parts = new ArrayList<String>();
        amounts(config, hours(overview, now))
                .forEach((key, amount) -> amount.limit()
                        .ifPresent(limit -> parts.add(
                                String.format(Locale.ROOT, "%.3g of %s %s", amount.spent(), limit, WORDS.get(key)))));
        return Optional.of("spent " + String.join(", ", parts));
    }

    /// One line about what is used of the whole budget, for one who goes on looking: trials, time, hours, money.
    static String used(SweepConfig config, Sight sight, Instant now) {
        var parts = new ArrayList<String>();
        parts.add("%,d of %,d trials"
                .formatted(sight.overview().ended(), config.budget().maxTrials()));
        sight.elapsed(now)
                .ifPresent(time -> parts.add(Picture.clock(time)
                        + config.budget()
                                .time()
                                .map(limit -> " of " + Picture.clock(limit))
                                .orElse("")));
        amounts(config, hours(sight.overview(), now)).forEach((key, amount) -> {
            if (amount.spent() > 0 || amount.limit().isPresent()) {
                parts.add("%s%s %s"
                        .formatted(
                                Values.shorten(amount.spent()),
                                amount.limit()
                                        .map(limit -> " of " + Values.shorten(limit))
                                        .orElse(""),
                                WORDS.get(key)));
            }
        });
        return "used " + String.join(", ", parts);
    }

    /// What is spent of something, and what may be.
    private record Amount(double spent, Optional<Double> limit) {
        private Map<String, Object> tree() {
            return pair(spent, limit);
        }
    }

    private static Map<String, Amount> amounts(SweepConfig config, double hours) {
        var each = config.resources();
        var budget = config.budget();
        var amounts = new LinkedHashMap<String, Amount>();
        amounts.put("cpu_hours", new Amount(hours * each.nodes() * each.cpus(), budget.cpuHours()));
        amounts.put("gpu_hours", new Amount(hours * each.nodes() * each.gpus(), budget.gpuHours()));
        amounts.put("money", new Amount(hours * config.prices().perHour(each), budget.money()));
        return amounts;
    }

    /// The same for programs, whether or not there are limits: of each what is spent and the limit, seconds of time.
    static Map<String, Object> tree(Order order, Sight sight, Instant now) {
        var config = order.config();
        var tree = new LinkedHashMap<String, Object>();
        tree.put(
                "time",
                pair(
                        sight.elapsed(now).map(Trees::seconds),
                        config.budget().time().map(Trees::seconds)));
        amounts(config, hours(sight.overview(), now)).forEach((key, amount) -> tree.put(key, amount.tree()));
        return tree;
    }

    private static Map<String, Object> pair(Object spent, Optional<Double> limit) {
        var pair = new LinkedHashMap<String, Object>();
        pair.put("spent", spent);
        pair.put("limit", limit);
        return pair;
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
}
