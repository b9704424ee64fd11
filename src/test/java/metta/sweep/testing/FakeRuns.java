package metta.sweep.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.Decision;
import metta.sweep.Fact;
import metta.sweep.FailureKind;
import metta.sweep.JobId;
import metta.sweep.JobStatus;
import metta.sweep.Noise;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.RunInfo;
import metta.sweep.Runs;
import metta.sweep.SweepMetadata;
import metta.sweep.SweepView;
import metta.sweep.config.Goal;
import metta.sweep.space.Configuration;

/// The runs of a sweep, put where a test wants them by the very facts that lead there.
///
/// Whoever walks through ended runs is told off: their number only ever grows.
public final class FakeRuns implements Runs {
    private final SweepView view = new SweepView(Samples.sweep(Samples.SWEEP), Goal.MAXIMIZE, Set.of());

    /// Adds runs, each with a configuration of its own.
    public FakeRuns add(JobStatus status, int count) {
        for (int i = 0; i < count; i++) {
            add(status, Configuration.of(Map.of("x", size() + 1)));
        }
        return this;
    }

    public FakeRuns add(JobStatus status, Configuration configuration) {
        int number = size() + 1;
        view.fold(new Fact.InitRun(
                id(number), number, true, Map.of(RunInfo.SUGGESTION, configuration.values()), Samples.NOW));
        return move(number, status);
    }

    /// Takes a run on to a later status.
    public FakeRuns move(int number, JobStatus to) {
        facts(number, to).forEach(view::fold);
        return this;
    }

    /// What a controller does with decisions.
    public FakeRuns carryOut(List<Decision> decisions) {
        for (var decision : decisions) {
            switch (decision) {
                case Decision.LaunchTraining launch ->
                    add(JobStatus.PENDING, launch.suggestion().configuration());
                case Decision.LaunchEval launch -> move(view.run(launch.runId()).number(), JobStatus.IN_EVAL);
                case Decision.LaunchReplicate launch -> replicate(launch.number(), launch.replicate());
                case Decision.StopRun stop -> view.fold(new Fact.RunStopped(stop.runId(), stop.reason()));
                case Decision.Finish _ -> {}
            }
        }
        return this;
    }

    /// Adds a replicate of a trial, which trains.
    public FakeRuns replicate(int number, int replicate) {
        var runId = RunInfo.id(Samples.SWEEP, number, replicate);
        var configuration = view.run(id(number)).configuration();
        var training = JobId.training(runId);
        view.fold(new Fact.InitRun(
                runId, number, replicate, true, Map.of(RunInfo.SUGGESTION, configuration.values()), Samples.NOW));
        view.fold(new Fact.RecordJob(Samples.job(training)));
        view.fold(new Fact.JobStarted(training, Samples.NOW));
        return this;
    }

    /// Ends a run, of a trial or of its replicate, with a score.
    public FakeRuns score(int number, int replicate, double score) {
        var runId = RunInfo.id(Samples.SWEEP, number, replicate);
        var training = JobId.training(runId);
        var evaluation = JobId.evaluation(runId);
        view.fold(ended(training));
        view.fold(new Fact.RecordJob(Samples.job(evaluation)));
        view.fold(ended(evaluation));
        view.fold(new Fact.Observed(
                runId,
                new Observation(
                        runId,
                        number,
                        1,
                        view.run(runId).configuration(),
                        Map.of("score", score),
                        1.5,
                        100,
                        Optional.empty(),
                        Optional.empty())));
        return this;
    }

    public SweepMetadata metadata(int maxTrials) {
        return view.metadata(maxTrials);
    }

    public JobStatus status(int number) {
        return view.run(id(number)).status();
    }

    @Override
    public int size() {
        return view.size();
    }

    @Override
    public Collection<RunInfo> with(JobStatus status) {
        if (status.ended()) {
            throw new AssertionError("walks through all runs that are " + status);
        }
        return view.with(status);
    }

    @Override
    public List<Observation> observations() {
        return view.observations();
    }

    @Override
    public List<Configuration> pending() {
        return view.pending();
    }

    @Override
    public Collection<RunInfo> replicates(int number) {
        return view.replicates(number);
    }

    @Override
    public Optional<Observation> taught(int number) {
        return view.taught(number);
    }

    @Override
    public Optional<Observation> best() {
        return view.best();
    }

    @Override
    public Collection<Observation> ofSeeds(int seeds) {
        return view.ofSeeds(seeds);
    }

    @Override
    public List<Observation> bestAtFirst(int count, int seeds) {
        return view.bestAtFirst(count, seeds);
    }

    @Override
    public Noise noise() {
        return view.noise();
    }

    private List<Fact> facts(int number, JobStatus to) {
        var training = Samples.training(number).id();
        var evaluation = JobId.evaluation(id(number));
        var facts = new ArrayList<Fact>();
        facts.add(new Fact.RecordJob(Samples.job(training)));
        switch (to) {
            case PENDING -> {}
            case IN_TRAINING -> facts.add(new Fact.JobStarted(training, Samples.NOW));
            case TRAINING_DONE_NO_EVAL -> facts.add(ended(training));
            case IN_EVAL -> facts.addAll(List.of(ended(training), new Fact.RecordJob(Samples.job(evaluation))));
            case EVAL_DONE_NOT_COMPLETED -> {
                facts.addAll(facts(number, JobStatus.IN_EVAL));
                facts.add(ended(evaluation));
            }
            case COMPLETED -> {
                facts.addAll(facts(number, JobStatus.EVAL_DONE_NOT_COMPLETED));
                facts.add(observed(number, Optional.empty()));
            }
            case FAILED -> {
                var failed = new Outcome.Failed(FailureKind.USER_ERROR, Optional.of(1), "it said no");
                facts.add(new Fact.JobEnded(training, failed, Samples.NOW));
                facts.add(observed(number, Optional.of("it said no")));
            }
            case STOPPED -> {
                facts.add(new Fact.RunStopped(id(number), "enough"));
                facts.add(observed(number, Optional.of("stopped: enough")));
            }
            case INVALIDATED -> {
                facts.addAll(facts(number, JobStatus.COMPLETED));
                facts.add(observed(number, 2, Optional.empty(), Optional.of("a wrong dataset")));
            }
            case PAUSED -> throw new IllegalArgumentException("no fact pauses a run");
        }
        return facts;
    }

    private static Fact ended(JobId job) {
        return new Fact.JobEnded(job, new Outcome.Succeeded(), Samples.NOW);
    }

    private Fact observed(int number, Optional<String> problem) {
        return observed(number, 1, problem, Optional.empty());
    }

    private Fact observed(int number, int version, Optional<String> problem, Optional<String> invalidated) {
        Map<String, Double> scores = problem.isPresent() ? Map.of() : Map.of("score", number / 100.0);
        var configuration = view.run(id(number)).configuration();
        return new Fact.Observed(
                id(number),
                new Observation(id(number), number, version, configuration, scores, 1.5, 100, problem, invalidated));
    }

    private static String id(int number) {
        return RunInfo.id(Samples.SWEEP, number);
    }
}
