package metta.sweep.store;

import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import metta.sweep.Lease;
import metta.sweep.RunInfo;
import metta.sweep.StaleEpochException;
import org.junit.jupiter.api.Test;

/// What every store promises of who may write.
interface LeaseContract extends StoreStage {
    @Test
    default void a_lease_is_taken_once_for_each_epoch() {
        open().fetchSweepMetadata(sweep(SWEEP));
        assertThat(open().lease(SWEEP)).isEqualTo(Lease.NONE);
        assertThat(open().takeLease(SWEEP, 0, owner(1)))
                .isEqualTo(open().lease(SWEEP))
                .isEqualTo(new Lease(1, 0, Optional.of(owner(1))));
        assertThatThrownBy(() -> open().takeLease(SWEEP, 0, owner(2)))
                .isInstanceOf(StaleEpochException.class)
                .hasMessageContaining("process 1 on host");
        assertThat(open().takeLease(SWEEP, 1, owner(2)).epoch()).isEqualTo(2);
    }

    @Test
    default void an_old_epoch_changes_nothing() {
        var old = held();
        open().initRun(old, init(1));
        open().takeLease(SWEEP, 1, owner(2));
        assertThatThrownBy(() -> open().initRun(old, init(2))).isInstanceOf(StaleEpochException.class);
        assertThatThrownBy(() -> open().renewLease(old)).isInstanceOf(StaleEpochException.class);
        assertThatThrownBy(() -> open().releaseLease(old)).isInstanceOf(StaleEpochException.class);
        assertThat(open().fetchRuns(SWEEP, 0).runs())
                .extracting(RunInfo::number)
                .containsExactly(1);
        assertThat(open().lease(SWEEP)).isEqualTo(new Lease(2, 0, Optional.of(owner(2))));
    }

    @Test
    default void renewing_is_seen_and_releasing_leaves_the_epoch() {
        var fence = held();
        open().renewLease(fence);
        assertThat(open().lease(SWEEP).beat()).isEqualTo(1);
        open().releaseLease(fence);
        assertThat(open().lease(SWEEP)).isEqualTo(new Lease(1, 1, Optional.empty()));
    }

    @Test
    default void an_epoch_that_is_over_may_not_even_commit_nothing() {
        var fence = held();
        assertThat(open().commit(fence, List.of()).applied()).isEmpty();
        open().takeLease(SWEEP, fence.epoch(), owner(2));
        assertThatThrownBy(() -> open().commit(fence, List.of())).isInstanceOf(StaleEpochException.class);
    }
}
