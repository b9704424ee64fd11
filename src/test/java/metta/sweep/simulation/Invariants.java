package metta.sweep.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import metta.sweep.Changes;
import metta.sweep.Command;
import metta.sweep.HookEvent;
import metta.sweep.JobId;
import metta.sweep.JobRecord;
import metta.sweep.JobStatus;
import metta.sweep.JobType;
import metta.sweep.Merit;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.RunInfo;
import metta.sweep.SweepController;
import metta.sweep.SweepInfo;
import metta.sweep.SweepState;
import metta.sweep.SweepView;
import metta.sweep.config.Goal;
import metta.sweep.simulation.Setup.Way;

/// The promises of DESIGN, by name, checked against the true store and the true cluster.
final class Invariants {
    private final World world;
    private final Map<String, Observation> acknowledged = new HashMap<>();
    private final Spending spending;
    private Optional<Long> pauseBefore = Optional.empty();
    private int jobsWhenPaused;
    private final Replication replication;
    private final FairSlots fairSlots;
    private final Explicable explicable;
    private Map<String, RunInfo> before = Map.of();

    Invariants(World world) {
        this.world = world;
        this.spending = new Spending(world);
        this.replication = new Replication(world.setup);
        this.fairSlots = new FairSlots(world);
        this.explicable = new Explicable(world.setup);
    }

    private List<RunInfo> runs() {
        return world.truth.fetchRuns(World.SWEEP, 0).runs();
    }

    void check() {
        bounded();
        oneStart();
        noOrphans();
        quietWhilePaused();
        var runs = runs();
        spending.check(runs, world.now());
        var trials = trials(runs);
        assertThat(trials).as("exact-budget").hasSizeLessThanOrEqualTo(world.setup.budget(sweep()));
        replication.check(runs);
        fairSlots.check(runs);
        if (world.setup.way() == Way.GRID) {
            assertThat(trials)
                    .extracting(RunInfo::configuration)
                    .as("exact-budget: each point once, but for those that were invalidated")
                    .doesNotHaveDuplicates();
        }
        runs.stream().filter(run -> !run.equals(before.get(run.runId()))).forEach(this::checkChanged);
        before = runs.stream().collect(Collectors.toMap(RunInfo::runId, run -> run));
        runs.forEach(this::deliveredCounts);
        boolean mayStop = spending.mayStop(runs, world.now());
        runs.forEach(run -> fairStart(run, mayStop));
    }

    /// What depends on a run alone.
    private void checkChanged(RunInfo run) {
        oneLife(run);
        replication.ownSeed(run);
        oneObservation(run);
        boolean failedBefore =
                before.containsKey(run.runId()) && before.get(run.runId()).status() == JobStatus.FAILED;
        if (run.status() == JobStatus.FAILED && !failedBefore) {
            fairSlots.secondOpinion(run);
        }
    }

    private SweepInfo sweep() {
        return world.truth.findSweep(World.SWEEP).orElseThrow();
    }

    /// Those that count: no replicates, and another takes the place of an invalidated one.
    private static List<RunInfo> trials(List<RunInfo> runs) {
        return runs.stream()
                .filter(run -> run.trial() && run.status() != JobStatus.INVALIDATED)
                .toList();
    }

    /// A sweep that was paused before a step, and was not resumed since, has no further job after it.
    private void quietWhilePaused() {
        var pause = sweep().amendments().paused().map(_ -> resumed());
        int jobs = runs().stream().mapToInt(run -> run.jobs().size()).sum();
        if (pause.isPresent() && pause.equals(pauseBefore)) {
            assertThat(jobs).as("a paused sweep starts nothing").isEqualTo(jobsWhenPaused);
        }
        pauseBefore = pause;
        jobsWhenPaused = jobs;
    }

    /// How often the sweep was resumed: within one step it may be, and be paused again.
    private long resumed() {
        return world.truth.decisions(World.SWEEP, Integer.MAX_VALUE).stream()
                .filter(decided -> decided.decision().endsWith(": resume"))
                .count();
    }

