package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.Command;
import metta.sweep.DispatchException;
import metta.sweep.Fence;
import metta.sweep.Hooks;
import metta.sweep.JobId;
import metta.sweep.Owner;
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepController;
import metta.sweep.SweepInfo;
import metta.sweep.SweepListener;
import metta.sweep.SweepState;
import metta.sweep.Tenure;
import metta.sweep.simulation.Chaos.Fault;
import metta.sweep.simulation.Chaos.Strike;
import metta.sweep.store.Backoff;
import metta.sweep.store.StoreWatch;
import metta.sweep.store.Stores;

/// One seeded world: a store, a cluster, controllers that come and go, and time that only this class moves.
final class World {
    static final String SWEEP = "sim";
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int STEPS = 3_000;
    private static final int CALM_AFTER = 600;

    final Store truth = Stores.inMemory();
    final Setup setup;
    final Chaos chaos;
    final SimulatedCluster cluster;
    final CountingHooks hooks;
    private final Invariants invariants;
    private final FaultyStore faulty;
    private final Store store;
    private final StrayReports strays;
    private final People people;
    private final History history;
    private final List<SweepController> deposed = new ArrayList<>();
    private Optional<SweepController> controller = Optional.empty();
    private final Following following = new Following();

    /// Whether a running sweep was told to stop.
    boolean stopped;
    private Instant now = START;
    private Duration skew = Duration.ZERO;
    private final Set<JobId> saidGone = new HashSet<>();
    private boolean interrupted;
    private int tokens;
    private int pauses;

    /// How many steps it has lived.
    int steps;

    /// @param only the faults that do happen, where not all shall
    World(Setup setup, Optional<Set<Strike>> only, History history) {
        this.setup = setup;
        this.history = history;
        this.chaos = new Chaos(setup.seed(), setup.odds(), only, history);
        var authority = new Authority(chaos, new Rivals());
        this.cluster = new SimulatedCluster(chaos, authority, now, history, setup.nodes());
        this.faulty = new FaultyStore(truth, chaos, authority, history);
        this.store = setup.retrying() ? retrying(faulty) : faulty;
        this.hooks = new CountingHooks(chaos);
        this.invariants = new Invariants(this);
        this.strays = new StrayReports(truth, chaos);
        this.people = new People(truth, setup.seed());
        truth.fetchSweepMetadata(SweepInfo.created(SWEEP, setup.config(), Map.of(), setup.seed(), START));
    }

    History history() {
        return history;
    }

