package metta.sweep;

import java.nio.charset.StandardCharsets;

/// One value of one metric at one step of training. The value may be NaN or infinite: it is kept as reported. What is
/// no text in the name (half of a surrogate pair) becomes `?`, as in all files that it may be written to.
public record MetricPoint(String name, long step, double value) {
    public MetricPoint {
        if (name.chars().anyMatch(unit -> Character.isSurrogate((char) unit))) {
            name = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        }
    }
}
