package metta.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import metta.sweep.config.Failures;

/// Decides what one iteration does: from the view, the dispatcher's answers and the time, and from nothing else.
///
/// Each fact is folded into the view as it is decided, so that what follows sees it. A controller whose plan is not
/// carried out in full must drop the view.
final class Planner {
    private final ControllerSettings settings;
    private final Scheduler scheduler;
    private final Program program;
    private final Supplier<String> tokens;
    private final Set<HookEvent.Kind> hooks;
    private final Judge judge;
    private final Elsewhere elsewhere;

    Planner(
            ControllerSettings settings,
            Elsewhere elsewhere,
            Scheduler scheduler,
            Program program,
            Supplier<String> tokens,
            Set<HookEvent.Kind> hooks) {
        this.settings = settings;
        this.elsewhere = elsewhere;
        this.scheduler = scheduler;
        this.program = program;
        this.tokens = tokens;
        this.hooks = hooks;
        this.judge = new Judge(settings);
    }

    Plan plan(SweepView view, Map<JobId, JobState> answers, Instant now) {
        return new Draft(view, answers, now).complete();
    }

    /// One plan in the making.
    private final class Draft {
        private final SweepView view;
        private final Map<JobId, JobState> answers;
        private final Instant now;
        private final List<Fact> facts = new ArrayList<>();
        private final Set<JobId> cancel = new LinkedHashSet<>();
        private final Map<JobId, JobDefinition> submit = new LinkedHashMap<>();

        Draft(SweepView view, Map<JobId, JobState> answers, Instant now) {
            this.view = view;
            this.answers = answers;
            this.now = now;
        }

        Plan complete() {
            var before = elsewhere.setAside(view).keySet();
            obeyCommands();
            recordAnswers();
            elsewhere.setAside(view).forEach((slot, witness) -> {
                if (!before.contains(slot)) {
                    facts.add(new Fact.Decided(slot, "set aside", Elsewhere.reason(witness), now));
                }
            });
            settleEndedJobs(WindDown.of(view, settings, now));
            if (view.sweep().state() == SweepState.RUNNING) {
                WindDown.hopeless(view, settings).ifPresent(this::fail);
            }
            if (!view.sweep().state().ended()) {
                WindDown.of(view, settings, now).ifPresentOrElse(this::windDown, this::launch);
            }
            var due = view.open().stream()
                    .flatMap(run -> HookEvent.due(run, hooks).stream())
                    .toList();
            return new Plan(facts, List.copyOf(cancel), List.copyOf(submit.values()), due);
        }

        /// Says whether the fact is news.
        private boolean record(Fact fact) {
            boolean news = view.fold(fact);
            if (news) {
                facts.add(fact);
            }
            return news;
        }

        private void obeyCommands() {
            for (var queued : view.inbox()) {
                switch (queued.command()) {
                    case Command.StopSweep stop ->
                        record(new Fact.SweepMoved(
                                SweepState.STOPPING, "stopped by %s%s".formatted(stop.by(), because(stop)), now));
                }
                facts.add(new Fact.CommandDone(queued.number()));
            }
        }

        private static String because(Command.StopSweep stop) {
            return stop.reason().isBlank() ? "" : ": " + stop.reason();
        }

        private void recordAnswers() {
            for (var run : view.open()) {
                run.liveJobs()
                        .forEach(job -> answer(run, job, answers.getOrDefault(job.id(), new JobState.NotKnown())));
            }
        }

