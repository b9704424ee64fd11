package metta.sweep.recipe;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.MetricPoint;

/// What one reading of a job has found so far; full after so many points or bytes.
final class Batch {
    static final int MOST_POINTS = 5_000;
    static final int MOST_BYTES = 1 << 20;

    private final JobMemory memory;
    private final List<MetricPoint> points = new ArrayList<>();
    private long step;
    private long bytes;
    private boolean more;

    /// An empty batch.
    ///
    /// @param step the highest that an earlier reading found
    Batch(JobMemory memory, long step) {
        this.memory = memory;
        this.step = step;
    }

    boolean full() {
        return points.size() >= MOST_POINTS || bytes >= MOST_BYTES;
    }

    void read(int count) {
        bytes += count;
    }

    void more(boolean there) {
        more |= there;
    }

    boolean more() {
        return more;
    }

    long step() {
        return step;
    }

    List<MetricPoint> points() {
        return points;
    }

    /// Adds the values, at `defaultStep` where they do not say theirs.
    ///
    /// @return whether there were any
    boolean take(List<LineParser.Values> all, long defaultStep) {
        boolean any = false;
        for (var each : all) {
            long at = each.step().orElse(defaultStep);
            for (var value : each.values().entrySet()) {
                if (memory.keeps(value.getKey())) {
                    points.add(new MetricPoint(value.getKey(), at, value.getValue()));
                }
                any = true;
                step = Math.max(step, at);
            }
        }
        return any;
    }

    /// Whether values of that name are kept.
    boolean keeps(String name) {
        return memory.keeps(name);
    }

    void complain(String kind, String words) {
        memory.complain(kind, words);
    }
}
