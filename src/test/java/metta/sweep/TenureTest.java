package metta.sweep;

import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import metta.sweep.store.Stores;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TenureTest {
    private static final Duration TERM = Duration.ofSeconds(30);
    private final Store store = Stores.inMemory();
    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    @BeforeEach
    void createTheSweep() {
        store.fetchSweepMetadata(Samples.sweep(SWEEP));
    }

    private Tenure tenure() {
        var epoch = store.takeLease(SWEEP, store.lease(SWEEP).epoch(), Samples.owner(1))
                .epoch();
        return new Tenure(store, new Fence(SWEEP, epoch), () -> nanos, TERM);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void a_lease_is_renewed_once_a_third_of_its_term_has_passed() {
        var tenure = tenure();
        pass(Duration.ofSeconds(10));
        tenure.renew();
        assertThat(store.lease(SWEEP).beat()).isZero();
        // The ticker runs over its largest number here, as System.nanoTime may.
        pass(Duration.ofMillis(1));
        tenure.renew();
        tenure.renew();
        assertThat(store.lease(SWEEP).beat()).isEqualTo(1);
        pass(Duration.ofSeconds(11));
        tenure.renew();
        assertThat(store.lease(SWEEP).beat()).isEqualTo(2);
    }

    @Test
    void who_does_not_know_what_became_of_a_write_waits_for_it_before_anything_else() {
        var tenure = tenure();
        tenure.doubt();
        tenure.renew();
        tenure.renew();
        assertThat(store.lease(SWEEP).beat()).isEqualTo(1);
    }

    @Test
    void a_holder_that_rests_as_long_as_it_may_is_seen_alive_in_every_term() {
        var tenure = tenure();
        var silence = Duration.ZERO;
        for (int i = 0; i < 50; i++) {
            var before = store.lease(SWEEP);
            var rest = tenure.rest(Duration.ofMinutes(10));
            pass(rest);
            silence = silence.plus(rest);
            assertThat(silence).isLessThan(TERM);
            tenure.renew();
            silence = store.lease(SWEEP).equals(before) ? silence : Duration.ZERO;
        }
        assertThat(tenure.rest(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void who_was_taken_over_learns_it_when_renewing() {
        var old = tenure();
        tenure();
        pass(Duration.ofSeconds(11));
        assertThatThrownBy(old::renew).isInstanceOf(StaleEpochException.class);
    }

    @Test
    void a_lease_is_given_back_unless_another_has_it() {
        var old = tenure();
        var young = tenure();
        assertThatCode(old::close).doesNotThrowAnyException();
        assertThat(store.lease(SWEEP).owner()).isPresent();
        young.close();
        assertThat(store.lease(SWEEP)).isEqualTo(new Lease(2, 0, Optional.empty()));
    }
}
