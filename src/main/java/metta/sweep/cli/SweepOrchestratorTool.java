package metta.sweep.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import metta.sweep.Command;
import metta.sweep.ControllerSettings;
import metta.sweep.Course;
import metta.sweep.Dispatcher;
import metta.sweep.Hooks;
import metta.sweep.Overview;
import metta.sweep.Owner;
import metta.sweep.Program;
import metta.sweep.Scheduler;
import metta.sweep.Store;
import metta.sweep.SweepController;
import metta.sweep.SweepInfo;
import metta.sweep.SweepListener;
import metta.sweep.SweepView;
import metta.sweep.Tenure;
import metta.sweep.Workspace;
import metta.sweep.config.PostgresAddress;
import metta.sweep.config.StorePlace;
import metta.sweep.dispatcher.LocalDispatchers;
import metta.sweep.process.Machine;
import metta.sweep.process.ProcessIdentity;
import metta.sweep.recipe.Recipes;
import metta.sweep.scheduler.Schedulers;
import metta.sweep.store.Backoff;
import metta.sweep.telemetry.StructuredLog;

/// Joins a store, a scheduler, an optimizer and a dispatcher, and drives the sweep to its end.
final class SweepOrchestratorTool {
    private static final Duration LEASE_TERM = Duration.ofSeconds(30);
    private static final Duration EVERY = Duration.ofMillis(200);

    /// How long after the jobs' own grace it may take to end them.
    private static final Duration MARGIN = Duration.ofSeconds(10);
    private final Folder folder;
    private final Store plainStore;
    private final InstantSource clock;
    private final Optional<StorePlace> secretOf;
    private final Bell bell = new Bell();

    /// @param store not yet a retrying one: how often it is tried again belongs into the sweep's log
    SweepOrchestratorTool(Folder folder, Store store, InstantSource clock) {
        this(folder, store, clock, Optional.empty());
    }

    /// The same for a sweep that is kept in another store than the one whose password its jobs must not have.
    SweepOrchestratorTool(Folder folder, Store store, InstantSource clock, Optional<StorePlace> secretOf) {
        this.folder = folder;
        this.plainStore = store;
        this.clock = clock;
        this.secretOf = secretOf;
    }

    /// What is done with a sweep by the controller that holds it.
    private interface Work<T> {
        T with(SweepController controller, Tenure tenure, Store store) throws InterruptedException;
    }

    /// Runs the sweep, which the store knows already, until it ends.
    ///
    /// @param takeover whether to take the sweep from a controller that runs it
    /// @param first is done with the sweep's store once this controller holds the sweep, before anything else
    /// @throws HeldException if another controller is alive and holds it
    /// @throws InterruptedException if this controller is to rest; the jobs go on, and so can the sweep
    SweepView run(Order order, SweepListener display, boolean takeover, Consumer<Store> first)
            throws InterruptedException {
        var interval = order.config().execution().monitoringInterval();
        return inCharge(
                order,
                display,
                takeover,
                program -> program.lookAhead(clock.instant()),
                (controller, tenure, store) -> {
                    first.accept(store);
                    controller.run(() -> bell.await(tenure.rest(interval)));
                    return controller.view();
                });
    }

    /// Does what people asked of the sweep, and nothing else. Jobs that are to end are seen to their end,
    /// as long as they can be reached and no longer than their grace allows.
    ///
    /// @param first is done once this process holds the sweep, before anything else
    /// @throws HeldException if a controller is alive and holds it: that one does it
    SweepView obey(Order order, SweepListener display, Runnable first) throws InterruptedException {
        var longest = order.config().execution().stopGrace().plus(MARGIN);
        return inCharge(order, display, false, _ -> {}, (controller, _, _) -> {
            first.run();
            var waited = Duration.ZERO;
            while (controller.obey() && waited.compareTo(longest) < 0) {
                bell.await(EVERY);
                waited = waited.plus(EVERY);
            }
            return controller.view();
        });
    }

    /// @param ahead begins what takes its time
    private <T> T inCharge(Order order, SweepListener display, boolean takeover, Consumer<Program> ahead, Work<T> work)
            throws InterruptedException {
        var workspace = folder.workspace(order.sweepId());
        try (var log = new StructuredLog(workspace.directory().resolve("log.jsonl"), clock, logLevel(), display)) {
            var listener = new Listeners(List.of(log, display));
            var store = Folder.patient(
                    plainStore, elsewhere(order) ? Backoff.REMOTE : Backoff.DEFAULT, new StoreDiary(log, display));
            var succession = succession(order, store, takeover);
            try (var _ = succession.lock(order.sweepId(), workspace.directory(), LEASE_TERM, listener::warning);
                    var tenure = tenure(order.sweepId(), store, succession)) {
                var program = Recipes.program(
                        order.program(), workspace, inherited(order), order.wanted(), listener::warning);
                ahead.accept(program);
                return inCharge(order, workspace, store, listener, tenure, program, work);
            }
        }
    }