    /// A result that was published stays, even if nobody learned the exit code: its job is not taken for lost.
    private void deliveredCounts(RunInfo run) {
        var deciding = world.setup.evaluated() ? JobType.LAUNCH_EVAL : JobType.LAUNCH_TRAINING;
        for (var job : run.jobs()) {
            boolean delivered = job.id().type() == deciding
                    && world.cluster.job(job.id()).map(SimulatedJob::delivered).orElse(false);
            assertThat(delivered && job.outcome().stream().anyMatch(Outcome.Lost.class::isInstance))
                    .as("nothing-acknowledged-is-lost: %s had published its result", job.id())
                    .isFalse();
        }
    }

    /// While the sweep goes on, an attempt is given up unstarted only if it is on record that it was submitted, and
    /// ended only when its time is up.
    private void fairStart(RunInfo run, boolean mayStop) {
        boolean goesOn = world.truth.findSweep(World.SWEEP).orElseThrow().state() == SweepState.RUNNING
                && run.stopped().isEmpty()
                && run.forgiven() == 0;
        for (var job : run.jobs()) {
            boolean withdrawn =
                    world.cluster.job(job.id()).map(SimulatedJob::withdrawn).orElse(false);
            assertThat(goesOn && withdrawn && !mayStop && job.handle().isEmpty())
                    .as("fair-start: %s was withdrawn before it was submitted", job.id())
                    .isFalse();
            boolean cutShort =
                    world.cluster.job(job.id()).map(SimulatedJob::cutShort).orElse(false);
            assertThat(goesOn && cutShort && !mayStop)
                    .as("%s was cancelled for no reason", job.id())
                    .isFalse();
        }
    }

    private void bounded() {
        assertThat(world.cluster.alive(JobType.LAUNCH_TRAINING))
                .as("bounded: trainings alive")
                .isLessThanOrEqualTo(world.setup.parallel());
        assertThat(world.cluster.alive(JobType.LAUNCH_EVAL))
                .as("bounded: evaluations alive")
                .isLessThanOrEqualTo(world.setup.evals());
        if (world.setup.way() == Way.SEQUENTIAL) {
            assertThat(world.cluster.alive(JobType.LAUNCH_TRAINING) + world.cluster.alive(JobType.LAUNCH_EVAL))
                    .as("bounded: one job at a time")
                    .isLessThanOrEqualTo(1);
        }
    }

    private void oneStart() {
        world.cluster
                .starts()
                .forEach((id, times) -> assertThat(times)
                        .as("one-start: programs started for %s", id)
                        .isEqualTo(1));
    }

    /// Whatever is alive was recorded before, and is still waited for.
    private void noOrphans() {
        world.cluster.jobs().forEach((id, job) -> {
            if (job.alive()) {
                var recorded = world.truth.findRun(World.SWEEP, id.runId()).flatMap(run -> run.job(id));
                assertThat(recorded.map(JobRecord::live))
                        .as("one-start: %s is alive, so it is recorded as such", id)
                        .contains(true);
            }
        });
    }

    private void oneLife(RunInfo run) {
        for (var type : JobType.values()) {
            var attempts =
                    run.jobs().stream().filter(each -> each.id().type() == type).toList();
            assertThat(attempts.stream().filter(JobRecord::live).count())
                    .as("one-life: attempts of %s that could still report", run.runId())
                    .isLessThanOrEqualTo(1);
            assertThat(attempts.stream().filter(JobRecord::succeeded).count())
                    .as("one-life: attempts of %s that counted", run.runId())
                    .isLessThanOrEqualTo(1);
        }
    }

    private void oneObservation(RunInfo run) {
        var before = acknowledged.get(run.runId());
        if (before != null) {
            var all = new ArrayList<>(run.past());
            run.observation().ifPresent(all::add);
            assertThat(all)
                    .as("nothing-acknowledged-is-lost, one-observation: %s", run.runId())
                    .contains(before);
        }
        run.observation().ifPresent(observation -> {
            acknowledged.put(run.runId(), observation);
            assertThat(observation.version())
                    .as("one-observation")
                    .isEqualTo(run.past().size() + 1);
            if (run.status() == JobStatus.COMPLETED) {
                assertThat(observation.score())
                        .as("the score of %s is its own, and its last", run.runId())
                        .contains(truth(run));
            }
        });
    }

