package metta.sweep.bench;

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
import metta.sweep.MetricPoint;
import metta.sweep.Owner;
import metta.sweep.Problem;
import metta.sweep.Resources;
import metta.sweep.Seeds;
import metta.sweep.Store;
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
import metta.sweep.testing.QuietDispatcher;
import metta.sweep.testing.QuietProgram;

/// A sweep on virtual time, with the product's controller: its workers' jobs take half an hour to an hour
/// and a half, and the controller looks after them every 30 seconds.
final class VirtualSweep {
    static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final SweepController controller;
    private Instant now = START;
    private int tokens;

    VirtualSweep(Store store, String name, int runs, int workers) {
        store.fetchSweepMetadata(SweepInfo.created(name, Map.of(), Map.of(), 1, START));
        var owner = new Owner("bench", "boot", 1, START);
        var fence = new Fence(
                name, store.takeLease(name, store.lease(name).epoch(), owner).epoch());
        var settings = new ControllerSettings(
                List.of(new Metric("score")),
                Optional.empty(),
                Budget.ofTrials(runs),
                Prices.NONE,
                workers,
                1,
                Resources.DEFAULT,
                Map.of(),
                Duration.ofSeconds(30),
                Optional.empty(),
                Failures.DEFAULT);
        var parameters = new LinkedHashMap<String, Parameter>();
        parameters.put("x", new Uniform(0, 1));
        var problem = new Problem(new SearchSpace(parameters), settings.metrics(), runs, 1);
        controller = new SweepController(
                store,
                _ -> new Course(settings, Schedulers.parallel(Optimizers.random(), problem, OptionalInt.of(1))),
                new Workers(),
                new Scored(),
                Hooks.NONE,
                new Tenure(store, fence, System::nanoTime, Duration.ofHours(1)),
                () -> now,
                () -> "token-" + ++tokens,
                SweepListener.NONE);
    }

    /// Says whether the sweep has ended.
    boolean tick() {
        boolean ended = controller.tick();
        now = now.plus(PAUSE);
        return ended;
    }

    /// How many runs have been begun.
    int size() {
        return controller.view().size();
    }

    /// The virtual time since it began.
    Duration age() {
        return Duration.between(START, now);
    }

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
    private static final class Scored implements QuietProgram {
        @Override
        public Reading read(JobDefinition job, String position, boolean over) {
            return over && position.isEmpty()
                    ? new Reading(List.of(new MetricPoint("score", 1, 0.5)), "1", false)
                    : Reading.nothing(position);
        }
    }
}
