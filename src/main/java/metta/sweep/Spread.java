package metta.sweep;

import java.util.Map;

/// How the scores of a trial's runs differ that have different seeds.
///
/// @param seeds how many runs there are, at least 2
/// @param standardErrors of the means, by metric; a metric that fewer than two of them reported is absent
public record Spread(int seeds, Map<String, Double> standardErrors) {
    public Spread {
        standardErrors = Ordered.copy(standardErrors);
    }
}
