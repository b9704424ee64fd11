package metta.sweep;

import java.util.Map;
import metta.sweep.space.Configuration;

/// A configuration proposed by an optimizer.
///
/// @param attributes what the optimizer wants to keep with it, such as a predicted score
/// @param reason why this one, for people
public record Suggestion(Configuration configuration, Map<String, Object> attributes, String reason) {
    public Suggestion {
        attributes = Ordered.copy(attributes);
    }
}
