package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import metta.sweep.Command;
import metta.sweep.ControllerSettings;
import metta.sweep.Course;
import metta.sweep.DispatchException;
import metta.sweep.FailureKind;
import metta.sweep.Fence;
import metta.sweep.Hooks;
import metta.sweep.Observation;
import metta.sweep.Optimizer;
import metta.sweep.Owner;
import metta.sweep.Problem;
import metta.sweep.Resources;
import metta.sweep.Seeds;
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.Suggestion;
import metta.sweep.SweepController;
import metta.sweep.SweepInfo;
import metta.sweep.SweepListener;
import metta.sweep.SweepState;
import metta.sweep.Tenure;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Budget;
import metta.sweep.config.Failures;
import metta.sweep.config.Failures.Policy;
import metta.sweep.config.Failures.Then;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.Prices;
import metta.sweep.scheduler.Schedulers;
import metta.sweep.simulation.Chaos.Fault;
import metta.sweep.space.Configuration;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import metta.sweep.store.Stores;

/// One seeded world: a store, a cluster, controllers that come and go, and time that only this class moves.
final class World {
    static final String SWEEP = "sim";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration JOB_TIMEOUT = Duration.ofMinutes(5);
    private static final int STEPS = 3_000;
    private static final int CALM_AFTER = 600;

    final Store truth = Stores.inMemory();
    final Setup setup;
    final Chaos chaos;
    final SimulatedCluster cluster;
    final CountingHooks hooks;
    private final Invariants invariants;
    private final Store store;
    private final Optimizer optimizer;
    private final Problem problem;
    private final List<SweepController> deposed = new ArrayList<>();
    private Optional<SweepController> controller = Optional.empty();
    private boolean takingOver;

    /// Whether a running sweep was told to stop.
    boolean stopped;
    private Instant now = START;
    private Duration skew = Duration.ZERO;
    private int tokens;

    /// What a world is made of.
    record Setup(
            long seed,
            int trials,
            int parallel,
            int evals,
            boolean evaluated,
            boolean newControllerEachStep,
            int stopAtStep,
            Map<Fault, Double> odds) {}

    World(Setup setup) {
        this.setup = setup;
        this.chaos = new Chaos(Seeds.of(setup.seed(), -1), setup.odds());
        var authority = new Authority(chaos, this::takeOver);
        this.cluster = new SimulatedCluster(chaos, authority, now);
        this.store = new FaultyStore(truth, chaos, authority);
        this.hooks = new CountingHooks(chaos);
        this.invariants = new Invariants(this);
        var parameters = new LinkedHashMap<String, Parameter>();
        parameters.put("x", new Uniform(0, 1));
        this.problem = new Problem(new SearchSpace(parameters), settings().metrics(), setup.trials(), setup.seed());
        this.optimizer = World::attentive;
        truth.fetchSweepMetadata(SweepInfo.created(SWEEP, Map.of(), Map.of(), setup.seed(), START));
    }

    /// The true score of a configuration.
    static double score(Map<String, Object> parameters) {
        return (parameters.hashCode() & 0xffff) / 65_536.0;
    }

    /// The true score of a run's evaluation.
    static double score(String runId) {
        return (runId.hashCode() & 0xffff) / 65_536.0;
    }

    /// One evaluation in eleven says nothing.
    static boolean silent(String runId) {
        return runId.hashCode() % 11 == 0;
    }

    /// One training in eight fails.
    static int exitCode(String runId, boolean training) {
        return training && runId.hashCode() % 8 == 0 ? 3 : 0;
    }

    /// Suggests what depends on everything it was told, so that a forgotten or repeated run shows.
    private static List<Suggestion> attentive(
            Problem problem, List<Observation> observations, List<Configuration> pending, int first, int count) {
        int told = observations.stream()
                .map(each -> each.runId() + each.scores() + each.problem())
                .toList()
                .hashCode();
        var random = Seeds.of(problem.seed() + told + pending.hashCode(), first);
        return Stream.generate(
                        () -> new Suggestion(Configuration.of(Map.of("x", random.nextDouble())), Map.of(), "simulated"))
                .limit(count)
                .toList();
    }

