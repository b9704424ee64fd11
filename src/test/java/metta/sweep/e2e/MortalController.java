package metta.sweep.e2e;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import metta.sweep.ControllerSettings;
import metta.sweep.Course;
import metta.sweep.Dispatcher;
import metta.sweep.Fence;
import metta.sweep.Hooks;
import metta.sweep.Owner;
import metta.sweep.Problem;
import metta.sweep.Resources;
import metta.sweep.Store;
import metta.sweep.SweepController;
import metta.sweep.SweepInfo;
import metta.sweep.SweepListener;
import metta.sweep.Tenure;
import metta.sweep.Workspace;
import metta.sweep.config.Budget;
import metta.sweep.config.Failures;
import metta.sweep.config.Metric;
import metta.sweep.config.PostgresAddress;
import metta.sweep.config.Prices;
import metta.sweep.config.StorePlace;
import metta.sweep.config.StoreType;
import metta.sweep.dispatcher.LocalDispatchers;
import metta.sweep.optimizer.Optimizers;
import metta.sweep.process.ProcessIdentity;
import metta.sweep.recipe.Recipes;
import metta.sweep.scheduler.Schedulers;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import metta.sweep.store.Stores;

/// A controller in a process of its own, over a real store and real jobs, that dies right after its n-th effect:
/// `STORE FOLDER N`. With 0 it lives, and prints how many effects there were.
final class MortalController {
    static final String SWEEP = "mortal";
    static final int TRIALS = 3;
    private static final Duration TERM = Duration.ofSeconds(30);
    private static final InstantSource CLOCK = InstantSource.system();
    private final Semaphore bell = new Semaphore(0);
    private final long last;
    private long effects;

    private MortalController(long last) {
        this.last = last;
    }

    public static void main(String[] args) throws InterruptedException {
        try (var store = open(args[0], Path.of(args[1]))) {
            new MortalController(Long.parseLong(args[2])).run(store, Path.of(args[1]));
        }
    }

    /// Opens what a store's word in a sweep's file names.
    static Store open(String word, Path folder) {
        return switch (StorePlace.parse(word)) {
            case PostgresAddress address -> Stores.postgres(address);
            case StoreType.SQLITE -> Stores.sqlite(folder.resolve("metta.db"));
            case StoreType.FILE -> Stores.files(folder);
        };
    }

    private void run(Store durable, Path folder) throws InterruptedException {
        var store = mortal(Store.class, durable, Set.of("fetchSweepMetadata", "takeLease", "commit", "reportAll"));
        store.fetchSweepMetadata(SweepInfo.created(SWEEP, Map.of(), Map.of(), 7, CLOCK.instant()));
        var owner = new Owner("here", "boot", ProcessIdentity.current().pid(), CLOCK.instant());
        var lease = store.takeLease(SWEEP, store.lease(SWEEP).epoch(), owner);
        var workspace = new Workspace(folder.resolve(SWEEP));
        var program =
                Recipes.program(Recipes.load(folder), workspace, System.getenv(), Set.of("score"), System.err::println);
        try (var real = LocalDispatchers.local(
                workspace, program::launch, LocalDispatchers.detect(), Duration.ofSeconds(1), CLOCK, bell::release)) {
            new SweepController(
                            store,
                            _ -> new Course(
                                    settings(), Schedulers.parallel(Optimizers.sobol(), problem(), OptionalInt.of(1))),
                            mortal(Dispatcher.class, real, Set.of("submit", "cancel")),
                            program,
                            Hooks.NONE,
                            new Tenure(store, new Fence(SWEEP, lease.epoch()), System::nanoTime, TERM),
                            CLOCK,
                            () -> UUID.randomUUID().toString(),
                            SweepListener.NONE)
                    .run(() -> {
                        var _ = bell.tryAcquire(100, TimeUnit.MILLISECONDS);
                        bell.drainPermits();
                    });
        }
        System.out.println(effects);
    }

    private static Problem problem() {
        var parameters = new LinkedHashMap<String, Parameter>();
        parameters.put("x", new Uniform(0, 1));
        return new Problem(new SearchSpace(parameters), settings().metrics(), TRIALS, 7);
    }

    private static ControllerSettings settings() {
        return new ControllerSettings(
                List.of(new Metric("score")),
                Optional.empty(),
                Budget.ofTrials(TRIALS),
                Prices.NONE,
                2,
                1,
                Resources.DEFAULT,
                Map.of(),
                Duration.ofSeconds(30),
                Optional.empty(),
                Failures.DEFAULT);
    }

    /// The same object, whose calls of these names are effects.
    private <T> T mortal(Class<T> type, T target, Set<String> names) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, args) -> {
            try {
                var answer = method.invoke(target, args);
                if (names.contains(method.getName()) && ++effects == last) {
                    Runtime.getRuntime().halt(EveryEffectIT.DEAD);
                }
                return answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
