package metta.sweep.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.MetricPoint;
import org.junit.jupiter.api.Test;

final class CurveTest {
    private static MetricPoint point(long step, double value) {
        return new MetricPoint("loss", step, value);
    }

    private static List<MetricPoint> shown(int most, List<MetricPoint> points) {
        var curve = new Curve(points.size(), most);
        points.forEach(curve::take);
        return curve.points();
    }

    private static List<MetricPoint> flat(int count) {
        return IntStream.range(0, count).mapToObj(step -> point(step, 1)).toList();
    }

    @Test
    void few_points_are_shown_as_they_are() {
        for (int count = 0; count <= 8; count++) {
            assertThat(shown(8, flat(count))).isEqualTo(flat(count));
        }
    }

    @Test
    void of_however_many_points_no_more_are_shown_than_asked_for_in_order_and_none_twice() {
        for (int most : new int[] {5, 6, 7, 8, 11, 100}) {
            for (int count = 0; count < 700; count += 7) {
                var points = IntStream.range(0, count)
                        .mapToObj(step -> point(step, step % 5 == 0 ? Double.NaN : Math.sin(step)))
                        .toList();
                var shown = shown(most, points);
                assertThat(shown).hasSizeLessThanOrEqualTo(most).isSubsetOf(points);
                assertThat(shown.stream().map(MetricPoint::step)).isSorted().doesNotHaveDuplicates();
                if (count > 0) {
                    assertThat(shown).startsWith(points.getFirst()).endsWith(points.getLast());
                }
            }
        }
    }

    @Test
    void each_spike_is_shown_wherever_it_is() {
        for (int at = 0; at < 300; at++) {
            var points = new ArrayList<>(flat(300));
            for (double value : new double[] {9, -9, Double.NaN, Double.POSITIVE_INFINITY}) {
                var spike = point(at, value);
                points.set(at, spike);
                assertThat(shown(20, points)).contains(spike);
            }
        }
    }

    @Test
    void a_curve_of_numbers_that_are_none_is_shown_too() {
        var points = IntStream.range(0, 100)
                .mapToObj(step -> point(step, Double.NaN))
                .toList();
        assertThat(shown(20, points)).hasSize(8);
    }

    @Test
    void too_few_points_show_no_curve() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Curve(10, Curve.FEWEST - 1));
    }
}
