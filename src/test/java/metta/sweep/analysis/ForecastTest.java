package metta.sweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
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
        assertThat(forecast(samples, new Plan(4, 2, 2, NO_LIMIT, NO_LIMIT, List.of())))
                .isEqualTo(new Forecast(new Range(4, 4, 4), new Range(5, 5, 5), new Range(12, 12, 12)));
        assertThat(forecast(samples, new Plan(4, 4, 1, NO_LIMIT, NO_LIMIT, List.of()))
                        .hours())
                .as("evaluations wait for each other")
                .isEqualTo(new Range(6, 6, 6));
    }

    @Test
    void a_limit_on_the_clock_leaves_trials_undone() {
        var cut = forecast(List.of(new Sample(2, 0)), new Plan(10, 1, 1, 5, NO_LIMIT, List.of()));
        assertThat(cut.trials()).isEqualTo(new Range(2, 2, 2));
        assertThat(cut.hours()).isEqualTo(new Range(5, 5, 5));
    }

    @Test
    void a_limit_on_hours_of_jobs_begins_no_further_trials() {
        var cut = forecast(List.of(new Sample(2, 0)), new Plan(10, 2, 1, NO_LIMIT, 8, List.of()));
        assertThat(cut.trials()).isEqualTo(new Range(4, 4, 4));
        assertThat(cut.jobHours()).isEqualTo(new Range(8, 8, 8));
    }

    @Test
    void no_trial_is_begun_that_what_is_left_of_the_hours_does_not_pay_for() {
        var samples = List.of(new Sample(1, 0));
        var one = forecast(samples, new Plan(10, 1, 1, NO_LIMIT, 5.9, List.of()));
        assertThat(one.trials()).isEqualTo(new Range(5, 5, 5));
        assertThat(one.jobHours()).isEqualTo(new Range(5, 5, 5));
        var two = forecast(samples, new Plan(10, 2, 1, NO_LIMIT, 5.9, List.of()));
        assertThat(two.trials()).as("those that run are paid for first").isEqualTo(new Range(5, 5, 5));
    }

    @Test
    void while_nobody_knows_what_a_trial_needs_every_slot_is_used_and_what_runs_is_cut_off() {
        var samples = List.of(new Sample(4, 2));
        var cut = forecast(samples, new Plan(10, 4, 1, NO_LIMIT, 12, List.of()));
        assertThat(cut.trials()).isEqualTo(new Range(0, 0, 0));
        assertThat(cut.jobHours()).isEqualTo(new Range(12, 12, 12));
        assertThat(cut.hours()).isEqualTo(new Range(3, 3, 3));
        var known = forecast(samples, new Plan(10, 4, 1, NO_LIMIT, 13, samples));
        assertThat(known.trials())
                .as("trials that ended before tell what one needs")
                .isEqualTo(new Range(2, 2, 2));
    }

    @Test
    void the_more_trials_there_are_the_fewer_sweeps_are_played_through() {
        var asked = new AtomicInteger();
        RandomGenerator counting = () -> 2L << 32 | asked.incrementAndGet();
        var samples = List.of(new Sample(1, 0), new Sample(3, 0));
        Forecast.of(samples, new Plan(100, 2, 1, NO_LIMIT, NO_LIMIT, samples), counting);
        assertThat(asked.getAndSet(0)).isEqualTo(1_000 * 100);
        Forecast.of(samples, new Plan(5_000, 2, 1, NO_LIMIT, NO_LIMIT, samples), counting);
        assertThat(asked).hasValue(100 * 5_000);
    }

    @Test
    void runs_that_differ_spread_the_forecast_around_their_mean() {
        var samples = List.of(new Sample(1, 0), new Sample(3, 0));
        var mixed = forecast(samples, new Plan(100, 1, 1, NO_LIMIT, NO_LIMIT, List.of()));
        assertThat(mixed.hours().p50()).isCloseTo(200, within(4.0));
        // The sum of 100 draws of 1 or 3 has a standard deviation of 10: 1.28 of them on either side hold 8 of 10.
        assertThat(mixed.hours().p10()).isCloseTo(187, within(4.0));
        assertThat(mixed.hours().p90()).isCloseTo(213, within(4.0));
        assertThat(forecast(samples, new Plan(100, 1, 1, NO_LIMIT, NO_LIMIT, List.of())))
                .isEqualTo(mixed);
    }

    @Test
    void nothing_to_do_takes_nothing() {
        var none = new Range(0, 0, 0);
        assertThat(forecast(List.of(new Sample(1, 1)), new Plan(0, 1, 1, NO_LIMIT, NO_LIMIT, List.of())))
                .isEqualTo(new Forecast(none, none, none));
    }
}
