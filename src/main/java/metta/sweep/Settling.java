package metta.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import metta.sweep.config.Failures;

/// Records what the dispatcher says of jobs, and what becomes of runs whose jobs are over.
record Settling(
        Draft draft,
        Map<JobId, JobState> answers,
        ControllerSettings settings,
        Judge judge,
        Slots slots,
        Supplier<String> tokens) {

    /// @param ending whether the sweep is about to end
    void recordAnswers(boolean ending) {
        draft.view.open().forEach(run -> recordAnswers(run, ending));
    }

    private void recordAnswers(RunInfo run, boolean ending) {
        run.liveJobs().forEach(job -> {
            var state = answers.getOrDefault(job.id(), new JobState.NotKnown());
            answer(run, job, ending || run.stopped().isPresent() ? givenUp(state) : state);
        });
        if (run.stopped().isPresent()) {
            draft.cancel(draft.view.run(run.runId()));
        }
    }

    /// Ends the jobs of the runs that are to be stopped, and records what these taught. Does nothing about others.
    void endStopped() {
        for (var run : draft.view.toEnd()) {
            recordAnswers(run, true);
            var settled = draft.view.run(run.runId());
            if (over(settled) && !takeUp(settled)) {
                observeStopped(settled);
            }
        }
    }

    private void observeStopped(RunInfo run) {
        if (run.stopped().isPresent()) {
            observe(run);
        }
    }

    private static boolean over(RunInfo run) {
        return run.liveJobs().findAny().isEmpty() && run.observation().isEmpty();
    }

    /// What cannot be read is waited for, but not for long where it is to end anyway.
    private JobState givenUp(JobState state) {
        return state instanceof JobState.Unread unread
                        && draft.now.isAfter(unread.unreadFrom().plus(settings.notKnownGrace()))
                ? new JobState.Lost(unread.reason(), unread.since(), unread.until())
                : state;
    }

    private void answer(RunInfo run, JobRecord job, JobState state) {
        switch (state) {
            case JobState.Queued _, JobState.Unreachable _ -> {}
            case JobState.Unread unread -> started(job, unread.since());
            case JobState.Running running -> {
                draft.record(new Fact.JobStarted(job.id(), running.since()));
                cancelIfOverdue(job.id(), running.ran());
            }
            case JobState.Exited exit -> {
                started(job, exit.since().or(job::submittedAt).or(() -> Optional.of(exit.at())));
                draft.record(new Fact.JobEnded(job.id(), judge.outcome(run, job.id(), exit), exit.at()));
            }
            case JobState.Delivered delivered -> {
                started(job, delivered.since().or(job::submittedAt).or(() -> Optional.of(draft.now)));
                end(job, judge.outcome(run, job.id()), delivered.until());
            }
            case JobState.Preempted preempted -> {
                started(job, preempted.since());
                var outcome = new Outcome.Failed(FailureKind.PREEMPTED, Optional.empty(), "preempted");
                draft.record(new Fact.JobEnded(job.id(), outcome, preempted.at()));
            }
            case JobState.Cancelled cancelled -> cancelled(run, job, cancelled);
            case JobState.Lost lost -> {
                started(job, lost.since());
                end(job, new Outcome.Lost(lost.reason()), lost.until());
            }
            case JobState.NotKnown _ -> notKnown(job);
        }
    }

    /// It may have started unseen: then somebody ended it, and it was not withdrawn.
    private void cancelled(RunInfo run, JobRecord job, JobState.Cancelled cancelled) {
        started(job, cancelled.since());
        var known = draft.view.run(run.runId());
        var outcome = judge.cancelled(known, known.job(job.id()).orElseThrow());
        draft.record(new Fact.JobEnded(job.id(), outcome, cancelled.at()));
    }

    /// It ran, though perhaps nobody saw it.
    private void started(JobRecord job, Optional<Instant> since) {
        since.ifPresent(at -> draft.record(new Fact.JobStarted(job.id(), at)));
    }

    /// It may have been over long before anybody asked, and its hours count until then.
    private void end(JobRecord job, Outcome outcome, Optional<Instant> until) {
        var at = until.filter(each -> each.isBefore(draft.now)).orElse(draft.now);
        draft.record(new Fact.JobEnded(job.id(), outcome, at));
    }

    private void cancelIfOverdue(JobId job, Duration ran) {
        if (settings.jobTimeout().filter(limit -> ran.compareTo(limit) > 0).isPresent()) {
            draft.record(new Fact.UpdateRunSummary(job.runId(), Map.of(Judge.OVERDUE, job.name()), Map.of()));
            draft.cancel(job);
        }
    }

    /// Submitting again is harmless, because the job itself takes a claim that can be taken only once. Once
    /// the grace since its submission is over the controller takes that claim, after which the job cannot
    /// start any more. What was never submitted, by all that is on record, had no chance yet.
    private void notKnown(JobRecord job) {
        boolean graceIsOver = job.submittedAt()
                .map(at -> draft.now.isAfter(at.plus(settings.notKnownGrace())))
                .orElse(false);
        if (graceIsOver) {
            draft.cancel(job.id());
        } else {
            draft.submit(job.definition());
        }
    }

    void settleEndedJobs(Optional<WindDown> windDown) {
        for (var run : draft.view.open()) {
            if (over(run) && !takeUp(run)) {
                observeStopped(run);
                if (run.stopped().isEmpty()) {
                    settle(run, run.jobs().getLast(), windDown);
                }
            }
        }
    }

    /// An attempt that was begun already is not asked for: it is put on record, and becomes what it comes to.
    private boolean takeUp(RunInfo run) {
        var last = run.jobs().getLast();
        var next = last.id().nextAttempt();
        if (!run.begun(next)) {
            return false;
        }
        if (last.outcome().orElseThrow() instanceof Outcome.Succeeded) {
            draft.cancel(next); // nobody needs it any more
            return false;
        }
        var again = last.definition().retry(tokens.get(), draft.now);
        return run.stopped().isPresent() ? draft.record(new Fact.RecordJob(again)) : draft.start(again);
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
                || (attempts.allowOneMore(settings.failures())
                        && slots.elsewhere().worthATry(draft.view, run, attempts));
        if (windDown.isPresent() && (another || !attempts.blamed())) {
            stop(run, windDown.get());
        } else if (!another) {
            giveUp(run, attempts);
        } else if (attempts.waited(settings.failures(), draft.now) && slots.freeFor(last.id(), draft.view)) {
            var again = last.definition().retry(tokens.get(), draft.now);
            if (draft.start(again)) {
                draft.decided(
                        run.runId(),
                        "try again",
                        "try %d; %s".formatted(again.id().attempt(), WindDown.words(run)));
            }
        }
    }

    private void giveUp(RunInfo run, Attempts attempts) {
        observe(run);
        if (settings.failures().policy(attempts.lastKind()).then() == Failures.Then.STOP) {
            var key = attempts.lastKind().name().toLowerCase(Locale.ROOT);
            draft.move(
                    SweepState.FAILING,
                    "%s failed (failures.%s: stop): %s".formatted(run.runId(), key, WindDown.words(run)));
        }
    }

    private void stop(RunInfo run, WindDown why) {
        draft.record(new Fact.RunStopped(run.runId(), why.reason()));
        observe(draft.view.run(run.runId()));
    }

    private void observe(RunInfo run) {
        draft.record(new Fact.Observed(run.runId(), judge.observation(run)));
    }
}
