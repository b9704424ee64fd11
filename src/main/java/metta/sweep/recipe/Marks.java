package metta.sweep.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import metta.sweep.SweepException;

/// A position in all sources of a job's metrics: `step=6144,0=512:3,1=99:7+`.
///
/// @param step the highest one read from any source
/// @param byFile how far each file was read that anything was read from
record Marks(long step, Map<SourceFile, Mark> byFile) {
    private static final Pattern STEP = Pattern.compile("step=(-?\\d{1,19})");
    private static final Pattern MARK = Pattern.compile(SourceFile.PATTERN + "=(\\d{1,18}):(\\d{1,18})(\\+?)");

    Marks {
        byFile = new TreeMap<>(byFile);
    }

    Mark of(SourceFile file) {
        return byFile.getOrDefault(file, Mark.START);
    }

    /// How many lines or records of all files of a source reported something.
    long reports(int source) {
        return byFile.entrySet().stream()
                .filter(each -> each.getKey().source() == source)
                .mapToLong(each -> each.getValue().lines())
                .sum();
    }

    /// Reads what `toString` of marks wrote.
    ///
    /// @throws SweepException if no `toString` of marks wrote it
    static Marks parse(String position) {
        long step = 0;
        var marks = new TreeMap<SourceFile, Mark>();
        for (String part : position.isEmpty() ? List.<String>of() : List.of(position.split(",", -1))) {
            Matcher mark = MARK.matcher(part);
            Matcher stepMark = STEP.matcher(part);
            if (mark.matches()) {
                marks.put(
                        SourceFile.parse(mark),
                        new Mark(
                                Long.parseLong(mark.group(3)),
                                Long.parseLong(mark.group(4)),
                                !mark.group(5).isEmpty()));
            } else if (stepMark.matches()) {
                step = stepOf(stepMark.group(1), position);
            } else {
                throw unreadable(position);
            }
        }
        return new Marks(step, marks);
    }

    private static long stepOf(String digits, String position) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException _) {
            throw unreadable(position);
        }
    }

    private static SweepException unreadable(String position) {
        return new SweepException(
                SweepException.Exit.FAILED,
                "the store holds '%s' as a position in a job's metrics, which is none".formatted(position));
    }

    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        if (step != 0) {
            parts.add("step=" + step);
        }
        byFile.forEach((file, mark) ->
                parts.add("%s=%d:%d%s".formatted(file, mark.offset(), mark.lines(), mark.skipping() ? "+" : "")));
        return String.join(",", parts);
    }
}
