package metta.sweep.cli;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import metta.sweep.Fence;
import metta.sweep.Lease;
import metta.sweep.Owner;
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.SweepException;
import metta.sweep.store.Stores;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class SuccessionTest {
    private static final Owner SELF = new Owner("here", "boot", 2, NOW);
    private static final Owner ELSEWHERE = new Owner("elsewhere", "its boot", 1, NOW);
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private final Store store = Stores.inMemory();

    @BeforeEach
    void createTheSweep() {
        store.fetchSweepMetadata(Samples.sweep(SWEEP));
    }

    private Fence take(Store seen, Duration term) throws InterruptedException {
        return new Succession(seen, SELF, new Bell(), false).take(SWEEP, term);
    }

    private Fence take(Holder.Life life, Duration term) throws InterruptedException {
        return new Succession(store, SELF, new Bell(), false, _ -> life).take(SWEEP, term);
    }

    @Test
    void a_sweep_that_nobody_ever_held_is_taken_at_once() throws InterruptedException {
        assertThat(take(store, FOR_EVER)).isEqualTo(new Fence(SWEEP, 1));
        assertThat(store.lease(SWEEP)).isEqualTo(new Lease(1, 0, Optional.of(SELF)));
    }

    @Test
    void a_holder_under_the_same_kernel_is_dead_since_its_lock_is_free() throws InterruptedException {
        store.takeLease(SWEEP, 0, new Owner("here", "boot", 1, NOW));
        assertThat(take(store, FOR_EVER).epoch()).isEqualTo(2);
        store.takeLease(SWEEP, 2, new Owner("a container", "boot", 1, NOW));
        assertThat(take(store, FOR_EVER).epoch()).isEqualTo(4);
    }

    @Test
    void where_the_lock_proves_nothing_a_holder_under_the_same_kernel_is_asked_after() throws InterruptedException {
        store.takeLease(SWEEP, 0, new Owner("here", "boot", 1, NOW));
        assertThatThrownBy(() -> take(Holder.Life.RUNNING, FOR_EVER)).isInstanceOf(HeldException.class);
        assertThat(take(Holder.Life.GONE, FOR_EVER).epoch()).isEqualTo(2);
        assertThat(take(Holder.Life.UNKNOWN, Duration.ofMillis(20)).epoch()).isEqualTo(3);
    }

    @Test
    void a_machine_of_the_same_name_is_another_one() {
        var twin = new Owner("here", "another boot", 1, NOW);
        var theirs = new Fence(SWEEP, store.takeLease(SWEEP, 0, twin).epoch());
        var alive = afterEachLook(() -> store.renewLease(theirs));
        assertThatThrownBy(() -> take(alive, Duration.ofMillis(20))).isInstanceOf(HeldException.class);
    }

    @Test
    void a_lease_that_was_given_back_is_taken_at_once() throws InterruptedException {
        store.releaseLease(new Fence(SWEEP, store.takeLease(SWEEP, 0, ELSEWHERE).epoch()));
        assertThat(take(store, FOR_EVER).epoch()).isEqualTo(2);
    }

    @Test
    void a_holder_elsewhere_that_is_silent_for_a_term_is_succeeded() throws InterruptedException {
        store.takeLease(SWEEP, 0, ELSEWHERE);
        assertThat(take(store, Duration.ofMillis(20)).epoch()).isEqualTo(2);
    }

    @Test
    void a_holder_elsewhere_that_shows_life_keeps_the_sweep() {
        var theirs = new Fence(SWEEP, store.takeLease(SWEEP, 0, ELSEWHERE).epoch());
        var alive = afterEachLook(() -> store.renewLease(theirs));
        assertThatThrownBy(() -> take(alive, Duration.ofMillis(20)))
                .isInstanceOfSatisfying(
                        HeldException.class, e -> assertThat(e.exit()).isEqualTo(SweepException.Exit.HELD))
                .hasMessageContaining("sweep s is being run by process 1 on elsewhere")
                .hasMessageContaining("metta sweep status s --watch");
        assertThat(store.lease(SWEEP).owner()).contains(ELSEWHERE);
    }

    @Test
    void a_holder_elsewhere_that_is_alive_is_not_waited_for_in_a_takeover() throws InterruptedException {
        var theirs = new Fence(SWEEP, store.takeLease(SWEEP, 0, ELSEWHERE).epoch());
        var taken = new Succession(store, SELF, new Bell(), true).take(SWEEP, FOR_EVER);
        assertThat(taken.epoch()).isEqualTo(2);
        assertThatThrownBy(() -> store.renewLease(theirs)).isInstanceOf(StaleEpochException.class);
    }

    @Test
    void a_holder_that_keeps_the_lock_has_been_fenced_off_all_the_same(@TempDir Path folder)
            throws InterruptedException {
        store.takeLease(SWEEP, 0, SELF);
        try (var _ = ControllerLock.tryTake(folder).orElseThrow()) {
            var told = new ArrayList<String>();
            var takeover = new Succession(store, SELF, new Bell(), true);
            assertThatThrownBy(() -> takeover.lock(SWEEP, folder, Duration.ofMillis(1), told::add))
                    .isInstanceOf(HeldException.class)
                    .hasMessageContaining("Kill it, and run the same command again");
            assertThat(told).containsExactly("taken from %s; waiting until it lets go".formatted(SELF));
            assertThat(store.lease(SWEEP).epoch())
                    .as("taken, and named after its holder again")
                    .isEqualTo(3);
            var usual = new Succession(store, SELF, new Bell(), false);
            assertThatThrownBy(() -> usual.lock(SWEEP, folder, FOR_EVER, told::add))
                    .hasMessageContaining("is being run by");
        }
    }

    @Test
    void a_holder_that_was_not_got_rid_of_is_still_the_one_that_is_named(@TempDir Path folder)
            throws InterruptedException {
        var stopped = new Owner("here", "boot", 1, NOW);
        store.takeLease(SWEEP, 0, stopped);
        try (var _ = ControllerLock.tryTake(folder).orElseThrow()) {
            var takeover = new Succession(store, SELF, new Bell(), true);
            assertThatThrownBy(() -> takeover.lock(SWEEP, folder, Duration.ofMillis(1), _ -> {}))
                    .hasMessageContaining(stopped.toString());
            var usual = new Succession(store, SELF, new Bell(), false);
            assertThatThrownBy(() -> usual.lock(SWEEP, folder, FOR_EVER, _ -> {}))
                    .hasMessageContaining("is being run by " + stopped);
            assertThatThrownBy(() -> takeover.lock(SWEEP, folder, Duration.ofMillis(1), _ -> {}))
                    .hasMessageContaining(stopped.toString());
        }
    }

    /// The store, where something happens each time that somebody has looked at the lease.
    private Store afterEachLook(Runnable event) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (_, method, arguments) -> {
                    try {
                        var answer = method.invoke(store, arguments);
                        if (method.getName().equals("lease")) {
                            event.run();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
