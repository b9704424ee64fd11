package metta.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import metta.sweep.config.Budget;
import metta.sweep.config.Durations;
import metta.sweep.config.Goal;

/// Whether a sweep has spent what it may or found what it looked for, and how many more trials it can pay for.
///
/// Computed from the view, the dispatcher's answers and the time alone, so that every controller comes to the same.
record Limits(ControllerSettings settings, SweepView view, Map<JobId, JobState> answers, Instant now) {
    /// Longer than anything; nothing that is added to it overflows.
    private static final double LONGEST_MILLIS = 1e15;

    /// By how many standard errors scores differ by chance alone.
    private static final double ERRORS_OF_CHANCE = 2;

    private static final double HOUR = Duration.ofHours(1).toMillis();

    /// A limit of hours or money, as the time that all jobs together may run.
    ///
    /// @param name what it is called in sentences, such as `10 GPU-hours`
    private record Ceiling(String name, Duration time) {}

    /// Why the sweep is to end what runs; empty while nothing is reached.
    Optional<String> reached() {
        return timeIsUp().or(this::spent).or(this::targetReached).or(this::plateau);
    }

    private Optional<String> timeIsUp() {
        return settings.budget()
                .time()
                .filter(time -> now.isAfter(view.sweep().createdAt().plus(time)))
                .map(time -> "its time budget of %s is used up".formatted(Durations.words(time)));
    }

    private Optional<String> spent() {
        return lowest().filter(ceiling -> known().compareTo(ceiling.time()) >= 0)
                .map(ceiling -> "its budget of %s is used up".formatted(ceiling.name()));
    }

    private Optional<String> targetReached() {
        return settings.budget()
                .target()
                .flatMap(target -> best(_ -> true)
                        .filter(best ->
                                !settings.replicates().all() || best.spread().isPresent())
                        .filter(best -> better(best.score().orElseThrow(), target) >= 0)
                        .map(best -> "%s of %s reaches the target %s"
                                .formatted(best.score().orElseThrow(), best.runId(), target)));
    }

    /// The best of the trials of those numbers. Further seeds that only some trials get, once all have ended, do not
    /// make those that come later any worse.
    private Optional<Observation> best(IntPredicate numbers) {
        return settings.replicates().all() ? view.best(numbers) : view.bestOfAnySeeds(numbers);
    }

    private Optional<String> plateau() {
        return settings.budget()
                .plateau()
                .filter(_ -> trialsToCome())
                .filter(this::stagnates)
                .map(plateau -> "the last %d trials found nothing better".formatted(plateau.trials()));
    }

    /// A plateau saves trials. Replicates of the best are not begun to find better ones, and what they teach of chance
    /// does not end them.
    private boolean trialsToCome() {
        return view.metadata(settings.maxTrials()).trialsLeft() > 0
                || !view.pending().isEmpty();
    }

    /// Whether the best of the latest trials, by number, is no better than the best of those before.
    private boolean stagnates(Budget.Plateau plateau) {
        // A trial that failed, or that is beyond a bound, says nothing of what can be found.
        var latest = view.observations().reversed().stream()
                .filter(trial -> trial.feasible() && view.merit().admits(trial.scores()))
                .limit(plateau.trials())
                .toList();
        int first = latest.isEmpty() ? 0 : latest.getLast().number();
        var best = best(_ -> true);
        var before = best(number -> number < first);
        return latest.size() == plateau.trials()
                && best.isPresent()
                && before.isPresent()
                && latest.stream().noneMatch(trial -> mayYetBeBetter(trial, before.get()))
                && gain(best.get(), before.get()) <= chance(plateau, best.get(), before.get());
    }

    /// Whether seeds of the trial are still to come, and chance may have kept it from being better so far.
    private boolean mayYetBeBetter(Observation trial, Observation before) {
        var noise = view.noise();
        boolean behind = noise.known()
                && -gain(trial, before) > ERRORS_OF_CHANCE * noise.ofDifference(trial.seeds(), before.seeds());
        return !behind && seedsToCome(trial);
    }

    private boolean seedsToCome(Observation trial) {
        int further = settings.replicates().ofEach() - 1;
        var begun = view.replicates(trial.number());
        return begun.size() < further
                ? view.run(trial.runId()).status() == JobStatus.COMPLETED
                : begun.stream().anyMatch(run -> !run.status().ended());
    }

    /// By how much a score is better than another.
    private double gain(Observation best, Observation before) {
        double more = best.score().orElseThrow() - before.score().orElseThrow();
        return settings.primary().goal() == Goal.MAXIMIZE ? more : -more;
    }