    private Store retrying(Store store) {
        return Stores.retrying(
                store,
                new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(1)),
                _ -> {},
                chaos.random(),
                this::ticks,
                StoreWatch.NONE);
    }

    private long ticks() {
        return now.getEpochSecond() * 1_000_000_000L;
    }

    /// Lives until the sweep has ended, checking every invariant after every step.
    void live() {
        for (int step = 1; !step(step); step++) {
            steps = step;
            invariants.check();
            if (step == CALM_AFTER) {
                chaos.calmDown();
            }
            if (step >= STEPS) {
                throw new AssertionError("all-end: the sweep has not ended after " + STEPS + " steps: "
                        + truth.fetchRuns(SWEEP, 0).runs());
            }
        }
        invariants.check();
        invariants.checkEnd();
    }

    void checkHealthy() {
        invariants.checkHealthy();
    }

    /// Somebody hears that a host is gone for good, and says so of each of its jobs once.
    private void sayWhatIsGone() {
        cluster.jobs().forEach((id, job) -> {
            if (job.beyondReach()
                    && !saidGone.contains(id)
                    && chaos.random("gone " + id + now).nextInt(10) == 0) {
                saidGone.add(id);
                truth.send(SWEEP, "gone " + id, new Command.LoseTrial(id.runId(), "somebody", "it was sold"), now);
            }
        });
    }

    private boolean step(int step) {
        history.tell("step", step, "at", Duration.between(START, now));
        if (step == setup.stopAtStep()) {
            faulty.arrive();
            stopped = truth.findSweep(SWEEP).orElseThrow().state() == SweepState.RUNNING;
            truth.send(SWEEP, "stop", new Command.StopSweep("somebody", "enough"), now);
        }
        sayWhatIsGone();
        if (setup.steered()) {
            faulty.arrive();
            people.act(step, now);
        }
        if (chaos.strikes(Fault.CLOCK_JUMP)) {
            skew = Duration.ofMinutes(chaos.random().nextInt(-120, 120));
        }
        var old = List.copyOf(deposed);
        deposed.clear();
        old.stream().filter(this::survives).forEach(deposed::add);
        boolean ended = tickCurrent();
        letTimePass();
        strays.arrive(faulty.accepted());
        return ended;
    }

    /// Whether a write that was decided on before may yet arrive.
    boolean writeUnderWay() {
        return faulty.somethingUnderWay();
    }

    /// The true time, whatever controllers' clocks say.
    Instant now() {
        return now;
    }

    private void letTimePass() {
        now = now.plusSeconds(1 + chaos.random("pause " + ++pauses).nextInt(20));
        cluster.advanceTo(now);
    }

    /// Other controllers, who take the sweep over between two effects of the one that acts.
    private final class Rivals implements Authority.Rivals {
        private boolean acting;

        @Override
        public void act() {
            actFor(1);
        }

        @Override
        public void actForLong() {
            actFor(2 + chaos.random().nextInt(8));
        }

        private void actFor(int ticks) {
            if (acting || controller.isEmpty()) {
                return;
            }
            acting = true;
            controller.ifPresent(deposed::add);
            controller = Optional.empty();
            for (int tick = 1; tick <= ticks; tick++) {
                history.tell("  another controller acts, tick", tick, "of", ticks);
                tickCurrent();
                if (ticks > 1) {
                    letTimePass();
                    invariants.check();
                }
            }
            history.tell("  the first one goes on");
            acting = false;
            interrupted = true;
        }
    }

    private boolean tickCurrent() {
        try {
            if (chaos.strikes(Fault.SECOND_CONTROLLER)) {
                controller.ifPresent(deposed::add);
                controller = Optional.empty();
            }
            if (setup.newControllerEachStep()) {
                controller = Optional.empty();
            }
            if (controller.isEmpty()) {
                controller = Optional.of(newController());
            }
        } catch (ControllerCrash | StoreException _) {
            controller = Optional.empty();
            return false;
        }
        return tick(controller.get());
    }

    private boolean tick(SweepController acting) {
        interrupted = false;
        cluster.askedToEnd();
        var heldUp = faulty.callsOf(Optional.of(acting));
        try {
            var before = truth.fetchRuns(SWEEP, Long.MAX_VALUE);
            following.begin();
            var inbox = before.inbox();
            boolean ended = acting.tick();
            invariants.checkFold(acting);
            following.check(before.sweep());
            if (!deposed.contains(acting)) {
                invariants.checkObeyed(inbox);
            }
            return ended;
        } catch (ControllerCrash _) {
            deposed.remove(acting);
            controller = controller.filter(newest -> newest != acting);
        } catch (DispatchException _) {
            // The controller lives on and tries again.
            if (!interrupted) {
                invariants.checkAllAskedToEnd(cluster.askedToEnd());
            }
        } catch (StoreException _) {
            // Likewise.
        } catch (StaleEpochException e) {
            assertThat(deposed)
                    .as("only a deposed controller is refused: %s", e)
                    .contains(acting);
            deposed.remove(acting);
        } finally {
            faulty.callsOf(heldUp);
        }
        return false;
    }

    private boolean survives(SweepController old) {
        var heldUp = faulty.callsOf(Optional.of(old));
        try {
            old.tick();
            return true;
        } catch (StaleEpochException | ControllerCrash _) {
            return false;
        } catch (StoreException | DispatchException _) {
            return true;
        } finally {
            faulty.callsOf(heldUp);
        }
    }

    private SweepController newController() {
        faulty.arrive();
        var epoch = truth.lease(SWEEP).epoch();
        var owner = new Owner("host", "boot", epoch + 1, now);
        var fence = new Fence(SWEEP, truth.takeLease(SWEEP, epoch, owner).epoch());
        return new SweepController(
                store,
                following.watched(setup::course),
                cluster,
                new SimulatedProgram(cluster, setup.evaluated(), chaos),
                setup.seed() % 2 == 0 ? hooks : Hooks.NONE,
                new Tenure(store, fence, this::ticks, Duration.ofSeconds(30)),
                () -> now.plus(skew),
                () -> "token-" + ++tokens,
                SweepListener.NONE);
    }
}
