package metta.sweep.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import metta.sweep.JobStatus;
import metta.sweep.RunInfo;
import metta.sweep.telemetry.Values;

/// The runs that are under way as a table, of which as many have a row as a terminal has room for.
///
/// @param metric whose newest value is shown
record LiveTable(String metric, Style style, int width, int height) {
    private static final int NARROW = 100;
    private static final int WIDE = 160;
    private static final int MOST_ROWS = 12;
    private static final String ROW = "  %-6s %-12s %10s %12s %8s  %s%s";

    /// @param others how many lines there are besides; none where nothing lives
    List<String> lines(List<RunInfo> live, Optional<Detail> detail, int others, Instant now) {
        if (live.isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        lines.add(style.dim(fit(ROW.formatted(
                "trial",
                "status",
                "step",
                Picture.lastName(metric),
                "time",
                detail.map(_ -> curve("curve")).orElse(""),
                "parameters"))));
        int rows = rows(live.size(), others + 1);
        live.stream().limit(rows).forEach(run -> lines.add(fit(row(run, detail, now))));
        if (live.size() > rows) {
            lines.add(style.dim(fit("  … and %d more".formatted(live.size() - rows))));
        }
        return lines;
    }

    /// How many of the living there is room for: below the lines above them, with a line to count the others, one that
    /// may say that nobody runs the sweep, and one for the cursor.
    private int rows(int live, int above) {
        int room = height - above - 2;
        return Math.clamp(live <= room ? live : room - 1, 1, mostRows());
    }

    /// How many of the living are shown at most.
    int mostRows() {
        return height == Integer.MAX_VALUE ? MOST_ROWS : Math.max(MOST_ROWS, height / 2);
    }

    private String row(RunInfo run, Optional<Detail> detail, Instant now) {
        boolean again = waitsForAnotherTry(run);
        var underway = new Underway(run, metric);
        long step = again ? 0 : underway.step();
        var score = underway.latest().filter(_ -> !again).map(Values::shorten).orElse("");
        var since = underway.time(now).map(Picture::clock).orElse("");
        var curve = detail.map(each -> curve(again ? "" : each.curves().getOrDefault(run.runId(), "")));
        return ROW.formatted(
                "%04d%s".formatted(run.number(), run.trial() ? "" : "." + (run.replicate() + 1)),
                again ? "to try again" : brief(run.status()),
                step > 0 ? String.format(Locale.ROOT, "%,d", step) : "",
                score,
                since,
                curve.orElse(""),
                Picture.parameters(run.configuration()));
    }

    /// Whether all attempts that there were have ended, the last one not well, so that what they reached counts no
    /// more.
    private static boolean waitsForAnotherTry(RunInfo run) {
        boolean begun = run.status() == JobStatus.IN_TRAINING || run.status() == JobStatus.IN_EVAL;
        return begun && run.liveJobs().findAny().isEmpty();
    }

    /// How many columns a curve has beside everything else.
    int curveColumns() {
        return width < NARROW ? 8 : width < WIDE ? 16 : 24;
    }

    private String curve(String word) {
        return Columns.padded(word, curveColumns() + 2);
    }

    /// A status in as much room as the table has for it.
    private static String brief(JobStatus status) {
        return switch (status) {
            case TRAINING_DONE_NO_EVAL -> "trained";
            case EVAL_DONE_NOT_COMPLETED -> "ending";
            case PENDING, IN_TRAINING, IN_EVAL, COMPLETED, FAILED, STOPPED, INVALIDATED, PAUSED ->
                Picture.word(status.name());
        };
    }

    private String fit(String line) {
        return Columns.fit(Values.plain(line), width);
    }
}
