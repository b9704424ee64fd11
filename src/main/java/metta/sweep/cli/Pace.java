package metta.sweep.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Overview;
import metta.sweep.Seeds;
import metta.sweep.Store;
import metta.sweep.analysis.Forecast;
import metta.sweep.analysis.Forecast.Range;
import metta.sweep.analysis.Forecast.Sample;
import metta.sweep.config.SweepConfig;

/// How long the rest of a sweep may take, by what runs took that ended lately. It follows the sweep's changes, and
/// forecasts anew when a trial has ended, but not much more often than that matters: a forecast of thousands of trials
/// keeps a processor busy for a moment.
final class Pace {
    /// How long a forecast is good enough, whatever ends meanwhile.
    static final Duration EVERY = Duration.ofSeconds(10);

    /// How many changes back it begins: looking at a large sweep does not read all of it.
    private static final long BACK = 5_000;

    private static final int KEPT = 500;

    /// With fewer runs than that, parts of them mean nothing.
    private static final int FEWEST = 3;

    /// More trials to come than that take too long to play through.
    private static final int MOST = 5_000;

    private static final double HOUR = Duration.ofHours(1).toMillis();
    private final Map<String, Sample> samples = new LinkedHashMap<>();
    private long cursor = -1;
    private Optional<Told> told = Optional.empty();

    /// A forecast, and what it was made of.
    private record Told(int ended, int left, Range hours, Instant at) {}

    /// Takes in what has changed.
    void follow(Store store, String sweepId) {
        if (cursor < 0) {
            cursor = Math.max(0, store.fetchRuns(sweepId, Long.MAX_VALUE).cursor() - BACK);
        }
        var changes = store.fetchRuns(sweepId, cursor);
        cursor = changes.cursor();
        for (var run : changes.runs()) {
            Forecast.samples(List.of(run)).forEach(sample -> samples.put(run.runId(), sample));
        }
        var oldest = samples.keySet().iterator();
        for (int i = samples.size(); i > KEPT; i--) {
            oldest.next();
            oldest.remove();
        }
    }

    /// The hours to go; empty where that cannot be told.
    Optional<Range> toGo(SweepConfig config, Overview overview, Instant now) {
        int ended = overview.ended();
        int left = Math.max(0, config.budget().maxTrials() - ended);
        if (samples.size() < FEWEST || left == 0 || left > MOST) {
            return Optional.empty();
        }
        if (told.filter(each -> (each.ended() == ended && each.left() == left) || recent(each, now))
                .isEmpty()) {
            told = Optional.of(new Told(ended, left, forecast(config, overview, left, now), now));
        }
        return told.map(each -> since(each, now));
    }

    private static boolean recent(Told told, Instant now) {
        return Duration.between(told.at(), now).abs().compareTo(EVERY) < 0;
    }

    private Range forecast(SweepConfig config, Overview overview, int left, Instant now) {
        double since = Duration.between(overview.sweep().createdAt(), now).toMillis() / HOUR;
        var before = List.copyOf(samples.values());
        var plan = DryRun.plan(config, left, since, Spending.hours(overview, now), before);
        return Forecast.of(before, plan, Seeds.of(overview.sweep().seed(), left))
                .hours();
    }

    private static Range since(Told told, Instant now) {
        double passed = Duration.between(told.at(), now).toMillis() / HOUR;
        var hours = told.hours();
        return new Range(
                Math.max(0, hours.p10() - passed),
                Math.max(0, hours.p50() - passed),
                Math.max(0, hours.p90() - passed));
    }
}
