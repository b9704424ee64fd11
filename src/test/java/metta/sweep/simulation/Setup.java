package metta.sweep.simulation;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import metta.sweep.ControllerSettings;
import metta.sweep.Course;
import metta.sweep.FailureKind;
import metta.sweep.Optimizer;
import metta.sweep.Problem;
import metta.sweep.Resources;
import metta.sweep.Scheduler;
import metta.sweep.SweepInfo;
import metta.sweep.config.Aggregate;
import metta.sweep.config.Budget;
import metta.sweep.config.Failures;
import metta.sweep.config.Failures.Policy;
import metta.sweep.config.Failures.Then;
import metta.sweep.config.Goal;
import metta.sweep.config.Metric;
import metta.sweep.config.OutcomeConstraint;
import metta.sweep.config.Prices;
import metta.sweep.config.Replicates;
import metta.sweep.optimizer.Optimizers;
import metta.sweep.scheduler.Schedulers;
import metta.sweep.simulation.Chaos.Fault;
import metta.sweep.space.Categorical;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;

/// What a world is made of.
///
/// @param evals at once
/// @param nodes that run one job each, and the first of which may fail whatever it gets; 0: jobs run in one place
/// @param retrying whether controllers reach their store through the wrapper that tries again
/// @param replicates of trials; runs, but no trials
/// @param limits besides the number of trials
/// @param stopAtStep when somebody stops the sweep; below 0: never
/// @param steered whether people pause it, extend it and correct its trials
record Setup(
        long seed,
        Way way,
        int trials,
        int parallel,
        int evals,
        int nodes,
        boolean evaluated,
        boolean retrying,
        boolean newControllerEachStep,
        int stopAtStep,
        boolean steered,
        Map<Fault, Double> odds,
        Replicates replicates,
        Budget limits) {
    /// Of an hour of a job.
    static final double PRICE = 2.5;

    /// No limit but the number of trials.
    static final Budget UNLIMITED = Budget.ofTrials(1);

    private static final String BOUNDS = "outcome_constraints";
    /// Half of all scores are at most that.
    private static final double FIRST_LIMIT = 0.5;

    static final Duration JOB_TIMEOUT = Duration.ofMinutes(5);
    private static final int GRID_POINTS = 9;

    /// Who decides what is tried when.
    enum Way {
        SEQUENTIAL,
        PARALLEL,
        GRID
    }

    /// How many trials there will be, where the sweep has this budget by now.
    int budget(SweepInfo sweep) {
        return way == Way.GRID ? Math.min(trials(sweep), GRID_POINTS) : trials(sweep);
    }

    /// Of the sweep at its begin. In every third world, if no target says what is good enough, scores have to keep a
    /// bound.
    Map<String, Object> config() {
        var config = new LinkedHashMap<String, Object>();
        config.put("budget", Map.of("max_trials", (long) trials));
        if (bounded()) {
            config.put(BOUNDS, Map.of("score", Map.of("max", FIRST_LIMIT)));
        }
        return config;
    }

    boolean bounded() {
        return seed % 3 == 0 && limits.target().isEmpty();
    }

    /// What trials have to keep by now.
    static List<OutcomeConstraint> bounds(SweepInfo sweep) {
        return sweep.config().get(BOUNDS) instanceof Map<?, ?> metrics
                        && metrics.get("score") instanceof Map<?, ?> sides
                        && sides.get("max") instanceof Number most
                ? List.of(OutcomeConstraint.atMost("score", most.doubleValue()))
                : List.of();
    }

    private static int trials(SweepInfo sweep) {
        return trials(sweep.config());
    }

    static int trials(Map<String, Object> config) {
        if (config.get("budget") instanceof Map<?, ?> budget && budget.get("max_trials") instanceof Number most) {
            return most.intValue();
        }
        throw new AssertionError("a sweep without a budget");
    }

    Course course(SweepInfo sweep) {
        return new Course(settings(trials(sweep), bounds(sweep)), scheduler(trials(sweep)));
    }

    /// The same world, but for these.
    Setup with(int newTrials, int newParallel, int newEvals, boolean newEvaluated) {
        return new Setup(
                seed,
                way,
                newTrials,
                newParallel,
                newEvals,
                nodes,
                newEvaluated,
                retrying,
                newControllerEachStep,
                stopAtStep,
                steered,
                odds,
                replicates,
                limits);
    }

    /// The same world with other replicates.
    Setup with(Replicates others) {
        return new Setup(
                seed,
                way,
                trials,
                parallel,
                evals,
                nodes,
                evaluated,
                retrying,
                newControllerEachStep,
                stopAtStep,
                steered,
                odds,
                others,
                limits);
    }

    /// The same world, but for its limits.
    Setup unlimited() {
        return new Setup(
                seed,
                way,
                trials,
                parallel,
                evals,
                nodes,
                evaluated,
                retrying,
                newControllerEachStep,
                stopAtStep,
                steered,
                odds,
                replicates,
                UNLIMITED);
    }

    boolean limited() {
        return !limits.equals(UNLIMITED);
    }

    boolean mayHappen(Fault fault) {
        return odds.getOrDefault(fault, 0.0) > 0;
    }

    private Scheduler scheduler(int most) {
        return way == Way.SEQUENTIAL
                ? Schedulers.sequential(optimizer(), problem(most), replicates)
                : Schedulers.parallel(optimizer(), problem(most), OptionalInt.of(evals), replicates);
    }

    Optimizer optimizer() {
        return way == Way.GRID ? Optimizers.grid(GRID_POINTS, Map.of()) : SimulatedTask::attentive;
    }

    /// Of a sweep of so many trials at most.
    Problem problem(int most) {
        return problem(
                way == Way.GRID ? new Categorical(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L)) : new Uniform(0, 1),
                most);
    }

    private Problem problem(Parameter x, int most) {
        var parameters = new LinkedHashMap<String, Parameter>();
        parameters.put("x", x);
        return new Problem(
                new SearchSpace(parameters), settings(most, List.of()).metrics(), most, seed);
    }

    private Budget budget(int most) {
        return new Budget(
                most,
                limits.time(),
                limits.cpuHours(),
                limits.gpuHours(),
                limits.money(),
                limits.target(),
                limits.plateau());
    }

    private ControllerSettings settings(int most, List<OutcomeConstraint> bounds) {
        return new ControllerSettings(
                List.of(new Metric("score", Goal.MAXIMIZE, Aggregate.LAST)),
                Optional.empty(),
                budget(most),
                new Prices(PRICE, 0, 0),
                parallel,
                evals,
                new Resources(1, nodes == 0 ? 0 : 1, 1),
                Map.of(),
                Duration.ofSeconds(60),
                Optional.of(JOB_TIMEOUT),
                new Failures(
                        Map.of(
                                FailureKind.INFRASTRUCTURE, new Policy(2, Then.INFEASIBLE),
                                FailureKind.OUT_OF_MEMORY, new Policy(1, Then.INFEASIBLE)),
                        seed % 3 == 0 ? Duration.ZERO : Duration.ofSeconds(20),
                        Integer.MAX_VALUE,
                        Integer.MAX_VALUE),
                replicates,
                bounds);
    }
}
