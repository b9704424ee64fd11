package metta.sweep.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import metta.sweep.MetricPoint;

/// The shape of one metric of a job in a bounded number of its own points.
///
/// The points, in the order they were reported, are cut into equal stretches. Of each the lowest, the highest and
/// the first that is NaN or infinite are kept, so that neither a spike nor the moment of a divergence gets lost;
/// besides them the very first and the very last point.
final class Curve {
    private static final int KEPT_OF_A_STRETCH = 3;
    private static final int ENDS = 2;

    /// The fewest points that show a curve.
    static final int FEWEST = ENDS + KEPT_OF_A_STRETCH;

    private final long count;
    private final long stretches;
    private final boolean whole;
    private final List<MetricPoint> kept = new ArrayList<>();
    private Stretch stretch = new Stretch();
    private long taken;

    /// A curve that has no points yet.
    ///
    /// @param count how many points will be taken
    /// @param most how many are kept, at least [#FEWEST]
    Curve(long count, int most) {
        if (most < FEWEST) {
            throw new IllegalArgumentException("a curve needs at least %d points, got %d".formatted(FEWEST, most));
        }
        this.count = count;
        this.whole = count <= most;
        this.stretches = ((long) most - ENDS) / KEPT_OF_A_STRETCH;
    }

    /// Takes the next point.
    void take(MetricPoint point) {
        long index = taken++;
        if (whole || index == 0 || index >= count - 1) {
            close();
            kept.add(point);
            return;
        }
        if (index > 1 && number(index) != number(index - 1)) {
            close();
        }
        stretch.take(index, point);
    }

    /// The stretch that a point between the ends belongs to; each has the same number of points, or one less.
    private long number(long index) {
        return (index - 1) * stretches / (count - ENDS);
    }

    List<MetricPoint> points() {
        close();
        return List.copyOf(kept);
    }

    private void close() {
        kept.addAll(stretch.points());
        stretch = new Stretch();
    }

    private record Placed(long index, MetricPoint point) {}

    /// Points in a row, of which at most [#KEPT_OF_A_STRETCH] are remembered.
    private static final class Stretch {
        private Optional<Placed> lowest = Optional.empty();
        private Optional<Placed> highest = Optional.empty();
        private Optional<Placed> nonFinite = Optional.empty();

        void take(long index, MetricPoint point) {
            var placed = Optional.of(new Placed(index, point));
            if (!Double.isFinite(point.value())) {
                nonFinite = nonFinite.or(() -> placed);
                return;
            }
            lowest =
                    lowest.filter(each -> each.point().value() <= point.value()).or(() -> placed);
            highest = highest.filter(each -> each.point().value() >= point.value())
                    .or(() -> placed);
        }

        List<MetricPoint> points() {
            var all = new ArrayList<Placed>();
            lowest.ifPresent(all::add);
            highest.filter(each -> !lowest.equals(Optional.of(each))).ifPresent(all::add);
            nonFinite.ifPresent(all::add);
            all.sort((a, b) -> Long.compare(a.index(), b.index()));
            return all.stream().map(Placed::point).toList();
        }
    }
}
