package metta.sweep.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import metta.sweep.ControllerSettings;
import metta.sweep.Course;
import metta.sweep.Fence;
import metta.sweep.Hooks;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobState;
import metta.sweep.Launch;
import metta.sweep.MetricPoint;
import metta.sweep.Owner;
import metta.sweep.Problem;
import metta.sweep.Program;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.Seeds;
import metta.sweep.SweepController;
import metta.sweep.SweepInfo;
import metta.sweep.SweepListener;
import metta.sweep.Tenure;
import metta.sweep.config.Budget;
import metta.sweep.config.Failures;
import metta.sweep.config.Metric;
import metta.sweep.config.Prices;
import metta.sweep.optimizer.Optimizers;
import metta.sweep.scheduler.Schedulers;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import metta.sweep.store.Stores;
import metta.sweep.testing.QuietDispatcher;

/// A whole sweep of very many runs on very many workers, on virtual time, with the product's controller: what an
/// iteration costs as the runs grow. `<runs> <workers>`; prints rows of a Markdown table.
final class ScaleRun {
    private static final String SWEEP = "scale";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private final Workers workers = new Workers();
    private Instant now = START;
    private int tokens;

    private ScaleRun() {}

    public static void main(String[] args) {
        new ScaleRun().run(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }

    private void run(int runs, int parallel) {
        var store = Stores.inMemory();
        store.fetchSweepMetadata(SweepInfo.created(SWEEP, Map.of(), Map.of(), 1, START));
        var fence = new Fence(
                SWEEP,
                store.takeLease(SWEEP, 0, new Owner("bench", "boot", 1, START)).epoch());
        var settings = new ControllerSettings(
                List.of(new Metric("score")),
                Optional.empty(),
                Budget.ofTrials(runs),
                Prices.NONE,
                parallel,
                1,
                Resources.DEFAULT,
                Map.of(),
                Duration.ofSeconds(30),
                Optional.empty(),
                Failures.DEFAULT);
        var parameters = new LinkedHashMap<String, Parameter>();
        parameters.put("x", new Uniform(0, 1));
        var problem = new Problem(new SearchSpace(parameters), settings.metrics(), runs, 1);
        var controller = new SweepController(
                store,
                _ -> new Course(settings, Schedulers.parallel(Optimizers.random(), problem, OptionalInt.of(1))),
                workers,
                new Scored(),
                Hooks.NONE,
                new Tenure(store, fence, System::nanoTime, Duration.ofHours(1)),
                () -> now,
                () -> "token-" + ++tokens,
                SweepListener.NONE);
        int mark = 1_000;
        int ticks = 0;
        long spent = 0;
        boolean ended = false;
        while (!ended) {
            long before = System.nanoTime();
            ended = controller.tick();
            spent += System.nanoTime() - before;
            ticks++;
            now = now.plus(PAUSE);
            int size = controller.view().size();
            if (size >= mark || ended) {
                System.out.printf(
                        "| %,d | %d | %.1f ms | %d MB | %s |%n",
                        size, ticks, spent / 1e6 / ticks, heap(), Duration.between(START, now));
                mark = size < 100_000 ? 100_000 : size + 100_000;
                ticks = 0;
                spent = 0;
            }
        }
    }

    private static long heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() >> 20;
    }

    /// Jobs that take half an hour to an hour and a half of virtual time.
    private final class Workers implements QuietDispatcher {
        private final Map<JobId, Instant> started = new HashMap<>();
        private final Map<JobId, Instant> ends = new HashMap<>();
        private final RandomGenerator random = Seeds.of(7, 0);

        @Override
        public String submit(JobDefinition job) {
            started.put(job.id(), now);
            ends.put(job.id(), now.plusSeconds(1_800 + random.nextInt(3_600)));
            return "worker";
        }

        @Override
        public Map<JobId, JobState> poll(Collection<JobId> jobs) {
            var states = new LinkedHashMap<JobId, JobState>();
            for (var job : jobs) {
                var since = started.getOrDefault(job, now);
                boolean over = !now.isBefore(ends.getOrDefault(job, now));
                states.put(job, over ? new JobState.Exited(0, now, "") : new JobState.Running(since));
                if (over) {
                    started.remove(job);
                    ends.remove(job);
                }
            }
            return states;
        }
    }

    /// Every job reports one score at its end.
    private static final class Scored implements Program {
        @Override
        public boolean evaluates() {
            return false;
        }

        @Override
        public Map<String, Object> evaluationArgs(RunInfo run) {
            return Map.of();
        }

        @Override
        public Launch launch(JobDefinition job) {
            return new Launch(List.of("none"), Map.of(), Path.of("."));
        }

        @Override
        public boolean delivered(JobDefinition job) {
            return false;
        }

        @Override
        public Reading read(JobDefinition job, String position, boolean over) {
            return over && position.isEmpty()
                    ? new Reading(List.of(new MetricPoint("score", 1, 0.5)), "1", false)
                    : Reading.nothing(position);
        }
    }
}
