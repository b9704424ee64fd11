package metta.sweep.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import metta.sweep.JobStatus;
import metta.sweep.Mean;
import metta.sweep.Overview;
import metta.sweep.space.Configuration;
import metta.sweep.telemetry.Story;
import metta.sweep.telemetry.Values;

/// A sweep as a few lines of text: how far it is, the best so far, and what runs now.
final class Picture {
    private static final int BAR = 24;
    private static final int NARROW = 100;

    /// From so many hours on nobody asks for minutes.
    private static final int LONG = 100;

    private final Aim aim;
    private final String metric;
    private final Style style;
    private final int width;
    private final LiveTable table;

    Picture(Aim aim, Terminal terminal) {
        this.aim = aim;
        this.metric = aim.metric();
        this.style = terminal.style();
        this.width = terminal.width();
        this.table = new LiveTable(metric, style, width, terminal.height());
    }

    LiveTable table() {
        return table;
    }

    List<String> lines(Sight sight, Instant now) {
        return lines(sight, List.of(), Optional.empty(), now);
    }

    /// @param notes what stands below the first line
    private List<String> lines(Sight sight, List<String> notes, Optional<Detail> detail, Instant now) {
        var overview = sight.overview();
        var lines = new ArrayList<String>();
        boolean forecast = detail.flatMap(Detail::toGo).isPresent();
        lines.add(headline(sight, forecast ? soFar(sight, now) : times(sight, now)));
        lines.addAll(notes);
        Sight.pausedLine(overview.sweep()).ifPresent(line -> lines.add(style.bad(fit(line))));
        var age = detail.flatMap(Detail::bestAge).map(each -> ", " + clock(each) + " ago");
        overview.best().ifPresent(best -> lines.add(best(best, sight.bestMark() + age.orElse(""))));
        detail.ifPresent(each -> howFar(each, overview).forEach(line -> lines.add(fit(line))));
        detail.map(Detail::used).or(() -> Spending.line(overview, now)).ifPresent(line -> lines.add(fit(line)));
        sight.setAsideLine().ifPresent(line -> lines.add(style.bad(fit(line))));
        var hints = detail.flatMap(this::hints).map(style::dim).stream().toList();
        lines.addAll(
                table.lines(overview.live(), detail, lines.size() - Math.min(notes.size(), 1) + hints.size(), now));
        lines.addAll(hints);
        return lines;
    }

    /// What is to come and what there was, on one line where there is room for both.
    private List<String> howFar(Detail detail, Overview overview) {
        var both = new ArrayList<String>();
        outlook(detail).ifPresent(both::add);
        both.add(counts(overview));
        var line = String.join("; ", both);
        return Columns.of(line) <= width ? List.of(line) : both;
    }

    /// How many runs there are of each kind.
    private String counts(Overview overview) {
        int running = Math.toIntExact(overview.live().stream()
                .filter(run -> run.liveJobs().findAny().isPresent())
                .count());
        int completed = overview.count(JobStatus.COMPLETED);
        return "%,d completed, %,d failed, %,d running".formatted(completed, overview.count(JobStatus.FAILED), running);
    }

    private static Optional<String> outlook(Detail detail) {
        return detail.toGo()
                .map(hours -> "about %s to go (p10 %s, p90 %s)"
                        .formatted(clock(hours.p50()), clock(hours.p10()), clock(hours.p90())));
    }

    private static String clock(double hours) {
        return clock(Duration.ofMillis(Math.round(hours * Duration.ofHours(1).toMillis())));
    }

    /// As many commands as there is room for.
    private Optional<String> hints(Detail detail) {
        var line = new StringBuilder("next: ");
        int shown = 0;
        for (var hint : detail.hints()) {
            var more = (shown == 0 ? "" : " · ") + Values.plain(hint);
            if (Columns.of(line.toString()) + Columns.of(more) > width) {
                break;
            }
            line.append(more);
            shown++;
        }
        return shown == 0 ? Optional.empty() : Optional.of(line.toString());
    }

    /// The same for one who goes on looking: with lines below the first that say so where nobody is seen to run it.
    /// Advice that is too long for the terminal goes on in the next line.
    List<String> watched(Sight sight, Optional<Detail> detail, Instant now) {
        var notes = sight.missingHolder().stream()
                .flatMap(holder -> notes(holder).stream())
                .map(style::bad)
                .toList();
        return lines(sight, notes, detail, now);
    }

