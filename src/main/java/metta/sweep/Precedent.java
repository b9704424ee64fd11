package metta.sweep;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import metta.sweep.space.Configuration;

/// What an earlier sweep taught, as configurations of the space that is searched now.
///
/// Its scores are of another program, data or length of training: they say something beside each other
/// alone.
///
/// @param sweepId the earlier sweep's
/// @param lessons in the order of its trials
/// @param leftOut how many of its trials could not be taken over, by why
public record Precedent(String sweepId, List<Lesson> lessons, SequencedMap<String, Integer> leftOut) {
    public Precedent {
        lessons = List.copyOf(lessons);
        leftOut = Ordered.copy(leftOut);
    }

    /// What one of its trials came to.
    ///
    /// @param scores finite values by metric name
    public record Lesson(Configuration configuration, Map<String, Double> scores) {
        public Lesson {
            scores = Ordered.copy(scores);
        }
    }
}