    private double truth(RunInfo run) {
        return world.setup.evaluated()
                ? SimulatedTask.score(run.runId())
                : SimulatedTask.score(run.configuration().values());
    }

    /// Compares with a view that is fetched anew. Where the store knows nothing that the controller does not know
    /// itself, its very view is compared, else a copy that is brought up to date: the view itself stays as it is.
    void checkFold(SweepController controller) {
        var own = controller.view();
        var later = world.truth.fetchRuns(World.SWEEP, own.cursor());
        boolean upToDate = later.sweep().equals(own.sweep())
                && later.inbox().equals(own.inbox())
                && later.runs().stream().allMatch(run -> own.find(run.runId()).equals(Optional.of(run)));
        var fetched = view(own);
        fetched.fold(world.truth.fetchRuns(World.SWEEP, 0));
        if (upToDate) {
            requireEqual(own, fetched);
        } else {
            var copy = view(own);
            copy.fold(new Changes(own.cursor(), own.sweep(), own.all(), own.inbox()));
            copy.fold(later);
            requireEqual(copy, fetched);
        }
    }

    /// A sweep that is to end asks all its jobs to, if it asks one of them, whatever becomes of that.
    void checkAllAskedToEnd(Set<JobId> asked) {
        var state = sweep().state();
        if ((state == SweepState.STOPPING || state == SweepState.FAILING) && !asked.isEmpty()) {
            world.cluster
                    .jobs()
                    .forEach((id, job) -> assertThat(job.alive() && !asked.contains(id))
                            .as("fair-stop: %s was not asked to end", id)
                            .isFalse());
        }
    }

    /// What lay in the inbox before an iteration has been acted on after it.
    void checkObeyed(List<Command.Queued> before) {
        assertThat(world.truth.fetchRuns(World.SWEEP, Long.MAX_VALUE).inbox())
                .as("commands are obeyed at once")
                .filteredOn(queued -> !(queued.command() instanceof Command.LoseTrial))
                .noneMatch(before::contains);
    }

    private SweepView view(SweepView like) {
        var merit = new Merit(Goal.MAXIMIZE, Setup.bounds(like.sweep()));
        return new SweepView(like.sweep(), merit, world.setup.seed() % 2 == 0 ? world.hooks.kinds() : Set.of());
    }

    private void requireEqual(SweepView folded, SweepView fetched) {
        assertThat(folded.open()).as("fold-equals-refetch: open runs").isEqualTo(fetched.open());
        assertThat(folded.observations())
                .as("fold-equals-refetch: observations")
                .isEqualTo(fetched.observations());
        assertThat(folded.best()).as("fold-equals-refetch: best").isEqualTo(fetched.best());
        assertThat(folded.best())
                .as("bounds: the best keeps them")
                .matches(best -> best.isEmpty() || keepsBounds(folded.sweep(), best.get()));
        assertThat(folded.noise()).as("fold-equals-refetch: noise").isEqualTo(fetched.noise());
        assertThat(folded.observations())
                .as("one-observation: of each trial")
                .extracting(Observation::number)
                .doesNotHaveDuplicates();
        assertThat(folded.pending()).as("fold-equals-refetch: pending").isEqualTo(fetched.pending());
        assertThat(folded.metadata(world.setup.trials()))
                .as("fold-equals-refetch: metadata")
                .isEqualTo(fetched.metadata(world.setup.trials()));
        for (var status : JobStatus.values()) {
            assertThat(folded.with(status))
                    .as("fold-equals-refetch: %s", status)
                    .containsExactlyElementsOf(fetched.with(status));
        }
    }

    private static boolean keepsBounds(SweepInfo sweep, Observation trial) {
        double score = trial.score().orElseThrow();
        return Setup.bounds(sweep).stream().allMatch(bound -> score <= bound.limit());
    }

