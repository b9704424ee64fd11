package metta.sweep;

import java.util.List;

/// What an attempt says of itself. A store accepts it once, from the attempt that it is about, while that attempt
/// lives.
///
/// @param token the attempt's own; a report with another one is refused
/// @param from where in the attempt's output this report starts: must be where the last accepted one ended
/// @param to where it ends; opaque to the store
public record Report(JobId job, String token, String from, String to, List<MetricPoint> points) {
    public Report {
        points = List.copyOf(points);
    }

    /// What became of a report.
    public enum Answer {
        ACCEPTED,
        /// It does not continue where the last accepted report ended: already known, or a gap.
        OUT_OF_PLACE,
        /// The attempt is unknown, already ended, or the token is not its own.
        REFUSED
    }
}
