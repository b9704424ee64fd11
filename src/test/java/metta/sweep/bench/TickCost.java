package metta.sweep.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import metta.sweep.ControllerSettings;
import metta.sweep.Course;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.Hooks;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobState;
import metta.sweep.Owner;
import metta.sweep.Problem;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepController;
import metta.sweep.SweepListener;
import metta.sweep.Tenure;
import metta.sweep.config.Budget;
import metta.sweep.config.Failures;
import metta.sweep.config.Prices;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.optimizer.Optimizers;
import metta.sweep.scheduler.Schedulers;
import metta.sweep.testing.QuietDispatcher;
import metta.sweep.testing.QuietProgram;

/// What an iteration of a controller costs on a store that [FilledStore] made, when one run has changed since the
/// last: the product's store, scheduler and optimizer, with two jobs that run all the time. Leaves those two jobs
/// in the store. `<store> <runs> <folder> <sweep.yaml>`; prints cells of a Markdown table.
final class TickCost {
    private static final int TICKS = 400;
    private static final InstantSource CLOCK = InstantSource.system();
    private final Store store;
    private final Fence fence;
    private final SweepController controller;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(11);

    private TickCost(Store store, Fence fence, SweepController controller) {
        this.store = store;
        this.fence = fence;
        this.controller = controller;
    }

    public static void main(String[] args) throws Exception {
        int runs = Integer.parseInt(args[1]);
        var config = SweepConfigReader.parse(args[3], Files.readString(Path.of(args[3])));
        var settings = new ControllerSettings(
                config.metrics(),
                Optional.empty(),
                Budget.ofTrials(runs + 2),
                Prices.NONE,
                2,
                1,
                Resources.DEFAULT,
                Map.of(),
                Duration.ofSeconds(30),
                Optional.empty(),
                Failures.DEFAULT);
        var problem = new Problem(config.space(), settings.metrics(), settings.maxTrials(), config.seed());
        try (var store = Places.open(args[0], Path.of(args[2]))) {
            var owner = new Owner("bench", "boot", 2, CLOCK.instant());
            var epoch = store.takeLease(
                            FilledStore.SWEEP, store.lease(FilledStore.SWEEP).epoch(), owner)
                    .epoch();
            var fence = new Fence(FilledStore.SWEEP, epoch);
            var controller = new SweepController(
                    store,
                    _ -> new Course(settings, Schedulers.parallel(Optimizers.random(), problem, OptionalInt.of(1))),
                    new Busy(),
                    new Silent(),
                    Hooks.NONE,
                    new Tenure(store, fence, System::nanoTime, Duration.ofHours(1)),
                    CLOCK,
                    () -> "token",
                    SweepListener.NONE);
            System.out.println(new TickCost(store, fence, controller).cells(runs));
            store.releaseLease(fence);
        }
    }

    private String cells(int runs) {
        var load = time(controller::tick);
        var ticks = new ArrayList<Duration>();
        for (int i = 0; i < TICKS; i++) {
            var id = RunInfo.id(FilledStore.SWEEP, random.nextInt(runs) + 1);
            store.commit(fence, List.of(new Fact.UpdateRunSummary(id, Map.of("note", (long) i), Map.of())));
            ticks.add(time(controller::tick));
        }
        var later = ticks.stream().skip(TICKS / 2).sorted().toList();
        return "%.2f ms | %.2f ms | %.2f s | %.0f MB"
                .formatted(
                        later.get(later.size() / 2).toNanos() / 1e6,
                        later.get(later.size() * 9 / 10).toNanos() / 1e6,
                        load.toNanos() / 1e9,
                        heap() / 1e6);
    }

    private static Duration time(Runnable work) {
        var start = CLOCK.instant();
        work.run();
        return Duration.between(start, CLOCK.instant());
    }

    private static long heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /// Jobs that run all the time.
    private static final class Busy implements QuietDispatcher {
        private final Map<JobId, JobState> jobs = new LinkedHashMap<>();

        @Override
        public String submit(JobDefinition job) {
            jobs.put(job.id(), new JobState.Running(job.createdAt()));
            return job.id().name();
        }

        @Override
        public Map<JobId, JobState> poll(Collection<JobId> asked) {
            var states = new LinkedHashMap<>(jobs);
            states.keySet().retainAll(Set.copyOf(asked));
            return states;
        }

        @Override
        public Capacity capacity() {
            return new Capacity(2, 0);
        }
    }

    /// A program that reports nothing.
    private static final class Silent implements QuietProgram {
        @Override
        public boolean evaluates() {
            return true;
        }
    }
}
