package metta.sweep.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.space.Categorical;
import metta.sweep.space.Condition;
import metta.sweep.space.Configuration;
import metta.sweep.space.Fixed;
import metta.sweep.space.IntLog;
import metta.sweep.space.IntStepped;
import metta.sweep.space.IntUniform;
import metta.sweep.space.LogNormal;
import metta.sweep.space.LogitNormal;
import metta.sweep.space.Parameter;
import metta.sweep.space.Pow2;
import metta.sweep.space.Scale;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Source;
import metta.sweep.space.Stepped;
import metta.sweep.space.Uniform;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class GridTest {
    private static Grid grid(SearchSpace space, int resolution) {
        return Grid.of(space, new Resolution(resolution, Map.of()));
    }

    /// The points of a grid over one parameter.
    private static List<Object> points(Parameter parameter, int resolution) {
        var grid = grid(Problems.space(parameter), resolution);
        return LongStream.range(0, grid.size().longValueExact())
                .mapToObj(index -> grid.at(index).orElseThrow().value("a"))
                .toList();
    }

    @Test
    void the_first_parameter_varies_slowest() {
        var grid = grid(Problems.space(new Categorical(List.of("z", "y")), new IntUniform(3, 5)), 5);
        assertThat(LongStream.range(0, 6)
                        .mapToObj(index ->
                                grid.at(index).orElseThrow().values().values().toString()))
                .containsExactly("[z, 3]", "[z, 4]", "[z, 5]", "[y, 3]", "[y, 4]", "[y, 5]");
    }

    @Test
    void fixed_values_are_no_dimensions_of_the_grid_and_part_of_every_point() {
        var grid = grid(Problems.space(new Fixed(7), new Categorical(List.of("x", "y")), new Fixed("on")), 5);
        assertThat(grid.size()).isEqualTo(2);
        assertThat(grid.at(1).orElseThrow().values().values()).containsExactly(7L, "y", "on");
    }

    @Test
    void continuous_ranges_are_walked_in_equal_steps_from_end_to_end() {
        assertThat(points(new Uniform(-1, 1), 5)).containsExactly(-1.0, -0.5, 0.0, 0.5, 1.0);
        var decades = points(new LogNormal(1e-4, 1e-2), 3);
        assertThat(decades).startsWith(1e-4).endsWith(1e-2).hasSize(3);
        assertThat((double) decades.get(1)).isCloseTo(1e-3, Offset.offset(1e-12));
        assertThat((double) points(new LogitNormal(0.1, 0.9), 3).get(1)).isCloseTo(0.5, Offset.offset(1e-12));
    }

    @Test
    void one_point_of_a_range_is_its_centre() {
        assertThat(points(new Uniform(0, 1, 0.25, new Scale.Auto()), 1)).containsExactly(0.25);
    }

    @Test
    void ranges_that_can_be_counted_are_taken_whole_where_the_resolution_allows() {
        assertThat(points(new IntUniform(-1, 2), 4)).containsExactly(-1L, 0L, 1L, 2L);
        assertThat(points(new IntLog(1, 6), 6)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(points(new IntStepped(2, 9, 3), 10)).containsExactly(2L, 5L, 8L);
        assertThat(points(new Stepped(0, 0.35, 0.1), 10)).containsExactly(0.0, 0.1, 0.2, 0.3);
        assertThat(points(new Pow2(5, 100), 10)).containsExactly(8L, 16L, 32L, 64L);
    }

    @Test
    void ranges_with_more_values_than_that_are_thinned_out_and_keep_their_ends() {
        assertThat(points(new IntUniform(0, 100), 3)).containsExactly(0L, 50L, 100L);
        assertThat(points(new IntStepped(0, 100, 10), 3)).containsExactly(0L, 50L, 100L);
        assertThat(points(new Stepped(0, 1, 0.1), 2)).containsExactly(0.0, 1.0);
        assertThat(points(new Pow2(1, 256), 3)).containsExactly(1L, 16L, 256L);
    }

    @Test
    void choices_are_all_taken_whatever_the_resolution() {
        assertThat(points(new Categorical(List.of(3, 1, 2)), 1)).containsExactly(3L, 1L, 2L);
    }

    @Test
    void points_that_decode_to_the_same_value_are_one() {
        assertThat(points(new IntLog(1, 1_000), 30))
                .doesNotHaveDuplicates()
                .startsWith(1L)
                .endsWith(1_000L);
        assertThat(points(new IntLog(1, 1_000), 30)).hasSizeLessThan(30);
        assertThat(points(new Uniform(1, Math.nextUp(1.0)), 10)).containsExactly(1.0, Math.nextUp(1.0));
    }

    @Test
    void a_parameter_may_have_a_resolution_of_its_own() {
        var space = Problems.space(new Uniform(0, 1), new Uniform(0, 1));
        assertThat(Optimizers.gridSize(space, 3, Map.of("b", 7), List.of())).isEqualTo(21);
    }

    @Test
    void every_point_is_found_at_its_index() {
        var grid = grid(Problems.mixed(), 4);
        for (long index : new long[] {0, 1, 12_345, 1_000_000, grid.size().longValueExact() - 1}) {
            assertThat(Problems.mixed().contains(grid.at(index).orElseThrow())).isTrue();
            assertThat(grid.indexOf(grid.at(index).orElseThrow())).hasValue(index);
        }
        assertThat(grid.indexOf(grid.at(0).orElseThrow().with("act", "other"))).isEmpty();
        assertThat(grid.indexOf(grid.at(0).orElseThrow().with("more", 1))).isEmpty();
        assertThat(grid.indexOf(Configuration.EMPTY)).isEmpty();
    }

    @Test
    void a_space_without_freedom_is_a_grid_of_one_point() {
        assertThat(grid(Problems.withoutFreedom(), 5).size()).isEqualTo(BigInteger.ONE);
        assertThat(grid(Problems.space(), 5).at(0)).contains(Configuration.EMPTY);
    }

    @Test
    void a_resolution_that_cannot_be_is_refused() {
        assertThatThrownBy(() -> Optimizers.grid(0, Map.of()))
                .hasMessage("the grid's resolution must be between 1 and 1000000, got 0");
        assertThatThrownBy(() -> Optimizers.grid(5, Map.of("lr", 2_000_000)))
                .hasMessage("the grid's resolution for 'lr' must be between 1 and 1000000, got 2000000");
        var space = Problems.space(new Categorical(List.of("x", "y")));
        assertThatThrownBy(() -> Optimizers.gridSize(space, 5, Map.of("a", 2), List.of()))
                .hasMessageContaining("every value of 'a'");
        assertThatThrownBy(() -> Optimizers.gridSize(space, 5, Map.of("b", 2), List.of()))
                .hasMessageContaining("'b'");
    }

    @Test
    void what_is_tried_first_counts_once_and_only_where_it_lies_beside_the_grid() {
        var space = Problems.space(new Categorical(List.of("x", "y")), new Uniform(0, 1));
        var on = space.completed(Map.of("a", "x", "b", 0.5)).orElseThrow();
        var beside = space.completed(Map.of("a", "x", "b", 0.3)).orElseThrow();
        assertThat(Optimizers.gridSize(space, 3, Map.of(), List.of(on))).isEqualTo(6);
        assertThat(Optimizers.gridSize(space, 3, Map.of(), List.of(on, beside))).isEqualTo(7);
    }

    /// Each of 40 switches takes part where the one before it is on.
    @Test
    void combinations_of_what_takes_no_part_are_passed_over_together() {
        var sources = new LinkedHashMap<String, Source>();
        var conditions = new LinkedHashMap<String, Condition>();
        for (int i = 0; i < 40; i++) {
            sources.put("s" + i, new Categorical(List.of(false, true)));
            if (i > 0) {
                conditions.put("s" + i, Condition.of("s" + (i - 1), List.of(true)));
            }
        }
        var space = new SearchSpace(sources, conditions, List.of());
        assertThat(grid(space, 5).size()).isEqualTo(41);
        var suggested = Optimizers.grid(5, Map.of()).suggest(Problems.of(space, 1), List.of(), List.of(), 1, 100);
        assertThat(suggested)
                .hasSize(41)
                .extracting(each -> each.configuration().values().size())
                .startsWith(1, 2, 3)
                .endsWith(40, 40);
    }

    /// Whatever is passed over has no configuration, also where a condition looks at what comes later,
    /// at a formula or at columns.
    @Test
    void nothing_that_is_there_is_passed_over() {
        var space = SweepConfigReader.parse("sweep.yaml", """
                parameters:
                  late: {values: [1, 2], when: {kind: b}}
                  kind: [a, b, c]
                  size: {zip: {width: [1, 2], depth: [3, 4]}}
                  of_size: {values: [1, 2, 3], when: {width: 2}}
                  twice: {expr: width * 2}
                  of_twice: {values: [1, 2], when: twice > 2}
                  of_late: {values: [1, 2], when: {late: 2}}
                  of_kind: {values: [1, 2, 3], when: {kind: [a, c]}}
                  of_both: {values: [1, 2], when: {of_kind: [2, 3], kind: c}}
                constraints: [of_kind < 3 or width < 2]
                """).space();
        var grid = grid(space, 5);
        long combinations = grid.combinations().longValueExact();
        var there = LongStream.range(0, combinations)
                .filter(each -> grid.at(each).isPresent())
                .boxed()
                .toList();
        assertThat(grid.size()).isEqualTo(there.size());
        assertThat(LongStream.range(0, combinations)
                        .filter(each -> grid.at(each).isEmpty()))
                .allSatisfy(each -> assertThat(grid.lastLike(each))
                        .satisfies(last ->
                                assertThat(LongStream.rangeClosed(each, last)).doesNotContainAnyElementsOf(there)));
    }

    @Test
    void what_stands_before_that_which_it_depends_on_is_passed_over_together_too() {
        var sources = new LinkedHashMap<String, Source>();
        var conditions = new LinkedHashMap<String, Condition>();
        for (int i = 40; i > 0; i--) {
            sources.put("s" + i, new Categorical(List.of(false, true)));
            if (i > 1) {
                conditions.put("s" + i, Condition.of("s" + (i - 1), List.of(true)));
            }
        }
        assertThat(grid(new SearchSpace(sources, conditions, List.of()), 5).size())
                .isEqualTo(41);
    }

    @Test
    void what_a_constraint_rejects_whatever_comes_after_is_passed_over_together() {
        var space = SweepConfigReader.parse("sweep.yaml", """
                parameters:
                  a: {min: 0.0, max: 1.0}
                  b: {min: 0.0, max: 1.0}
                  c: {min: 0.0, max: 1.0}
                  d: {min: 0.0, max: 1.0}
                  e: {min: 0.0, max: 1.0}
                constraints: [a > 0.5, b >= a]
                """).space();
        var first = Optimizers.grid(100, Map.of())
                .suggest(Problems.of(space, 1), List.of(), List.of(), 1, 1)
                .getFirst();
        assertThat((double) first.configuration().value("a")).isCloseTo(50 / 99.0, Offset.offset(1e-9));
        assertThat(first.configuration().value("b"))
                .isEqualTo(first.configuration().value("a"));
    }
}
