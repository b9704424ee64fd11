package metta.sweep.cli;

import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import metta.sweep.Fence;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.store.Stores;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Waiting for a controller that may be stopped, in time that stands still.
final class PatienceTest {
    private final Captured captured = Captured.pipe();
    private final Store store = Stores.inMemory();
    private final Patience patience = new Patience(captured.terminal, store, SWEEP, () -> {});

    @BeforeEach
    void aControllerHoldsTheSweep() {
        store.fetchSweepMetadata(Samples.sweep(SWEEP));
        store.takeLease(SWEEP, 0, Samples.owner(42));
    }

    private void wait(int seconds, boolean obeyed) throws InterruptedException {
        for (int i = 0; i < seconds * 5; i++) {
            patience.await(obeyed);
        }
    }

    @Test
    void a_holder_that_does_not_obey_is_named_with_what_to_do_and_not_waited_for_for_ever()
            throws InterruptedException {
        wait(10, false);
        assertThat(captured.err()).isEmpty();
        wait(50, false);
        assertThat(captured.err())
                .containsOnlyOnce("metta: still waiting: sweep s is run by process 42 on ")
                .contains("which has not answered for 10 s. It may be stopped: let it go on there (kill -CONT 42)");
        assertThatThrownBy(() -> wait(1, false))
                .isInstanceOfSatisfying(
                        SweepException.class, e -> assertThat(e.exit()).isEqualTo(SweepException.Exit.TRY_AGAIN))
                .hasMessageStartingWith("it is asked for, but not done yet: sweep s is run by process 42 on ");
    }

    @Test
    void one_that_obeys_may_take_as_long_as_it_renews_its_lease() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            wait(15, true);
            store.renewLease(new Fence(SWEEP, 1));
        }
        assertThat(captured.err()).isEmpty();
        wait(31, true);
        assertThat(captured.err()).contains("still waiting: sweep s is run by process 42");
        assertThatThrownBy(() -> wait(31, true)).hasMessageContaining("has not answered for 60 s");
    }
}