    private <T> T inCharge(
            Order order,
            Workspace workspace,
            Store store,
            SweepListener listener,
            Tenure tenure,
            Program program,
            Work<T> work)
            throws InterruptedException {
        var before = Aim.of(order).overview(store);
        if (!before.counts().isEmpty()) {
            listener.resumed(before);
            Elsewhere.jobs(before.live(), workspace).ifPresent(listener::warning);
        }
        if (!ending(before.sweep(), store)) {
            int runs = before.counts().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            Remains.requireNoneAfter(
                    runs, workspace, order.sweepId(), order.config().store().word());
        }
        order.program().check(System.getenv()).forEach(listener::warning);
        var hooks =
                new CommandHooks(order.config().hooks(), workspace.directory(), inherited(order), ShortCommand.LONGEST);
        var capacity = LocalDispatchers.detect();
        hooks.hindrances().forEach(listener::warning);
        warnOfCpus(order.config().resources().cpus(), capacity.cpus(), listener);
        try (var dispatcher = dispatcher(order, workspace, program, capacity);
                var keeper = keeper(order, workspace, tenure, listener);
                var notifier = notifier(order, workspace, store, before, tenure, listener)) {
            var listeners = new Listeners(List.of(listener, keeper, notifier, new UntoldCosts(order, listener)));
            try {
                return work.with(
                        controller(order, store, dispatcher, program, hooks, tenure, listeners), tenure, store);
            } catch (RuntimeException | Error e) {
                notifier.left(e);
                throw e;
            } catch (InterruptedException e) {
                notifier.leaveTheRest();
                throw e;
            }
        }
    }

    private Notifier notifier(
            Order order, Workspace workspace, Store store, Overview before, Tenure tenure, SweepListener listener) {
        var notify = order.config().notification();
        var log = notify.command().isEmpty()
                ? Optional.<Path>empty()
                : NoticeLog.in(workspace.directory(), listener::warning);
        var command = new ShortCommand(notify.command(), inherited(order), log, ShortCommand.LONGEST);
        command.hindrance().ifPresent(why -> listener.warning("notify: %s; nobody will be told".formatted(why)));
        return new Notifier(
                notify, Aim.of(order), store, tenure, before, new Messenger(command, Messenger.WAITS), clock, listener);
    }

    /// More jobs than CPUs may be wanted; a job of more CPUs than there are is a slip, most likely.
    private static void warnOfCpus(int wanted, int there, SweepListener listener) {
        if (wanted > there) {
            listener.warning(
                    "a job asks for %d CPUs, but this machine has %d: its hours and money count for %d all the same; say what it uses under `resources`"
                            .formatted(wanted, there, wanted));
        }
    }

    /// Whether the sweep is to begin nothing more, so that what there is on the disk is in nobody's way.
    private static boolean ending(SweepInfo sweep, Store store) {
        return switch (sweep.state()) {
            case STOPPING, FAILING -> true;
            case RUNNING, STOPPED, FINISHED, FAILED ->
                store.fetchRuns(sweep.sweepId(), Long.MAX_VALUE).inbox().stream()
                        .anyMatch(each -> each.command() instanceof Command.StopSweep);
        };
    }

    private static StructuredLog.Level logLevel() {
        var debug = "debug".equalsIgnoreCase(System.getenv("METTA_LOG"));
        return debug ? StructuredLog.Level.DEBUG : StructuredLog.Level.INFO;
    }

    /// Controllers that meet in a database need not share a folder, so that the lock there proves nothing
    /// of others.
    private Succession succession(Order order, Store store, boolean takeover) {
        return elsewhere(order)
                ? new Succession(store, self(), bell, takeover, SweepOrchestratorTool::life)
                : new Succession(store, self(), bell, takeover);
    }

    private static boolean elsewhere(Order order) {
        return order.config().store() instanceof PostgresAddress;
    }

    private static Holder.Life life(Owner holder) {
        return Holder.of(Optional.of(holder), Machine.here()).life();
    }

    private static Tenure tenure(String sweepId, Store store, Succession succession) throws InterruptedException {
        var fence = succession.take(sweepId, LEASE_TERM);
        return new Tenure(store, fence, System::nanoTime, LEASE_TERM);
    }

    private Owner self() {
        var me = ProcessIdentity.current();
        var here = me.machine();
        return new Owner(here.host(), here.bootId(), Optional.of(here.pidNamespace()), me.pid(), clock.instant());
    }

    private Keeper keeper(Order order, Workspace workspace, Tenure tenure, SweepListener listener) {
        return new Keeper(
                plainStore,
                SnapshotFolder.of(workspace),
                tenure.fence().epoch(),
                order.config().execution().snapshotInterval(),
                System::nanoTime,
                clock,
                listener::warning);
    }

    private Dispatcher dispatcher(Order order, Workspace workspace, Program program, Dispatcher.Capacity capacity) {
        return LocalDispatchers.local(
                workspace,
                program::launch,
                inherited(order),
                capacity,
                order.config().execution().stopGrace(),
                clock,
                bell::ring);
    }

    private Map<String, String> inherited(Order order) {
        return Inherited.of(System.getenv(), secretOf.orElse(order.config().store()));
    }

    private SweepController controller(
            Order order,
            Store store,
            Dispatcher dispatcher,
            Program program,
            Hooks hooks,
            Tenure tenure,
            SweepListener listener) {
        return new SweepController(
                store,
                sweep -> course(order, sweep),
                dispatcher,
                program,
                hooks,
                tenure,
                clock,
                () -> UUID.randomUUID().toString(),
                listener);
    }

    private static Course course(Order order, SweepInfo sweep) {
        var inForce = order.inForce(sweep.config());
        var settings = inForce.settings();
        return new Course(settings, scheduler(inForce, settings));
    }

    private static Scheduler scheduler(Order order, ControllerSettings settings) {
        var asked = Asked.of(order, settings);
        return switch (order.config().scheduler().type()) {
            case SEQUENTIAL -> Schedulers.sequential(asked.optimizer(), asked.problem(), settings.replicates());
            case PARALLEL ->
                Schedulers.parallel(
                        asked.optimizer(), asked.problem(), OptionalInt.of(settings.maxEvals()), settings.replicates());
        };
    }
}
