package metta.sweep.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Sweeps below each other, each on one line. A pipe gets everything; on a terminal that is too narrow the
/// time of day is left out first, and then the ends of names.
///
/// @param rows all of them
record SweepTable(List<Row> rows) {
    private static final int DATE = 10;
    private static final int TIME = 20;
    private static final int SHORTEST_NAME = 12;

    /// What fits beside the best score without hiding what it is of.
    private static final int BEST = 22;

    /// A sweep.
    ///
    /// @param trials how many have ended of how many
    record Row(String name, String state, String trials, Instant started, String best) {}

    List<String> lines(int width, Style style) {
        int trials = Math.max(
                "trials".length(), longest(rows.stream().map(Row::trials).toList()));
        int state =
                Math.max("state".length(), longest(rows.stream().map(Row::state).toList()));
        int names =
                Math.max("sweep".length(), longest(rows.stream().map(Row::name).toList()));
        int others = 1 + state + 1 + trials + 2 + 2 + BEST;
        int time = names + others + TIME <= width ? TIME : DATE;
        int name = Math.min(names, Math.max(SHORTEST_NAME, width - others - time));
        var lines = new ArrayList<String>();
        var layout = new Layout(name, state, trials, time, width);
        lines.add(style.dim(layout.line("sweep", "state", "trials", "started", "best")));
        for (var row : rows) {
            var started = row.started().truncatedTo(ChronoUnit.SECONDS).toString();
            lines.add(layout.line(row.name(), row.state(), row.trials(), started.substring(0, time), row.best()));
        }
        return lines;
    }

    private static int longest(List<String> words) {
        return words.stream().mapToInt(Columns::of).max().orElse(0);
    }

    /// How wide the columns are, and the whole line at most.
    private record Layout(int name, int state, int trials, int time, int width) {
        String line(String nameWord, String stateWord, String trialsWord, String timeWord, String bestWords) {
            var line = Columns.padded(Columns.fit(nameWord, name), name) + " " + Columns.padded(stateWord, state) + " "
                    + " ".repeat(trials - Columns.of(trialsWord)) + trialsWord + "  " + Columns.padded(timeWord, time)
                    + "  "
                    + bestWords;
            return Columns.fit(line, width);
        }
    }
}
