package metta.sweep.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import metta.sweep.JobStatus;
import metta.sweep.RunInfo;
import metta.sweep.Seeds;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.analysis.Forecast;
import metta.sweep.analysis.Forecast.Plan;
import metta.sweep.analysis.Forecast.Range;
import metta.sweep.analysis.Forecast.Sample;
import metta.sweep.config.SchedulerType;
import metta.sweep.config.SweepConfig;
import metta.sweep.telemetry.Values;

/// What a sweep will take, told before anything is started: by a probe, by its own runs so far, or else by those of the
/// newest sweep of the same program.
///
/// @param sample whose runs it goes by
/// @param probed the probe that it goes by, if there is one
record DryRun(
        Order order,
        Optional<SweepInfo> own,
        List<RunInfo> ownRuns,
        SweepInfo sample,
        List<RunInfo> sampleRuns,
        Optional<Probe.Probed> probed) {
    private static final String HOURS = "hours";
    private static final double HOUR = Duration.ofHours(1).toMillis();

    /// A sweep and its runs.
    private record Past(SweepInfo sweep, List<RunInfo> runs) {
        /// Runs that all failed may have failed before they did anything.
        private boolean tells() {
            return came(runs);
        }
    }

    /// @throws SweepException if nothing is known of how long a run takes
    static DryRun of(Order order, List<Store> stores, Optional<Probe.Probed> probed) {
        var own = stores.stream()
                .flatMap(store -> store.findSweep(order.sweepId()).map(sweep -> past(store, sweep)).stream())
                .reduce((_, last) -> last);
        var sample = probed.isPresent()
                ? of(order, probed.get())
                : own.filter(Past::tells).or(() -> newest(order, stores)).orElseThrow(() -> unknown(order));
        return new DryRun(
                order,
                own.map(Past::sweep),
                own.map(Past::runs).orElse(List.of()),
                sample.sweep(),
                sample.runs(),
                probed);
    }

    private static Optional<Past> newest(Order order, List<Store> stores) {
        Optional<Past> newest = Optional.empty();
        for (var store : stores) {
            for (var sweep : store.sweeps((_, _) -> {})) {
                if (likelier(sweep, newest.map(Past::sweep), order)) {
                    var past = past(store, sweep);
                    newest = past.tells() ? Optional.of(past) : newest;
                }
            }
        }
        return newest;
    }

    private static Past past(Store store, SweepInfo sweep) {
        return new Past(sweep, store.fetchRuns(sweep.sweepId(), 0).runs());
    }

    private static Past of(Order order, Probe.Probed probed) {
        if (!came(probed.runs())) {
            throw new SweepException(
                    SweepException.Exit.FAILED,
                    "nothing can be forecast for %s: no run of the probe came to a result".formatted(order.sweepId()));
        }
        return new Past(probed.sweep(), probed.runs());
    }

    /// Whether any of them came to a result.
    private static boolean came(List<RunInfo> runs) {
        return runs.stream().anyMatch(run -> run.status() == JobStatus.COMPLETED);
    }

    private static SweepException unknown(Order order) {
        return new SweepException(
                SweepException.Exit.NOT_FOUND,
                "nothing is known yet of how long a run of %s takes: no sweep here has a run of it that came to a result. Nothing was started; with --dry-run --probe a few trials are run first to find out"
                        .formatted(order.recipe().name()));
    }

    private static boolean likelier(SweepInfo sweep, Optional<SweepInfo> than, Order order) {
        boolean same = Differences.program(Orders.recall(sweep)).equals(Differences.program(order));
        return same
                && than.map(other -> other.createdAt().isBefore(sweep.createdAt()))
                        .orElse(true);
    }

    /// What counts for the sweep: once it was begun, with all that was edited since.
    private SweepConfig config() {
        return own.map(sweep -> Orders.recall(sweep).config()).orElse(order.config());
    }

    private Plan plan(Instant now) {
        var config = config();
        var tried = ownRuns.stream()
                .filter(run -> run.trial() && run.status() != JobStatus.INVALIDATED)
                .toList();
        int running = Math.toIntExact(
                tried.stream().filter(run -> !run.status().ended()).count());
        boolean ended = own.filter(sweep -> sweep.state().ended()).isPresent();
        int left = ended ? 0 : running + Math.max(0, config.budget().maxTrials() - tried.size());
        double since = own.map(sweep -> Duration.between(sweep.createdAt(), now).toMillis() / HOUR)
                .orElse(0.0);
        double spent = ownRuns.stream().mapToLong(run -> run.busy().toMillis()).sum() / HOUR;
        return plan(config, left, since, spent, Forecast.samples(ownRuns));
    }

    /// What is still to be done of a sweep.
    ///
    /// @param left trials
    /// @param since hours ago the sweep was begun
    /// @param spent hours, by all jobs together
    /// @param before what its trials have taken that have ended
    static Plan plan(SweepConfig config, int left, double since, double spent, List<Sample> before) {
        double hours = config.budget()
                .time()
                .map(time -> Math.max(0, time.toMillis() / HOUR - since))
                .orElse(Double.POSITIVE_INFINITY);
        boolean alone = config.scheduler().type() == SchedulerType.SEQUENTIAL;
        var execution = config.execution();
        return new Plan(
                left,
                alone ? 1 : execution.maxParallelJobs(),
                execution.maxConcurrentEvals(),
                hours,
                Math.max(0, jobHours(config) - spent),
                before);
    }

    /// For how long jobs may run, all together; infinite where there is no limit.
    static double jobHours(SweepConfig config) {
        var budget = config.budget();
        var each = config.resources();
        return DoubleStream.of(
                        limit(budget.cpuHours(), each.nodes() * each.cpus()),
                        limit(budget.gpuHours(), each.nodes() * each.gpus()),
                        limit(budget.money(), config.prices().perHour(each)))
                .min()
                .orElseThrow();
    }

    private static double limit(Optional<Double> most, double perHour) {
        return most.map(amount -> amount / perHour).orElse(Double.POSITIVE_INFINITY);
    }

    /// The forecast by what is forecast, in the order in which it is told.
    private Map<String, Range> ranges(Instant now) {
        var forecast = Forecast.of(
                Forecast.samples(sampleRuns), plan(now), Seeds.of(order.config().seed(), -1));
        var each = config().resources();
        var prices = config().prices();
        var ranges = new LinkedHashMap<String, Range>();
        ranges.put("trials", forecast.trials());
        ranges.put(HOURS, forecast.hours());
        ranges.put("cpu_" + HOURS, forecast.jobHours().times(each.nodes() * each.cpus()));
        ranges.put("gpu_" + HOURS, forecast.jobHours().times(each.nodes() * each.gpus()));
        ranges.put("money", forecast.jobHours().times(prices.perHour(each)));
        return ranges;
    }

    /// What the probe's jobs used, and what that says.
    private Optional<Advice> advice() {
        return probed.map(it -> Advice.of(it, config().resources()));
    }

    /// For people.
    List<String> lines(Instant now) {
        var lines = forecastLines(now);
        advice().map(Advice::lines).ifPresent(lines::addAll);
        return lines;
    }

    private List<String> forecastLines(Instant now) {
        var lines = new ArrayList<String>();
        lines.add("Forecast for %s, by %s of %s%s; nothing%s was started."
                .formatted(
                        order.sweepId(),
                        Values.count(Forecast.samples(sampleRuns).size(), "run"),
                        sample.sweepId(),
                        failed() == 0 ? "" : ", %d of which failed".formatted(failed()),
                        probed.isPresent() ? " else" : ""));
        var ranges = ranges(now);
        if (ranges.values().stream().allMatch(range -> range.p90() == 0)) {
            lines.add("  nothing is left to do");
            return lines;
        }
        lines.add(String.format(
                Locale.ROOT, "  %-10s %10s %10s %10s", own.isPresent() ? "still" : "", "p10", "p50", "p90"));
        ranges.forEach((what, range) -> {
            if (range.p90() > 0) {
                lines.add(line(what, range));
            }
        });
        return lines;
    }

    private long failed() {
        return sampleRuns.stream()
                .filter(run -> run.status() == JobStatus.FAILED)
                .count();
    }

    /// Hours are told as time is told elsewhere.
    private static String line(String what, Range range) {
        DoubleFunction<String> shown = what.endsWith(HOURS) ? DryRun::clock : DryRun::shown;
        return String.format(
                Locale.ROOT,
                "  %-10s %10s %10s %10s",
                what.replace(HOURS, "time").replace('_', ' '),
                shown.apply(range.p10()),
                shown.apply(range.p50()),
                shown.apply(range.p90()));
    }

    private static String clock(double hours) {
        return Picture.clock(Duration.ofMillis(Math.round(hours * HOUR)));
    }

    private static String shown(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    Map<String, Object> tree(Instant now) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("sweep", order.sweepId());
        tree.put("by", sample.sweepId());
        tree.put("runs", Forecast.samples(sampleRuns).size());
        tree.put("failed", failed());
        tree.put("probe_seconds", probed.map(Probe.Probed::took).map(Trees::seconds));
        tree.putAll(ranges(now));
        tree.put("used", advice().map(Advice::used));
        tree.put("suggested", advice().map(Advice::suggested));
        return tree;
    }
}