    void checkHealthy() {
        fairSlots.checkHealthy(runs());
    }

    void checkEnd() {
        var runs = runs();
        var state = world.truth.findSweep(World.SWEEP).orElseThrow().state();
        assertThat(runs).as("all-end").allMatch(run -> run.status().ended());
        assertThat(world.cluster.anythingAlive()).as("nothing is orphaned").isFalse();
        if (world.setup.stopAtStep() < 0) {
            if (!world.setup.limited()) {
                assertThat(trials(runs)).as("exact-budget").hasSize(world.setup.budget(sweep()));
                replication.checkEnd(runs, trials(runs));
            } else if (trials(runs).size() < world.setup.budget(sweep()) && !world.setup.steered()) {
                spending.checkEnd(runs, world.now());
            }
            assertThat(state).isNotEqualTo(SweepState.STOPPED);
        }
        if (world.stopped && sweep().amendments().reopened().isEmpty()) {
            assertThat(state).as("a stop is obeyed").isEqualTo(SweepState.STOPPED);
        }
        if (world.setup.seed() % 2 == 0) {
            runs.forEach(this::hooksRan);
        }
        runs.stream().filter(run -> run.status() == JobStatus.FAILED).forEach(this::reallyFailed);
        runs.stream().filter(RunInfo::trial).forEach(trial -> explicable.check(sweep(), runs, trial));
    }

    private void hooksRan(RunInfo run) {
        assertThat(HookEvent.due(run, world.hooks.kinds()))
                .as("hooks have settled")
                .isEmpty();
        for (var job : run.jobs()) {
            Arrays.stream(HookEvent.Kind.values())
                    .map(kind -> HookEvent.of(kind, run, job))
                    .filter(event ->
                            job.hooks().stream().anyMatch(mark -> mark.event().equals(event.id())))
                    .forEach(event -> assertThat(world.hooks.ran(event))
                            .as("the hook of %s ran", event.id())
                            .isTrue());
            if (job.succeeded()) {
                assertThat(job.hooks()).as("a completed job's hooks have run").isNotEmpty();
            }
        }
    }

    /// Nothing that the machine did to a run counts against it before its retries are used up; preemption never does.
    private void reallyFailed(RunInfo run) {
        var counts = run.jobs().stream()
                .skip(run.forgiven())
                .filter(job -> job.id().type() == run.jobs().getLast().id().type())
                .collect(Collectors.groupingBy(Invariants::end, Collectors.counting()));
        boolean elsewhere = world.setup.nodes() > 1;
        long errors = counts.getOrDefault("USER_ERROR", 0L);
        long losses = counts.getOrDefault("INFRASTRUCTURE", 0L);
        assertThat(errors == 1
                        || (elsewhere && errors == 2)
                        || counts.getOrDefault("TIMEOUT", 0L) == 1
                        || counts.getOrDefault("OUT_OF_MEMORY", 0L) == 2
                        || losses == 3
                        || (elsewhere && losses == 4)
                        || counts.getOrDefault("WITHDRAWN", 0L) == 3)
                .as("%s failed for a reason: %s", run.runId(), counts)
                .isTrue();
        if (counts.containsKey("TIMEOUT")) {
            var ran = run.jobs().getLast();
            assertThat(Duration.between(
                            ran.startedAt().orElseThrow(), ran.endedAt().orElseThrow()))
                    .as("%s really took too long", ran.id())
                    .isGreaterThanOrEqualTo(Setup.JOB_TIMEOUT);
        }
    }

    private static String end(JobRecord job) {
        return switch (job.outcome().orElseThrow()) {
            case Outcome.Failed failed -> failed.kind().name();
            case Outcome.Cancelled _ when job.startedAt().isEmpty() -> "WITHDRAWN";
            case Outcome.Cancelled _, Outcome.Lost _ -> "INFRASTRUCTURE";
            case Outcome.Succeeded _ -> "SUCCEEDED";
        };
    }
}
