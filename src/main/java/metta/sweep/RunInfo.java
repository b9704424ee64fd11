package metta.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import metta.sweep.space.Configuration;

/// One trial as the store knows it, with all its jobs; or a replicate of one, which is the same configuration with
/// another seed, and no trial.
///
/// @param number the trial's: from 1, in the order the trials were created
/// @param replicate 0 for the trial itself, whose seed is the first; from 1 for those with further seeds
/// @param evaluated whether an evaluation follows the training
/// @param summary flat keys that other tools read, such as `sweep/suggestion` and `sweep/score`
/// @param stopped why the run was ended early, where it was
/// @param past the observations that were current before
/// @param forgiven how many of the jobs no longer count as attempts, because a person asked to try again after them
public record RunInfo(
        String sweepId,
        String runId,
        int number,
        int replicate,
        boolean evaluated,
        Instant createdAt,
        Map<String, Object> summary,
        List<JobRecord> jobs,
        Optional<Observation> observation,
        Optional<String> stopped,
        List<Observation> past,
        int forgiven) {
    public static final String SUGGESTION = "sweep/suggestion";
    public static final String SCORE = "sweep/score";
    public static final String COST = "sweep/cost";

    /// The names of further attempts that were begun before their intents were lost with the store they were in.
    public static final String BEGUN = "sweep/begun";

    public RunInfo {
        summary = Ordered.copy(summary);
        jobs = List.copyOf(jobs);
        past = List.copyOf(past);
    }

    /// Whether the job was begun already although it is not on record, as is known of a sweep that was restored.
    boolean begun(JobId job) {
        return summary.get(BEGUN) instanceof List<?> names && names.contains(job.name());
    }

    public static RunInfo created(String sweepId, Fact.InitRun init) {
        return new RunInfo(
                sweepId,
                init.runId(),
                init.number(),
                init.replicate(),
                init.evaluated(),
                init.at(),
                init.summary(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                0);
    }

    /// The run's id: its sweep's, and its number in four digits or more.
    public static String id(String sweepId, int number) {
        return "%s_trial_%04d".formatted(sweepId, number);
    }

    /// The id of a trial's run: with the how-manieth seed, where that is not the first.
    public static String id(String sweepId, int number, int replicate) {
        return replicate == 0 ? id(sweepId, number) : "%s_seed_%d".formatted(id(sweepId, number), replicate + 1);
    }

    /// Whether this is a trial, and not one of its replicates.
    public boolean trial() {
        return replicate == 0;
    }

    /// By trial, each before its replicates: of two runs the one with the lower place comes first.
    public long place() {
        return place(number, replicate);
    }

    public static long place(int number, int replicate) {
        return (long) number << Integer.SIZE | replicate;
    }

    @SuppressWarnings("unchecked")
    public Configuration configuration() {
        return summary.get(SUGGESTION) instanceof Map<?, ?> values
                ? Configuration.of((Map<String, Object>) values)
                : Configuration.of(Map.of());
    }

    public Optional<JobRecord> job(JobId id) {
        return jobs.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /// The newest attempt of the newest leg of the given type.
    public Optional<JobRecord> latest(JobType type) {
        return jobs.stream().filter(each -> each.id().type() == type).reduce((_, later) -> later);
    }

    /// How long its jobs have run that have ended, all together.
    public Duration busy() {
        return jobs.stream().map(JobRecord::ran).reduce(Duration.ZERO, Duration::plus);
    }

    public Stream<JobRecord> liveJobs() {
        return jobs.stream().filter(JobRecord::live);
    }

    /// The job whose results count for the run: the evaluation where there is one, else the training.
    public Optional<JobRecord> deciding() {
        return latest(evaluated ? JobType.LAUNCH_EVAL : JobType.LAUNCH_TRAINING);
    }

    /// Where the run stands. Stores keep what this says beside the run: another answer for the same facts needs another
    /// version of theirs.
    public JobStatus status() {
        if (observation.isPresent()) {
            if (observation.get().invalidated().isPresent()) {
                return JobStatus.INVALIDATED;
            }
            return stopped.isPresent()
                    ? JobStatus.STOPPED
                    : observation.get().feasible() ? JobStatus.COMPLETED : JobStatus.FAILED;
        }
        var evaluation = latest(JobType.LAUNCH_EVAL);
        if (evaluation.isPresent()) {
            return evaluation.get().succeeded() ? JobStatus.EVAL_DONE_NOT_COMPLETED : JobStatus.IN_EVAL;
        }
        return latest(JobType.LAUNCH_TRAINING).map(this::trainingStatus).orElse(JobStatus.PENDING);
    }

    /// A job that ended otherwise than well is tried again or judged; until then its run is where it was.
    private JobStatus trainingStatus(JobRecord training) {
        if (training.live()) {
            return training.startedAt().isPresent() ? JobStatus.IN_TRAINING : JobStatus.PENDING;
        }
        if (!training.succeeded()) {
            return JobStatus.IN_TRAINING;
        }
        return evaluated ? JobStatus.TRAINING_DONE_NO_EVAL : JobStatus.EVAL_DONE_NOT_COMPLETED;
    }

    /// This run after `fact`; the very same object where the fact changes nothing.
    public RunInfo apply(Fact.OfRun fact) {
        return switch (fact) {
            case Fact.InitRun _ -> this;
            case Fact.UpdateRunSummary update -> merged(update);
            case Fact.RecordJob record -> recorded(record.definition());
            case Fact.JobSubmitted it -> changed(it.job(), job -> job.submitted(it.handle(), it.at()));
            case Fact.JobStarted it -> changed(it.job(), job -> job.started(it.at()));
            case Fact.JobEnded it -> changed(it.job(), job -> job.ended(it.outcome(), it.at()));
            case Fact.HookMarked it -> changed(it.job(), job -> job.marked(it.mark()));
            case Fact.Observed it -> observed(it.observation());
            case Fact.RunStopped it -> stopped.isPresent() || observation.isPresent() ? this : stopped(it.reason());
            case Fact.RunReopened _ -> reopened();
        };
    }

    /// This run after an accepted report of one of its jobs.
    public RunInfo apply(Report report) {
        return changed(report.job(), job -> job.reported(report.to(), report.points()));
    }

    /// Whether the report may be accepted now.
    public Report.Answer judge(Report report) {
        var job = job(report.job());
        if (job.isEmpty()
                || !job.get().live()
                || !job.get().definition().token().equals(report.token())) {
            return Report.Answer.REFUSED;
        }
        return job.get().position().equals(report.from()) ? Report.Answer.ACCEPTED : Report.Answer.OUT_OF_PLACE;
    }

    private RunInfo merged(Fact.UpdateRunSummary update) {
        boolean asExpected = summary.entrySet().containsAll(update.expected().entrySet());
        var merged = Ordered.<String, Object>merge(summary, update.changes());
        return !asExpected || merged.equals(summary) ? this : with(merged, jobs, observation, stopped);
    }

    private RunInfo recorded(JobDefinition definition) {
        if (job(definition.id()).isPresent()) {
            return this;
        }
        var all = new ArrayList<>(jobs);
        all.add(JobRecord.intended(definition));
        return with(summary, all, observation, stopped);
    }

    private RunInfo changed(JobId id, UnaryOperator<JobRecord> change) {
        var all = new ArrayList<>(jobs);
        boolean changed = false;
        for (int i = 0; i < all.size(); i++) {
            var old = all.get(i);
            if (old.id().equals(id)) {
                all.set(i, change.apply(old));
                changed = !all.get(i).equals(old);
            }
        }
        return changed ? with(summary, all, observation, stopped) : this;
    }

    private RunInfo observed(Observation next) {
        if (next.version() < nextVersion()) {
            return this;
        }
        var keys = new LinkedHashMap<String, Object>();
        next.score().ifPresent(score -> keys.put(SCORE, score));
        keys.put(COST, next.cost());
        return with(Ordered.merge(summary, keys), jobs, Optional.of(next), stopped, observed(), forgiven);
    }

    /// All observations so far.
    private List<Observation> observed() {
        return Stream.concat(past.stream(), observation.stream()).toList();
    }

    /// The version of the observation that comes next.
    int nextVersion() {
        return observed().stream().mapToInt(Observation::version).max().orElse(0) + 1;
    }

    private RunInfo reopened() {
        boolean unhappy = status() == JobStatus.FAILED || status() == JobStatus.STOPPED;
        return unhappy ? with(summary, jobs, Optional.empty(), Optional.empty(), observed(), jobs.size()) : this;
    }

    /// This run when that was what it had taught. What had a score and was tried again since had been stopped.
    RunInfo knowing(Optional<Observation> earlier) {
        var again = earlier.filter(Observation::feasible)
                .filter(then -> observed().stream()
                        .filter(each -> each.version() > then.version())
                        .findFirst()
                        .flatMap(Observation::invalidated)
                        .isEmpty())
                .map(_ -> "stopped, and tried again since");
        return with(summary, jobs, earlier, again.or(() -> stopped));
    }

    /// The observation of that version.
    Optional<Observation> observed(int version) {
        return observed().stream().filter(each -> each.version() == version).findFirst();
    }

    private RunInfo stopped(String reason) {
        return with(summary, jobs, observation, Optional.of(reason));
    }

    private RunInfo with(
            Map<String, Object> newSummary,
            List<JobRecord> newJobs,
            Optional<Observation> newObservation,
            Optional<String> newStopped) {
        return with(newSummary, newJobs, newObservation, newStopped, past, forgiven);
    }

    private RunInfo with(
            Map<String, Object> newSummary,
            List<JobRecord> newJobs,
            Optional<Observation> newObservation,
            Optional<String> newStopped,
            List<Observation> newPast,
            int newForgiven) {
        return new RunInfo(
                sweepId,
                runId,
                number,
                replicate,
                evaluated,
                createdAt,
                newSummary,
                newJobs,
                newObservation,
                newStopped,
                newPast,
                newForgiven);
    }
}