        private void answer(RunInfo run, JobRecord job, JobState state) {
            switch (state) {
                case JobState.Queued _, JobState.Unreachable _ -> {}
                case JobState.Running running -> {
                    record(new Fact.JobStarted(job.id(), running.since()));
                    cancelIfOverdue(job.id(), running.ran());
                }
                case JobState.Exited exit -> {
                    record(new Fact.JobStarted(job.id(), job.submittedAt().orElse(exit.at())));
                    end(job, judge.outcome(run, job.id(), exit), exit.at());
                }
                case JobState.Delivered _ -> {
                    record(new Fact.JobStarted(job.id(), job.submittedAt().orElse(now)));
                    end(job, judge.outcome(run, job.id()), now);
                }
                case JobState.Preempted preempted ->
                    end(job, new Outcome.Failed(FailureKind.PREEMPTED, Optional.empty(), "preempted"), preempted.at());
                case JobState.Cancelled cancelled -> cancelled(run, job, cancelled);
                case JobState.Lost lost -> end(job, new Outcome.Lost(lost.reason()), now);
                case JobState.NotKnown _ -> notKnown(job);
            }
        }

        /// It may have started unseen: then somebody ended it, and it was not withdrawn.
        private void cancelled(RunInfo run, JobRecord job, JobState.Cancelled cancelled) {
            if (cancelled.started()) {
                record(new Fact.JobStarted(job.id(), cancelled.at()));
            }
            var known = view.run(run.runId()).job(job.id()).orElseThrow();
            end(job, judge.outcome(known, cancelled), cancelled.at());
        }

        private void cancelIfOverdue(JobId job, Duration ran) {
            if (settings.jobTimeout().filter(limit -> ran.compareTo(limit) > 0).isPresent()) {
                cancel.add(job);
            }
        }

        private void end(JobRecord job, Outcome outcome, Instant at) {
            record(new Fact.JobEnded(job.id(), outcome, at));
        }

        /// Submitting again is harmless, because the job itself takes a claim that can be taken only once. Once
        /// the grace since its submission is over the controller takes that claim, after which the job cannot
        /// start any more. What was never submitted, by all that is on record, had no chance yet.
        private void notKnown(JobRecord job) {
            boolean graceIsOver = job.submittedAt()
                    .map(at -> now.isAfter(at.plus(settings.notKnownGrace())))
                    .orElse(false);
            if (graceIsOver) {
                cancel.add(job.id());
            } else {
                submit.put(job.id(), job.definition());
            }
        }

        private void settleEndedJobs(Optional<WindDown> windDown) {
            for (var run : view.open()) {
                boolean over =
                        run.liveJobs().findAny().isEmpty() && run.observation().isEmpty();
                if (over) {
                    settle(run, run.jobs().getLast(), windDown);
                }
            }
        }

        private void settle(RunInfo run, JobRecord last, Optional<WindDown> windDown) {
            switch (last.outcome().orElseThrow()) {
                case Outcome.Succeeded _ -> {
                    if (run.status() == JobStatus.EVAL_DONE_NOT_COMPLETED) {
                        observe(run);
                    } else {
                        windDown.ifPresent(why -> stop(run, why));
                    }
                }
                case Outcome.Failed _, Outcome.Cancelled _, Outcome.Lost _ -> tryAgain(run, last, windDown);
            }
        }

        /// A run that is not to blame, or could be tried again, is stopped with its sweep.
        private void tryAgain(RunInfo run, JobRecord last, Optional<WindDown> windDown) {
            var attempts = Attempts.of(run, last.id());
            boolean another = attempts.allowAnother(settings.failures())
                    || (attempts.allowOneMore(settings.failures()) && elsewhere.worthATry(view, run, attempts));
            if (windDown.isPresent() && (another || !attempts.blamed())) {
                stop(run, windDown.get());
            } else if (!another) {
                giveUp(run, attempts);
            } else if (attempts.waited(settings.failures(), now) && room(last.id()) > 0) {
                start(last.definition().retry(tokens.get(), now));
            }
        }

        private int room(JobId job) {
            return elsewhere.room(view, elsewhere.avoid(view, job));
        }

        private void giveUp(RunInfo run, Attempts attempts) {
            observe(run);
            if (attempts.end(settings.failures()) == Failures.Then.STOP) {
                fail("%s failed: %s".formatted(run.runId(), WindDown.words(run)));
            }
        }

        private void fail(String reason) {
            record(new Fact.SweepMoved(SweepState.FAILING, reason, now));
        }