    /// What chance alone may do: what the sweep's file says, or two standard errors of the difference, if seeds have
    /// shown that it is more.
    private double chance(Budget.Plateau plateau, Observation best, Observation before) {
        return Math.max(plateau.minDelta(), ERRORS_OF_CHANCE * view.noise().ofDifference(best.seeds(), before.seeds()));
    }

    private int better(double score, double other) {
        return settings.primary().goal() == Goal.MAXIMIZE ? Double.compare(score, other) : Double.compare(other, score);
    }

    /// How many more trials hours and money allow, each taken to need what completed ones needed on average, and what
    /// runs taken to need as much.
    int affordable() {
        var typical = view.typical().orElse(Duration.ZERO);
        var ceiling = lowest();
        if (ceiling.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        var left = ceiling.get().time().minus(used());
        if (typical.isZero()) {
            return left.isPositive() ? Integer.MAX_VALUE : 0;
        }
        var free = left.minus(reserved(typical));
        return free.isNegative() ? 0 : Math.toIntExact(Math.min(Integer.MAX_VALUE, free.dividedBy(typical)));
    }

    /// Why the sweep ends where its scheduler has nothing more to start.
    String why(Decision.Finish finish) {
        var metadata = view.metadata(settings.maxTrials());
        var words = metadata.tried() > settings.maxTrials()
                ? "%s; they were begun before its budget became %d".formatted(finish.reason(), settings.maxTrials())
                : finish.reason();
        return unaffordable().filter(_ -> metadata.trialsLeft() > 0).orElse(words);
    }

    /// Why no further trial is begun although trials are left, if hours and money do not allow one.
    Optional<String> unaffordable() {
        return lowest().filter(_ -> affordable() == 0)
                .map(ceiling ->
                        "what is left of its budget of %s does not pay for another trial, which takes %s hours on average; %s of %s hours of jobs are used"
                                .formatted(
                                        ceiling.name(),
                                        hours(view.typical().orElse(Duration.ZERO)),
                                        hours(used()),
                                        hours(ceiling.time())));
    }

    private static String hours(Duration time) {
        return "%.4g".formatted(time.toMillis() / HOUR);
    }

    private Duration reserved(Duration typical) {
        return view.open().stream()
                .filter(run -> !run.status().ended())
                .map(run -> typical.minus(run.busy()).minus(running(run)))
                .filter(rest -> !rest.isNegative())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /// For how long jobs have run for sure. What cannot be asked now cannot be stopped either, and clocks may be wrong.
    private Duration known() {
        return view.open().stream()
                .flatMap(RunInfo::liveJobs)
                .map(job -> ran(job).orElse(Duration.ZERO))
                .reduce(view.busy(), Duration::plus);
    }

    /// For how long jobs have run, those that run included.
    private Duration used() {
        return view.open().stream().map(this::running).reduce(view.busy(), Duration::plus);
    }

    private Duration running(RunInfo run) {
        return run.liveJobs().map(this::running).reduce(Duration.ZERO, Duration::plus);
    }

    /// Where the back-end cannot be asked the job is taken to run on, by the clock.
    private Duration running(JobRecord job) {
        return ran(job).orElseGet(() -> job.startedAt()
                .map(since -> Duration.between(since, ended(job).orElse(now)))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO));
    }

    private Optional<Instant> ended(JobRecord job) {
        return Optional.ofNullable(answers.get(job.id())).flatMap(JobState::ended);
    }

    private Optional<Duration> ran(JobRecord job) {
        return answers.get(job.id()) instanceof JobState.Running(var _, var ran) ? Optional.of(ran) : Optional.empty();
    }

    private Optional<Ceiling> lowest() {
        var budget = settings.budget();
        var each = settings.resources();
        var cpus = budget.cpuHours().map(hours -> ceiling("%s CPU-hours", hours, each.nodes() * each.cpus()));
        var gpus = budget.gpuHours().map(hours -> ceiling("%s GPU-hours", hours, each.nodes() * each.gpus()));
        var money = budget.money()
                .map(amount -> ceiling("%s in money", amount, settings.prices().perHour(each)));
        return Stream.of(cpus, gpus, money).flatMap(Optional::stream).min(Comparator.comparing(Ceiling::time));
    }

    private static Ceiling ceiling(String name, double amount, double perHour) {
        double millis = amount / perHour * HOUR;
        return new Ceiling(name.formatted(amount), Duration.ofMillis((long) Math.min(millis, LONGEST_MILLIS)));
    }
}
