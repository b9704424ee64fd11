package metta.sweep.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.analysis.Forecast.Range;

/// What one who goes on looking at a sweep is shown besides.
///
/// @param bestAge for how long the best is the best
/// @param toGo how many hours the rest may take
/// @param used what is used of the budget, on one line
/// @param curves how the metric has gone, by run
/// @param hints what could be done next, as commands, the most useful first
record Detail(
        Optional<Duration> bestAge, Optional<Range> toGo, String used, Map<String, String> curves, List<String> hints) {
    Detail {
        curves = Map.copyOf(curves);
        hints = List.copyOf(hints);
    }
}
