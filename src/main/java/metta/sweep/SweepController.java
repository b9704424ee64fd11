package metta.sweep;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Drives a sweep, one iteration at a time. It holds nothing that the store does not: kill it anywhere, start another,
/// and the sweep goes on.
///
/// An iteration renews the lease, folds what changed, asks the dispatcher, takes in reports, plans, and
/// carries the plan out. Whenever that does not come to its end, the view is dropped and fetched anew, once
/// what was sent to the store has arrived there or cannot arrive any more.
public final class SweepController {
    private static final int MAX_TROUBLES = 10;
    private final Store store;
    private final Dispatcher dispatcher;
    private final ReportIntake reports;
    private final Hooks hooks;
    private final Program program;
    private final Supplier<String> tokens;
    private final Function<SweepInfo, Course> courses;
    private final Tenure tenure;
    private final InstantSource clock;
    private final SweepListener listener;
    private final Dispatching dispatching;
    private final OutOfReach outOfReach;
    private Course course;
    private Planner planner;
    private Elsewhere elsewhere;
    private int followedEdits;
    private SweepView view;

    /// @param courses what a sweep's configuration means; asked again each time that it is edited
    public SweepController(
            Store store,
            Function<SweepInfo, Course> courses,
            Dispatcher dispatcher,
            Program program,
            Hooks hooks,
            Tenure tenure,
            InstantSource clock,
            Supplier<String> tokens,
            SweepListener listener) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.reports = new ReportIntake(program, batch -> store.reportAll(sweepId(), batch), clock, listener::warning);
        this.hooks = hooks;
        this.courses = courses;
        this.program = program;
        this.tokens = tokens;
        this.tenure = tenure;
        this.clock = clock;
        this.listener = listener;
        this.dispatching = new Dispatching(dispatcher, tenure, clock, listener);
        this.outOfReach = new OutOfReach(listener);
        var sweep = store.findSweep(sweepId()).orElseThrow(() -> new UnknownSweepException(sweepId()));
        this.course = courses.apply(sweep);
        this.elsewhere = elsewhere(course);
        this.planner = planner(course, elsewhere);
        this.followedEdits = sweep.amendments().edits();
        this.view = emptyView(sweep);
    }

    private Elsewhere elsewhere(Course by) {
        int gpusEach = by.settings().resources().gpus();
        return new Elsewhere(dispatcher.slots(), dispatcher.capacity().gpus(), gpusEach);
    }

    private Planner planner(Course by, Elsewhere elsewhere) {
        return new Planner(by.settings(), elsewhere, by.scheduler(), program, tokens, hooks.kinds(), courses);
    }

    /// One iteration. Returns whether the sweep has ended and nothing is left to do for it.
    ///
    /// @throws StaleEpochException if another controller has taken over: stop at once
    /// @throws SweepException if the store or the dispatcher failed; calling again is safe. What could not be done
    /// about single jobs is thrown once all the rest is done
    public boolean tick() {
        boolean complete = false;
        dispatching.begin();
        try {
            tenure.renew();
            look();
            var states = outOfReach.heed(view, dispatcher.poll(dispatching.believable(liveJobs())));
            states.forEach(this::warnOf);
            var answers = OutOfReach.giveUp(view, reports.settle(view, states));
            var placed = place(answers);
            var plan = planner.plan(view, answers, clock.instant()).after(placed);
            if (!plan.submit().isEmpty()) {
                dispatcher.admit(plan.submit());
            }
            carryOut(plan);
            complete = true;
        } finally {
            if (!complete) {
                view = emptyView(view.sweep());
                tenure.doubt();
            }
        }
        elsewhere
                .setAside(view)
                .forEach((slot, verdict) ->
                        listener.warning("%s is set aside: %s".formatted(slot, Elsewhere.reason(verdict))));
        listener.ticked(view, view.metadata(course.settings().maxTrials()));
        dispatching.worst().ifPresent(failure -> {
            throw failure;
        });
        return nothingLeft();
    }

    private boolean nothingLeft() {
        return view.sweep().state().ended()
                && view.open().isEmpty()
                && view.inbox().isEmpty();
    }

    /// Does what waits in the sweep's inbox, ends the jobs of runs that are to be stopped, and does nothing else. Says
    /// whether to call it again soon, because such jobs are yet to end.
    ///
    /// @throws StaleEpochException if another controller has taken over
    public boolean obey() {
        dispatching.begin();
        tenure.renew();
        look();
        var jobs = view.toEnd().stream().flatMap(RunInfo::liveJobs).toList();
        var answers = OutOfReach.giveUp(view, reports.settle(view, dispatcher.poll(dispatching.believable(jobs))));
        carryOut(planner.obey(view, answers, clock.instant()));
        boolean outOfReach = dispatching.worst().isPresent();
        boolean waits = view.toEnd().stream()
                .flatMap(RunInfo::liveJobs)
                .anyMatch(job -> !(answers.get(job.id()) instanceof JobState.Unreachable));
        return reports.behind() || (waits && !outOfReach);
    }

    /// Takes in what changed since the last look. A store that knows less than it did was put back to an earlier state:
    /// what was on record since is gone, and what this controller remembers of it too.
    private void look() {
        var changes = store.fetchRuns(sweepId(), view.cursor());
        if (changes.cursor() < view.cursor()) {
            listener.warning(
                    "the store has gone back, from revision %d to %d: what was recorded in between is lost; going on from what it has now"
                            .formatted(view.cursor(), changes.cursor()));
            view = emptyView(changes.sweep());
            changes = store.fetchRuns(sweepId(), 0);
        }
        fold(changes);
    }

    private void fold(Changes changes) {
        view.fold(changes);
        int edits = view.sweep().amendments().edits();
        if (edits != followedEdits) {
            course = courses.apply(view.sweep());
            elsewhere = elsewhere(course);
            planner = planner(course, elsewhere);
            followedEdits = edits;
            view.rankBy(course.settings().merit());
        }
    }

    /// Iterates until the sweep has ended, without a pause where jobs have reported more than fits into one
    /// iteration. What may pass by itself, such as a store that is busy, is told to the listener and tried
    /// again, so many times in a row; what fails for single jobs, for as long as others need it.
    ///
    /// @throws SweepException if the sweep cannot go on for now; the same sweep can be run again later
    public SweepInfo run(Pause pause) throws InterruptedException {
        int troubles = 0;
        while (true) {
            boolean behind = false;
            try {
                if (tick()) {
                    return view.sweep();
                }
                behind = reports.behind();
                troubles = 0;
            } catch (StoreException | DispatchException e) {
                boolean needed = dispatching.told(e) && dispatching.othersNeedIt(liveJobs());
                if (!mayPass(e) || (!needed && ++troubles > MAX_TROUBLES)) {
                    throw e;
                }
                if (!dispatching.told(e)) {
                    listener.trouble(e);
                }
            }
            if (!behind) {
                pause.await();
            } else if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private static boolean mayPass(SweepException problem) {
        return !(problem instanceof StoreException inStore) || inStore.kind() == StoreException.Kind.TRANSIENT;
    }

    /// The sweep as of the last iteration.
    public SweepView view() {
        return view;
    }

    private String sweepId() {
        return tenure.fence().sweepId();
    }

    private SweepView emptyView(SweepInfo sweep) {
        return new SweepView(sweep, course.settings().merit(), hooks.kinds());
    }

    private List<JobRecord> liveJobs() {
        return view.open().stream().flatMap(RunInfo::liveJobs).toList();
    }

    /// Where jobs run that were not seen running before.
    private List<Fact> place(Map<JobId, JobState> answers) {
        var unplaced = elsewhere.unplaced(view, answers);
        var facts = new ArrayList<Fact>();
        if (!unplaced.isEmpty()) {
            dispatcher
                    .slots(unplaced)
                    .forEach((job, slots) -> facts.add(RanOn.fact(view.run(job.runId()), job, slots)));
            facts.removeIf(fact -> !view.fold(fact));
        }
        return facts;
    }

    private void warnOf(JobId job, JobState state) {
        if (state instanceof JobState.NotKnown(var obstacle)) {
            obstacle.ifPresent(
                    why -> listener.warning("%s could not be started: %s; trying again".formatted(job, why)));
        }
    }

    /// A controller whose epoch is over learns it from the store before it does anything outside, even where it has
    /// nothing to record, and even if it was stopped in the middle for longer than its lease lasts.
    private void carryOut(Plan plan) {
        if (plan.facts().isEmpty() && plan.acts()) {
            store.commit(tenure.fence(), List.of());
        }
        commit(plan.facts());
        dispatching.cancel(plan.cancel());
        var handles = dispatching.submit(plan.submit(), job -> elsewhere.avoid(view, job));
        handles.removeIf(fact -> !view.fold(fact));
        commit(handles);
        for (var event : plan.hooks()) {
            tenure.renew();
            commit(List.of(run(event)));
        }
    }

    private void commit(List<Fact> facts) {
        if (!facts.isEmpty()) {
            store.commit(tenure.fence(), facts);
            facts.forEach(fact -> listener.recorded(fact, view));
        }
    }

    private Fact run(HookEvent event) {
        int tries = event.tries() + 1;
        var error = Optional.<String>empty();
        try {
            hooks.run(event);
        } catch (Hooks.HookException e) {
            listener.trouble(e);
            error = Optional.of(String.valueOf(e.getMessage()));
        }
        var marked = new Fact.HookMarked(event.job().id(), new HookMark(event.id(), tries, error));
        view.fold(marked);
        return marked;
    }
}
