package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.space.Configuration;
import org.junit.jupiter.api.Test;

final class TrustRegionTest {
    private static final KernelFit FIT = KernelFit.of(
            new Geometry(new ModelSpace(Problems.cube(1))), KernelShape.BOWL, new double[][] {{0}, {1}}, new double[] {
                -1, 1
            });

    private static TrustRegion after(double... losses) {
        var items = IntStream.range(0, losses.length)
                .mapToObj(i -> new Evidence.Item(i + 1, Configuration.EMPTY, Point.of(0.5), List.of(losses[i]), 1))
                .toList();
        return TrustRegion.of(items, 1, FIT);
    }

    private static double width(TrustRegion region) {
        return region.upper(0) - region.lower(0);
    }

    @Test
    void it_grows_with_success_and_shrinks_with_failure() {
        assertThat(width(after(3, 2))).isGreaterThan(width(after(3)));
        assertThat(width(after(3, 4))).isLessThan(width(after(3)));
        assertThat(width(after(3, Double.POSITIVE_INFINITY))).isLessThan(width(after(3)));
    }

    @Test
    void it_stays_between_its_bounds() {
        double[] falling = IntStream.range(0, 200).mapToDouble(i -> -i).toArray();
        double[] flat = new double[500];
        assertThat(width(after(falling))).isLessThanOrEqualTo(0.8);
        assertThat(width(after(flat))).isPositive().isLessThan(0.001);
    }

    @Test
    void what_was_tried_before_there_was_a_model_does_not_count() {
        var items = List.of(
                new Evidence.Item(1, Configuration.EMPTY, Point.of(0.1), List.of(2.0), 1),
                new Evidence.Item(2, Configuration.EMPTY, Point.of(0.7), List.of(1.0), 1));
        var region = TrustRegion.of(items, 2, FIT);
        assertThat(region.center().at(0)).isEqualTo(0.7);
        assertThat(width(region)).isGreaterThan(0.5);
    }
}