    ControllerSettings settings() {
        return new ControllerSettings(
                List.of(new Metric("score", Goal.MAXIMIZE, Aggregate.LAST)),
                Optional.empty(),
                Budget.ofTrials(setup.trials()),
                Prices.NONE,
                setup.parallel(),
                setup.evals(),
                Resources.DEFAULT,
                Map.of(),
                Duration.ofSeconds(60),
                Optional.of(JOB_TIMEOUT),
                new Failures(
                        Map.of(
                                FailureKind.INFRASTRUCTURE, new Policy(2, Then.INFEASIBLE),
                                FailureKind.OUT_OF_MEMORY, new Policy(1, Then.INFEASIBLE)),
                        setup.seed() % 3 == 0 ? Duration.ZERO : Duration.ofSeconds(20),
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE));
    }

    /// Lives until the sweep has ended, checking every invariant after every step.
    void live() {
        for (int step = 1; !step(step); step++) {
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

    private boolean step(int step) {
        if (step == setup.stopAtStep()) {
            stopped = truth.findSweep(SWEEP).orElseThrow().state() == SweepState.RUNNING;
            truth.send(SWEEP, new Command.StopSweep("somebody", "enough"), now);
        }
        if (chaos.strikes(Fault.CLOCK_JUMP)) {
            skew = Duration.ofMinutes(chaos.random().nextInt(-120, 120));
        }
        var old = List.copyOf(deposed);
        deposed.clear();
        old.stream().filter(World::survives).forEach(deposed::add);
        boolean ended = tickCurrent();
        now = now.plusSeconds(1 + chaos.random().nextInt(20));
        cluster.advanceTo(now);
        return ended;
    }

    /// Another controller takes the sweep over between two effects of the one that acts, and has its own way first.
    private void takeOver() {
        if (takingOver || controller.isEmpty()) {
            return;
        }
        takingOver = true;
        deposed.add(controller.get());
        controller = Optional.empty();
        tickCurrent();
        takingOver = false;
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
        try {
            var inbox = truth.fetchRuns(SWEEP, 0).inbox();
            boolean ended = acting.tick();
            invariants.checkFold(acting);
            if (!deposed.contains(acting)) {
                invariants.checkObeyed(inbox);
            }
            return ended;
        } catch (ControllerCrash _) {
            deposed.remove(acting);
            controller = controller.filter(newest -> newest != acting);
        } catch (StoreException | DispatchException _) {
            // The controller lives on and tries again.
        } catch (StaleEpochException e) {
            assertThat(deposed)
                    .as("only a deposed controller is refused: %s", e)
                    .contains(acting);
            deposed.remove(acting);
        }
        return false;
    }

    private static boolean survives(SweepController old) {
        try {
            old.tick();
            return true;
        } catch (StaleEpochException | ControllerCrash _) {
            return false;
        } catch (StoreException | DispatchException _) {
            return true;
        }
    }

    private SweepController newController() {
        var epoch = truth.lease(SWEEP).epoch();
        var owner = new Owner("host", "boot", epoch + 1, now);
        var fence = new Fence(SWEEP, truth.takeLease(SWEEP, epoch, owner).epoch());
        return new SweepController(
                store,
                _ -> new Course(settings(), Schedulers.parallel(optimizer, problem, OptionalInt.of(setup.evals()))),
                cluster,
                new SimulatedProgram(cluster, setup.evaluated()),
                setup.seed() % 2 == 0 ? hooks : Hooks.NONE,
                new Tenure(store, fence, () -> now.getEpochSecond() * 1_000_000_000L, Duration.ofSeconds(30)),
                () -> now.plus(skew),
                () -> "token-" + ++tokens,
                SweepListener.NONE);
    }
}
