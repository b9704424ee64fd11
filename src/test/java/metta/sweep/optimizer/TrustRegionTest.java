package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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
        return around(items, 1);
    }

    private static TrustRegion around(List<Evidence.Item> items, int first) {
        var aim = new LowestLoss();
        return aim.region(aim.centers(items), items, 1, first, List.of(FIT));
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
        var region = around(items, 2);
        assertThat(region.center().at(0)).isEqualTo(0.7);
        assertThat(width(region)).isGreaterThan(0.5);
    }

    @Test
    void downhill_it_is_as_long_along_each_line_as_that_is_steep_and_its_corner_a_step_away() {
        var center = new Evidence.Item(1, Configuration.EMPTY, Point.of(0.5, 0.4, 0.95), List.of(1.0), 1);
        var region = around(List.of(center), 1).downhill(new double[] {-3, 0, 4});
        assertThat(region.isDownhill()).isTrue();
        assertThat(region.lower(0)).isCloseTo(0.5 - 0.1, within(1e-12));
        assertThat(region.upper(0)).isCloseTo(0.5 + 0.1, within(1e-12));
        assertThat(region.lower(1)).isEqualTo(region.upper(1)).isEqualTo(0.4);
        assertThat(region.lower(2)).isCloseTo(0.95 - 4.0 / 30, within(1e-12));
        assertThat(region.upper(2)).isEqualTo(1);
    }

    @Test
    void downhill_it_grows_and_shrinks_as_well() {
        var slopes = new double[] {1};
        assertThat(width(after(3, 2).downhill(slopes))).isGreaterThan(width(after(3).downhill(slopes)));
        assertThat(width(after(3, 4).downhill(slopes))).isLessThan(width(after(3).downhill(slopes)));
    }

    @Test
    void where_it_is_flat_nothing_leads_downhill() {
        var region = after(3);
        assertThat(region.downhill(new double[] {0})).isSameAs(region);
        assertThat(region.isDownhill()).isFalse();
    }

    @Test
    void along_a_front_it_goes_from_point_to_point_and_grows_with_what_joins_them() {
        var aim = new WidestFront();
        var items = List.of(item(1, 0.1, 0, 2), item(2, 0.5, 1, 1), item(3, 0.9, 2, 0), item(4, 0.3, 3, 3));
        var centers = aim.centers(items);
        var places = IntStream.range(0, 16)
                .mapToObj(number -> aim.region(centers, items, number, 1, List.of(FIT, FIT)))
                .map(each -> each.center().at(0))
                .toList();
        assertThat(places).containsOnly(0.1, 0.5, 0.9, 0.3);
        assertThat(places.subList(0, 4)).containsOnly(places.getFirst());
        var joined = aim.region(centers, items.subList(0, 3), 0, 2, List.of(FIT, FIT));
        var dominated = aim.region(centers, items, 0, 3, List.of(FIT, FIT));
        assertThat(width(joined)).isGreaterThan(width(dominated));
    }

    private static Evidence.Item item(int number, double place, double... losses) {
        return new Evidence.Item(
                number,
                Configuration.EMPTY,
                Point.of(place),
                Arrays.stream(losses).boxed().toList(),
                1);
    }
}
