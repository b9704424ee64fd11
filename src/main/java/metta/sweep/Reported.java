package metta.sweep;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metta.sweep.config.Spelling;

/// The names of the metrics that jobs reported.
public record Reported(List<String> names) {
    private static final int NAMES_SHOWN = 8;

    public Reported {
        names = List.copyOf(names);
    }

    /// In the order in which they first came.
    public static Reported by(Stream<JobRecord> jobs) {
        return new Reported(jobs.flatMap(each -> each.metrics().keySet().stream())
                .distinct()
                .toList());
    }

    /// What was reported in place of a metric. The one that was probably meant comes first, because the end of what is
    /// said of a job may be cut.
    ///
    /// @param who reported it, such as `it`
    public String inPlaceOf(String metric, String who) {
        var meant = Spelling.guess(metric, names)
                .map("did you mean '%s'? "::formatted)
                .orElse("");
        return "%s%s reported %s"
                .formatted(meant, who, names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", ")));
    }
}
