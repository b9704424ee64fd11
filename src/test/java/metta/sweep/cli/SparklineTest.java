package metta.sweep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.MetricPoint;
import org.junit.jupiter.api.Test;

final class SparklineTest {
    private static List<MetricPoint> points(double... values) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> new MetricPoint("score", i * 10L, values[i]))
                .toList();
    }

    @Test
    void a_course_goes_from_its_lowest_value_to_its_highest() {
        assertThat(Sparkline.of(points(0, 1, 2, 3, 4, 5, 6, 7), 8)).isEqualTo("▁▂▃▄▅▆▇█");
        assertThat(Sparkline.of(points(7, 0), 8)).isEqualTo("█▁");
        assertThat(Sparkline.of(points(-1e308, 1e308), 8)).isEqualTo("▁█");
        assertThat(Sparkline.of(List.of(), 8)).isEmpty();
    }

    @Test
    void what_does_not_change_is_in_the_middle_and_what_is_no_number_is_marked() {
        assertThat(Sparkline.of(points(3, 3, 3), 8)).isEqualTo("▅▅▅");
        assertThat(Sparkline.of(points(0, Double.NaN, 1, Double.POSITIVE_INFINITY), 8))
                .isEqualTo("▁×█×");
        assertThat(Sparkline.of(points(Double.NaN), 8)).isEqualTo("×");
    }

    @Test
    void it_is_no_longer_than_there_is_room_whatever_the_steps_are() {
        assertThat(Sparkline.of(
                        points(IntStream.range(0, 1_000).asDoubleStream().toArray()), 4))
                .isEqualTo("▁▄▆█");
        var odd = List.of(
                new MetricPoint("score", Long.MIN_VALUE, 0),
                new MetricPoint("score", Long.MAX_VALUE, 1),
                new MetricPoint("score", 0, 0.5));
        assertThat(Sparkline.of(odd, 3)).isEqualTo("▁▅█");
        assertThat(Sparkline.of(List.of(new MetricPoint("s", 5, 1), new MetricPoint("s", 5, 2)), 8))
                .hasSize(2);
    }
}