        private void stop(RunInfo run, WindDown why) {
            record(new Fact.RunStopped(run.runId(), why.reason()));
            observe(view.run(run.runId()));
        }

        private void observe(RunInfo run) {
            record(new Fact.Observed(run.runId(), judge.observation(run)));
        }

        /// Says whether the job is to be started: one that is on record was started by whoever recorded it.
        private boolean start(JobDefinition job) {
            boolean news = record(new Fact.RecordJob(job));
            if (news) {
                submit.put(job.id(), job);
            }
            return news;
        }

        private void windDown(WindDown why) {
            submit.clear();
            for (var run : view.open()) {
                run.liveJobs().map(JobRecord::id).forEach(cancel::add);
            }
            boolean allEnded = view.open().stream().allMatch(run -> run.status().ended());
            if (allEnded) {
                record(new Fact.SweepMoved(why.end(), why.reason(), now));
            }
        }

        private void launch() {
            // A run that waits to be tried again keeps its slot.
            int busy = view.count(JobStatus.PENDING) + view.count(JobStatus.IN_TRAINING);
            int room = elsewhere.room(view, elsewhere.setAside(view).keySet());
            int free = Math.clamp(settings.maxParallelJobs() - busy, 0, room);
            var decisions = scheduler.schedule(view, view.metadata(settings.maxTrials()), free, now);
            for (var decision : fitting(decisions, room)) {
                switch (decision) {
                    case Decision.LaunchTraining launch -> launchTraining(launch);
                    case Decision.LaunchEval launch -> launchEval(launch);
                    case Decision.Finish finish ->
                        record(new Fact.SweepMoved(SweepState.FINISHED, finish.reason(), now));
                }
            }
        }

        /// The decisions whose jobs find room; the scheduler will repeat the others. Evaluations come first: what
        /// trainings wait for must not wait for trainings.
        private static List<Decision> fitting(List<Decision> decisions, int room) {
            var fitting = new ArrayList<Decision>();
            of(Decision.LaunchEval.class, decisions).limit(room).forEach(fitting::add);
            of(Decision.LaunchTraining.class, decisions)
                    .limit(room - fitting.size())
                    .forEach(fitting::add);
            of(Decision.Finish.class, decisions).forEach(fitting::add);
            return fitting;
        }

        private static <T> Stream<T> of(Class<T> type, List<Decision> decisions) {
            return decisions.stream().filter(type::isInstance).map(type::cast);
        }

        private void launchTraining(Decision.LaunchTraining launch) {
            int number = view.size() + 1;
            var runId = RunInfo.id(view.sweep().sweepId(), number);
            var suggestion = launch.suggestion();
            var summary = new LinkedHashMap<String, Object>();
            summary.put(RunInfo.SUGGESTION, suggestion.configuration().values());
            summary.put("sweep/suggestion_basis", view.cursor());
            summary.put("sweep/suggestion_reason", suggestion.reason());
            summary.putAll(suggestion.attributes());
            record(new Fact.InitRun(runId, number, program.evaluates(), summary, now));
            start(definition(
                    JobId.training(runId), Map.of(), suggestion.configuration().values(), number));
            facts.add(new Fact.Decided(runId, "launch training", launch.reason(), now));
        }

        private void launchEval(Decision.LaunchEval launch) {
            var run = view.run(launch.runId());
            var id = JobId.evaluation(run.runId());
            if (start(definition(id, program.evaluationArgs(run), settings.evaluationOverrides(), run.number()))) {
                facts.add(new Fact.Decided(run.runId(), "launch evaluation", launch.reason(), now));
            }
        }

        private JobDefinition definition(
                JobId id, Map<String, Object> args, Map<String, Object> overrides, int number) {
            var sweep = view.sweep();
            return new JobDefinition(
                    id,
                    sweep.sweepId(),
                    tokens.get(),
                    args,
                    overrides,
                    settings.resources(),
                    Seeds.forProgram(sweep.seed(), number),
                    now);
        }
    }
}
