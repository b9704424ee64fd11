package metta.sweep.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import metta.sweep.Fact;
import metta.sweep.Overview;
import metta.sweep.SetAside;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepListener;
import metta.sweep.SweepMetadata;
import metta.sweep.SweepView;
import metta.sweep.Tenure;
import metta.sweep.config.Notify;

/// Tells people of a sweep's end and of trouble with it, beside the controller that runs it.
///
/// What is on record of the sweep is told at least once, across crashes: that it was told is put on record only
/// afterwards, among the decisions. What cannot be on record, because the store is away or the disk is full, is told
/// while it happens, by the controller that it happens to.
final class Notifier implements SweepListener, AutoCloseable {
    static final String TOLD = "notified";
    static final String NOT_TOLD = "could not notify";

    /// For how long a store may be away before anybody is told.
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Notify notify;
    private final Aim aim;
    private final Store store;
    private final Tenure tenure;
    private final InstantSource clock;
    private final SweepListener display;
    private final Messenger messenger;
    private final List<Fact.Decided> setAside = new ArrayList<>();
    private final Set<String> known;
    private final Deque<Notice> waiting = new ArrayDeque<>();
    private final List<Fact> unrecorded = new ArrayList<>();
    private Overview last;
    private boolean leaving;
    private Optional<String> whyNot = Optional.empty();
    private Optional<Instant> awaySince = Optional.empty();

    /// @param before the sweep as this controller found it
    /// @param display is told of what went wrong, by the controller's own thread
    Notifier(
            Notify notify,
            Aim aim,
            Store store,
            Tenure tenure,
            Overview before,
            Messenger messenger,
            InstantSource clock,
            SweepListener display) {
        this.notify = notify;
        this.aim = aim;
        this.store = store;
        this.tenure = tenure;
        this.last = before;
        this.messenger = messenger;
        this.clock = clock;
        this.display = display;
        this.known = told(store, aim.sweepId());
        this.setAside.addAll(store.decisions(aim.sweepId(), SetAside.words()));
    }

    private static Set<String> told(Store store, String sweepId) {
        var ids = new HashSet<String>();
        store.decisions(sweepId, Set.of(TOLD, NOT_TOLD)).forEach(each -> ids.add(each.subject()));
        return ids;
    }

    /// Whether the sweep has ended, and nobody was told who wants to be.
    static boolean owes(Notify notify, Store store, SweepInfo sweep) {
        return sweep.state().ended()
                && Notice.of(sweep, notify)
                        .filter(notice -> !told(store, sweep.sweepId()).contains(notice.id()))
                        .isPresent();
    }

    @Override
    public void recorded(Fact fact, SweepView view) {
        if (fact instanceof Fact.Decided decided && SetAside.words().contains(decided.decision())) {
            setAside.add(decided);
        }
        if (fact instanceof Fact.OfSweep) {
            last = view.overview();
        }
    }

    @Override
    public void ticked(SweepView view, SweepMetadata metadata) {
        awaySince = Optional.empty();
        last = view.overview();
        tellWhatIsOnRecord();
        messenger.result().ifPresent(this::settle);
        record();
    }

    private void tellWhatIsOnRecord() {
        SetAside.standing(setAside).forEach(each -> tell(Notice.of(last.sweep(), each)));
        Notice.of(last.sweep(), notify).ifPresent(this::tell);
    }

    private void tell(Notice notice) {
        if (notify.wanted(notice.occasion()) && known.add(notice.id())) {
            waiting.add(notice);
            next();
        }
    }

    private void next() {
        if (messenger.idle() && !waiting.isEmpty()) {
            var notice = waiting.remove();
            messenger.send(notice, notice.environment(last), notice.document(last, aim));
        }
    }

    @Override
    public void trouble(SweepException problem) {
        messenger.result().ifPresent(this::settle); // There may be no tick for long, and others wait to be told.
        if (!(problem instanceof StoreException)) {
            return;
        }
        var now = clock.instant();
        var since = awaySince.orElse(now);
        awaySince = Optional.of(since);
        if (Duration.between(since, now).compareTo(PATIENCE) >= 0) {
            tell(Notice.trouble(last.sweep(), Notice.Trouble.STORE_AWAY, since, String.valueOf(problem.getMessage())));
        }
    }

    /// The controller leaves the sweep, because of that.
    void left(Throwable problem) {
        if (!(problem instanceof SweepException expected)) {
            left(Failures.bug(problem));
        } else if (!ofOthers(expected)) {
            left(String.valueOf(expected.getMessage()));
        }
    }

    private void left(String why) {
        tell(Notice.trouble(last.sweep(), Notice.Trouble.LEFT, clock.instant(), why));
    }

    /// Whether the sweep is left to somebody who wants it.
    private static boolean ofOthers(SweepException problem) {
        return switch (problem.exit()) {
            case HELD, INTERRUPTED -> true;
            case FAILED, USAGE, NOT_FOUND, NOT_ALLOWED, BACKEND_MISSING, IO, TRY_AGAIN -> false;
        };
    }

    private void settle(Messenger.Result result) {
        result.failure()
                .ifPresent(why -> display.warning("the command under `notify` could tell nobody %s: %s"
                        .formatted(result.notice().news(aim.sweepId()), why)));
        var trouble = result.notice().trouble();
        boolean lasting = trouble.isEmpty()
                || trouble.get() == Notice.Trouble.FAILING
                || trouble.get() == Notice.Trouble.SLOT_SET_ASIDE;
        if (lasting) {
            unrecorded.add(new Fact.Decided(
                    result.notice().id(),
                    result.failure().isEmpty() ? TOLD : NOT_TOLD,
                    result.failure().orElse(result.notice().reason()),
                    clock.instant()));
        }
        next();
    }

    private void record() {
        if (!unrecorded.isEmpty()) {
            store.commit(tenure.fence(), List.copyOf(unrecorded));
            unrecorded.clear();
        }
    }

    /// Somebody wants the controller to rest: what is not told yet is left to the next one.
    void leaveTheRest() {
        leaving = true;
    }

    /// Waits until all is told and on record.
    @Override
    public void close() {
        if (leaving) {
            messenger.giveUp();
            return;
        }
        tellWhatIsOnRecord();
        boolean recordable = recorded();
        try {
            while (!messenger.idle()) {
                messenger.await().ifPresent(this::settle);
                recordable = recordable && recorded();
            }
        } catch (InterruptedException _) {
            messenger.giveUp();
            Thread.currentThread().interrupt();
        }
        if (!recordable) {
            display.warning("that people were told of sweep %s is not on record: they may be told again%s"
                    .formatted(aim.sweepId(), whyNot.map(": "::concat).orElse("")));
        }
    }

    /// Whether nothing that was told is missing on record: what is not there yet is put there, if this controller still
    /// holds the sweep.
    private boolean recorded() {
        if (unrecorded.isEmpty()) {
            return true;
        }
        try {
            tenure.renew();
            record();
            return true;
        } catch (SweepException e) {
            whyNot = Optional.of(String.valueOf(e.getMessage()));
            return false; // It is said at the end.
        }
    }
}
