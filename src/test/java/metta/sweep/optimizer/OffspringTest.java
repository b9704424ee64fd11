package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.Seeds;
import metta.sweep.optimizer.Coordinate.Choice;
import metta.sweep.optimizer.Coordinate.Line;
import org.junit.jupiter.api.Test;

final class OffspringTest {
    private static final Coordinate LINE = new Line(0.5, 0);
    private static final Coordinate CHOICE = new Choice(List.of("a", "b", "c"), List.of(0.2, 0.3, 0.5));

    private static List<Point> children(List<Coordinate> coordinates, Point mother, Point father) {
        var offspring = new Offspring(coordinates, Seeds.of(5, 5));
        return IntStream.range(0, 20_000)
                .mapToObj(_ -> offspring.of(mother, father))
                .toList();
    }

    private static double[] along(List<Point> points, int coordinate) {
        return points.stream().mapToDouble(each -> each.at(coordinate)).toArray();
    }

    @Test
    void children_stay_on_the_line_and_lie_about_their_parents() {
        var lines = List.of(LINE, LINE, LINE, LINE);
        double[] places = along(children(lines, Point.of(0.01, 0, 0, 0), Point.of(0.4, 0, 0, 0)), 0);
        assertThat(Arrays.stream(places)).allSatisfy(each -> assertThat(each).isBetween(0.0, 1.0));
    }

    /// Crossover moves the two children of a pair equally far apart or together: their mean is that of
    /// their parents.
    @Test
    void the_mean_of_children_far_from_the_ends_is_that_of_their_parents() {
        var lines = List.of(LINE);
        double[] places = along(children(lines, Point.of(0.48), Point.of(0.52)), 0);
        assertThat(Arrays.stream(places).average().orElseThrow()).isCloseTo(0.5, within(0.005));
    }

    @Test
    void a_change_is_a_step_at_least_where_there_are_steps() {
        var steps = List.<Coordinate>of(new Line(0.5, 0.25));
        double[] places = along(children(steps, Point.of(0.125), Point.of(0.125)), 0);
        assertThat(Arrays.stream(places)).allSatisfy(each -> assertThat(each).isBetween(0.25, 1.0));
    }

    @Test
    void a_choice_is_that_of_a_parent_or_now_and_then_another() {
        var coordinates = List.of(CHOICE, LINE, LINE, LINE);
        double[] chosen = along(children(coordinates, Point.of(0, 0, 0, 0), Point.of(1, 0, 0, 0)), 0);
        double third = Arrays.stream(chosen).filter(each -> each == 2).count() / 20_000.0;
        assertThat(third).isCloseTo(0.25 * 0.5, within(0.01));
        assertThat(chosen).contains(0, 1);
    }

    @Test
    void what_one_parent_has_is_inherited_and_what_none_has_is_drawn() {
        var coordinates = List.of(CHOICE, LINE, CHOICE, CHOICE);
        double none = Double.NaN;
        var children = children(coordinates, Point.of(none, none, 2, 0), Point.of(1, none, none, 0));
        double first =
                Arrays.stream(along(children, 0)).filter(each -> each == 1).count() / 20_000.0;
        assertThat(first).isCloseTo(0.75 + 0.25 * 0.3, within(0.01));
        assertThat(Arrays.stream(along(children, 1)).average().orElseThrow()).isCloseTo(0.5, within(0.01));
        assertThat(along(children, 2)).contains(2).doesNotContain(none);
    }
}
