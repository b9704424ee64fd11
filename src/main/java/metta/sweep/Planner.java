package metta.sweep;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Decides what one iteration does: from the view, the dispatcher's answers and the time, and from nothing else.
///
/// A controller whose plan is not carried out in full must drop the view.
final class Planner {
    private final ControllerSettings settings;
    private final Scheduler scheduler;
    private final Program program;
    private final Supplier<String> tokens;
    private final Set<HookEvent.Kind> hooks;
    private final Function<SweepInfo, Course> courses;
    private final Judge judge;
    private final Slots slots;

    /// @param courses what a sweep's configuration means, also where it is about to become another
    Planner(
            ControllerSettings settings,
            Elsewhere elsewhere,
            Scheduler scheduler,
            Program program,
            Supplier<String> tokens,
            Set<HookEvent.Kind> hooks,
            Function<SweepInfo, Course> courses) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.program = program;
        this.tokens = tokens;
        this.hooks = hooks;
        this.courses = courses;
        this.judge = new Judge(settings);
        this.slots = new Slots(settings, elsewhere, scheduler.oneAtATime());
    }

    /// What people ask for, and the end of the runs that are to be stopped, and nothing else. What cannot be decided
    /// without the dispatcher's answers waits.
    Plan obey(SweepView view, Map<JobId, JobState> answers, Instant now) {
        var draft = new Draft(view, now);
        if (!obedience(draft, answers).obey()) {
            settling(draft, answers).endStopped();
        }
        return draft.plan(Set.of());
    }

    private Obedience obedience(Draft draft, Map<JobId, JobState> answers) {
        return new Obedience(draft, answers, new Prospect(courses, answers, draft.now));
    }

    private Settling settling(Draft draft, Map<JobId, JobState> answers) {
        return new Settling(draft, answers, settings, judge, slots, tokens);
    }

    /// One iteration. Once the configuration is another, all the rest is for a planner that knows it.
    Plan plan(SweepView view, Map<JobId, JobState> answers, Instant now) {
        var draft = new Draft(view, now);
        if (!obedience(draft, answers).obey()) {
            proceed(draft, answers);
        }
        return draft.plan(hooks);
    }

    private void proceed(Draft draft, Map<JobId, JobState> answers) {
        var view = draft.view;
        var limits = new Limits(settings, view, answers, draft.now);
        var settling = settling(draft, answers);
        var elsewhere = slots.elsewhere();
        var before = elsewhere.setAside(view).keySet();
        settling.recordAnswers(WindDown.of(view, limits).isPresent());
        putOnRecord(draft, before, elsewhere.setAside(view));
        settling.settleEndedJobs(WindDown.of(view, limits));
        if (view.sweep().state() == SweepState.RUNNING) {
            WindDown.hopeless(view, settings).ifPresent(why -> draft.move(SweepState.FAILING, why));
        }
        if (!view.sweep().state().ended()) {
            WindDown.of(view, limits)
                    .ifPresentOrElse(
                            why -> windDown(draft, why),
                            () -> new Launching(draft, settings, scheduler, program, slots, limits, tokens).launch());
        }
    }

    /// Which slots are set aside from now on, and which are no longer.
    private static void putOnRecord(Draft draft, Set<String> before, Map<String, SlotHealth.Verdict> after) {
        after.forEach((slot, verdict) -> {
            if (!before.contains(slot)) {
                draft.decided(slot, SetAside.DONE, Elsewhere.reason(verdict));
            }
        });
        before.stream()
                .filter(slot -> !after.containsKey(slot))
                .forEach(slot -> draft.decided(slot, SetAside.UNDONE, Elsewhere.NOT_WORSE));
    }

    private static void windDown(Draft draft, WindDown why) {
        draft.submitNothing();
        draft.view.open().forEach(draft::cancel);
        boolean allEnded =
                draft.view.open().stream().allMatch(run -> run.status().ended());
        if (allEnded) {
            draft.move(why.end(), why.reason());
        }
    }
}