    private List<String> notes(Holder holder) {
        var words = Values.plain(holder.words());
        if (Columns.of(words) <= width || !holder.missing()) {
            return Columns.wrap(words, width);
        }
        var notes = new ArrayList<>(Columns.wrap(Values.plain(holder.who()), width));
        notes.addAll(Columns.wrap(Values.plain(holder.goOn()), width));
        return notes;
    }

    /// The same on a single line.
    String line(Sight sight, Instant now) {
        return headline(sight, times(sight, now)) + bestSoFar(sight) + nobody(sight);
    }

    /// The same but for what time alone changes.
    String still(Sight sight) {
        return headline(sight, "") + bestSoFar(sight) + nobody(sight);
    }

    private String bestSoFar(Sight sight) {
        return sight.overview()
                .best()
                .map(best -> "; best %s = %s in %s"
                        .formatted(Values.plain(metricName()), Values.shorten(best.score()), best.runId()))
                .orElse("");
    }

    private static String nobody(Sight sight) {
        return sight.missingHolder().map(holder -> "; " + holder.words()).orElse("");
    }

    private String headline(Sight sight, String times) {
        var overview = sight.overview();
        var sweep = overview.sweep();
        int trials = aim.trials(sweep);
        int failed = overview.count(JobStatus.FAILED);
        int stopped = overview.count(JobStatus.STOPPED);
        int invalidated = overview.count(JobStatus.INVALIDATED);
        var text = "%s  %s  %s  %d/%d trials%s%s%s%s"
                .formatted(
                        sweep.sweepId(),
                        sight.word(),
                        bar(overview.ended(), trials),
                        overview.ended(),
                        trials,
                        failed > 0 ? ", %d failed".formatted(failed) : "",
                        stopped > 0 ? ", %d stopped".formatted(stopped) : "",
                        invalidated > 0 ? ", %d invalidated".formatted(invalidated) : "",
                        times);
        return style.bold(fit(text));
    }

    private String times(Sight sight, Instant now) {
        var toGo =
                sight.toGo(aim.trials(sight.overview().sweep()), now).map(time -> ", about " + clock(time) + " to go");
        return soFar(sight, now) + toGo.orElse("");
    }

    private static String soFar(Sight sight, Instant now) {
        return sight.elapsed(now).map(time -> "  " + clock(time) + " so far").orElse("");
    }

    private String best(Overview.Best best, String mark) {
        return style.good(fit("best %s = %s%s in %s%s: %s"
                .formatted(
                        metricName(),
                        Values.shorten(best.score()),
                        best.mean().map(Picture::error).orElse(""),
                        best.runId(),
                        mark,
                        parameters(best.configuration()))));
    }

    /// What is written behind a score that is a mean.
    static String error(Mean mean) {
        return " ± %s (%d seeds)".formatted(Values.shorten(mean.standardError()), mean.seeds());
    }

    /// A configuration in short, by the last part of its parameters' names.
    static String parameters(Configuration configuration) {
        return configuration.values().entrySet().stream()
                .map(each -> Story.lastPart(each.getKey()) + "=" + Values.shorten(each.getValue()))
                .collect(Collectors.joining(" "));
    }

    private String metricName() {
        return lastName(metric);
    }

    /// A metric's name without the path before it.
    static String lastName(String metric) {
        return metric.substring(metric.lastIndexOf('/') + 1);
    }

    private String bar(int done, int all) {
        int length = width < NARROW ? BAR / 2 : BAR;
        int full = (int) ((long) length * Math.min(done, all) / Math.max(1, all));
        return "█".repeat(full) + "░".repeat(length - full);
    }

    static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// Minutes and seconds, with hours where there are any; days and hours where it is long.
    static String clock(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 3600) {
            return "%d:%02d".formatted(seconds / 60, seconds % 60);
        }
        long hours = seconds / 3600;
        return hours < LONG
                ? "%d:%02d:%02d".formatted(hours, seconds / 60 % 60, seconds % 60)
                : "%,dd %02dh".formatted(hours / 24, hours % 24);
    }

    private String fit(String line) {
        return Columns.fit(Values.plain(line), width);
    }
}
