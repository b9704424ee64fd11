package metta.sweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import metta.sweep.Seeds;
import metta.sweep.analysis.Forecast.Plan;
import metta.sweep.analysis.Forecast.Range;
import metta.sweep.analysis.Forecast.Sample;
import org.junit.jupiter.api.Test;

final class ForecastTest {
    private static final double NO_LIMIT = Double.POSITIVE_INFINITY;

    private static Forecast forecast(List<Sample> samples, Plan plan) {
        return Forecast.of(samples, plan, Seeds.of(1, 1));
    }

    @Test
    void runs_that_all_take_the_same_leave_nothing_to_chance() {
        var samples = List.of(new Sample(2, 1));
        assertThat(forecast(samples, new Plan(4, 2, 2, NO_LIMIT, NO_LIMIT)))
                .isEqualTo(new Forecast(new Range(4, 4, 4), new Range(5, 5, 5), new Range(12, 12, 12)));
        assertThat(forecast(samples, new Plan(4, 4, 1, NO_LIMIT, NO_LIMIT)).hours())
                .as("evaluations wait for each other")
                .isEqualTo(new Range(6, 6, 6));
    }

    @Test
    void a_limit_on_the_clock_leaves_trials_undone() {
        var cut = forecast(List.of(new Sample(2, 0)), new Plan(10, 1, 1, 5, NO_LIMIT));
        assertThat(cut.trials()).isEqualTo(new Range(2, 2, 2));
        assertThat(cut.hours()).isEqualTo(new Range(5, 5, 5));
    }

    @Test
    void a_limit_on_hours_of_jobs_begins_no_further_trials() {
        var cut = forecast(List.of(new Sample(2, 0)), new Plan(10, 2, 1, NO_LIMIT, 8));
        assertThat(cut.trials()).isEqualTo(new Range(4, 4, 4));
        assertThat(cut.jobHours()).isEqualTo(new Range(8, 8, 8));
    }

    @Test
    void runs_that_differ_spread_the_forecast_around_their_mean() {
        var samples = List.of(new Sample(1, 0), new Sample(3, 0));
        var mixed = forecast(samples, new Plan(100, 1, 1, NO_LIMIT, NO_LIMIT));
        assertThat(mixed.hours().p50()).isCloseTo(200, within(4.0));
        // The sum of 100 draws of 1 or 3 has a standard deviation of 10: 1.28 of them on either side hold 8 of 10.
        assertThat(mixed.hours().p10()).isCloseTo(187, within(4.0));
        assertThat(mixed.hours().p90()).isCloseTo(213, within(4.0));
        assertThat(forecast(samples, new Plan(100, 1, 1, NO_LIMIT, NO_LIMIT))).isEqualTo(mixed);
    }

    @Test
    void nothing_to_do_takes_nothing() {
        var none = new Range(0, 0, 0);
        assertThat(forecast(List.of(new Sample(1, 1)), new Plan(0, 1, 1, NO_LIMIT, NO_LIMIT)))
                .isEqualTo(new Forecast(none, none, none));
    }
}
