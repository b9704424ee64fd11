package metta.sweep.cli;

import java.util.List;
import metta.sweep.MetricPoint;

/// The course of a metric as one short word, from its lowest value to its highest.
final class Sparkline {
    private static final String BLOCKS = "▁▂▃▄▅▆▇█";

    /// What stands where there was no number.
    private static final char NONE = '×';

    private Sparkline() {}

    /// So many columns at most, each for as many steps as any other. Each shows the last value of its steps, but the
    /// first one the first value of all.
    static String of(List<MetricPoint> points, int columns) {
        if (points.isEmpty()) {
            return "";
        }
        var finite = points.stream().mapToDouble(MetricPoint::value).filter(Double::isFinite);
        var range = finite.summaryStatistics();
        long first = points.stream().mapToLong(MetricPoint::step).min().orElseThrow();
        long last = points.stream().mapToLong(MetricPoint::step).max().orElseThrow();
        int width = Math.min(columns, points.size());
        var values = new Double[width];
        for (var point : points) {
            double part = last > first ? ((double) point.step() - first) / ((double) last - first) : 1;
            values[(int) Math.min(width - 1.0, part * width)] = point.value();
        }
        if (width > 1) {
            values[0] = points.getFirst().value();
        }
        var text = new StringBuilder();
        double shown = points.getFirst().value();
        for (var value : values) {
            shown = value != null ? value : shown;
            text.append(block(shown, range.getMin(), range.getMax()));
        }
        return text.toString();
    }

    private static char block(double value, double min, double max) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        // Halves, because the difference of two numbers may be more than any number.
        double part = max > min ? (value / 2 - min / 2) / (max / 2 - min / 2) : 0.5;
        return BLOCKS.charAt((int) Math.clamp(part * BLOCKS.length(), 0, BLOCKS.length() - 1));
    }
}
