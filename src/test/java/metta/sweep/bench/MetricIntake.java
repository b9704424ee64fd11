package metta.sweep.bench;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import metta.sweep.ControllerSettings;
import metta.sweep.Course;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.Hooks;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobState;
import metta.sweep.MetricPoint;
import metta.sweep.Owner;
import metta.sweep.Problem;
import metta.sweep.Program;
import metta.sweep.Report;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepController;
import metta.sweep.SweepInfo;
import metta.sweep.SweepListener;
import metta.sweep.Tenure;
import metta.sweep.Workspace;
import metta.sweep.config.Budget;
import metta.sweep.config.Failures;
import metta.sweep.config.Metric;
import metta.sweep.config.Prices;
import metta.sweep.optimizer.Optimizers;
import metta.sweep.recipe.Recipes;
import metta.sweep.scheduler.Schedulers;
import metta.sweep.space.Parameter;
import metta.sweep.space.SearchSpace;
import metta.sweep.space.Uniform;
import metta.sweep.testing.QuietDispatcher;

/// How long a store and a controller take to take in very many points of one run, of which `loss` is one a
/// step: `append` hands the points to the store in reports of [#BATCH]; `controller` lets the product's
/// controller read a file of metrics, one line a point, whose job has ended. `<points> <folder> <store>`; prints
/// cells of a Markdown table, the longest iteration of the controller among them and the time for a curve of
/// [#CHART] points, and fails where a point is missing.
final class MetricIntake {
    private static final int BATCH = 5_000;
    private static final int CHART = 1_000;
    private static final InstantSource CLOCK = InstantSource.system();
    private static final ControllerSettings SETTINGS = new ControllerSettings(
            List.of(new Metric("loss")),
            Optional.empty(),
            Budget.ofTrials(1),
            Prices.NONE,
            1,
            1,
            Resources.DEFAULT,
            Map.of(),
            Duration.ofSeconds(30),
            Optional.empty(),
            Failures.DEFAULT);
    private final int points;
    private final Path folder;
    private final Store store;

    private MetricIntake(int points, Path folder, Store store) {
        this.points = points;
        this.folder = folder;
        this.store = store;
    }

    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[1]);
        try (var store = Places.open(args[2], folder)) {
            var intake = new MetricIntake(Integer.parseInt(args[0]), folder, store);
            System.out.println("%s | %s".formatted(intake.append(), intake.controlled()));
        }
    }

    private Fence held(String sweep) {
        store.fetchSweepMetadata(SweepInfo.created(sweep, Map.of(), Map.of(), 1, CLOCK.instant()));
        var owner = new Owner("bench", "boot", 1, CLOCK.instant());
        return new Fence(sweep, store.takeLease(sweep, 0, owner).epoch());
    }

    private String append() {
        var fence = held("append");
        var job = new JobDefinition(
                JobId.training(RunInfo.id("append", 1)),
                "append",
                "token",
                Map.of(),
                Map.of(),
                Resources.DEFAULT,
                1,
                CLOCK.instant());
        store.commit(
                fence,
                List.of(
                        new Fact.InitRun(job.id().runId(), 1, false, Map.of(), CLOCK.instant()),
                        new Fact.RecordJob(job)));
        var start = CLOCK.instant();
        for (int from = 0; from < points; from += BATCH) {
            var some = IntStream.range(from, Math.min(points, from + BATCH))
                    .mapToObj(MetricIntake::point)
                    .toList();
            var place = from == 0 ? "" : String.valueOf(from);
            var answer = store.report(
                    "append", new Report(job.id(), job.token(), place, String.valueOf(from + some.size()), some));
            require(answer == Report.Answer.ACCEPTED, "a report was " + answer);
        }
        return seconds(start);
    }

    private static MetricPoint point(int step) {
        return new MetricPoint("loss", step, Math.sin(step));
    }

    private String controlled() throws IOException {
        var fence = held("controlled");
        var recipe = Files.writeString(folder.resolve("recipe.yaml"), "train: {command: [unused]}\n");
        var program = Recipes.program(
                Recipes.load(recipe),
                new Workspace(folder.resolve("controlled")),
                Map.of(),
                Set.of("loss"),
                System.err::println);
        var space = new LinkedHashMap<String, Parameter>(Map.of("x", new Uniform(0, 1)));
        var problem = new Problem(new SearchSpace(space), SETTINGS.metrics(), 1, 1);
        var controller = new SweepController(
                store,
                _ -> new Course(SETTINGS, Schedulers.parallel(Optimizers.random(), problem, OptionalInt.of(1))),
                new Written(program),
                program,
                Hooks.NONE,
                new Tenure(store, fence, System::nanoTime, Duration.ofHours(1)),
                CLOCK,
                () -> "token",
                SweepListener.NONE);
        controller.tick();
        var start = CLOCK.instant();
        var ticks = new ArrayList<Duration>();
        boolean ended = false;
        while (!ended) {
            var before = CLOCK.instant();
            ended = controller.tick();
            ticks.add(Duration.between(before, CLOCK.instant()));
        }
        var cells = "%s | %d | %.2f s"
                .formatted(
                        seconds(start),
                        ticks.size(),
                        ticks.stream().max(Duration::compareTo).orElseThrow().toMillis() / 1e3);
        var run = store.findRun("controlled", RunInfo.id("controlled", 1)).orElseThrow();
        var loss = run.jobs().getFirst().metrics().get("loss");
        require(loss != null && loss.count() == points, "points are missing: " + loss);
        var asked = CLOCK.instant();
        var curve = store.curve("controlled", JobId.training(run.runId()), "loss", CHART);
        require(curve.size() > CHART / 2 && curve.size() <= CHART, "the curve has %d points".formatted(curve.size()));
        return "%s | %.2f s"
                .formatted(cells, Duration.between(asked, CLOCK.instant()).toMillis() / 1e3);
    }

    private String seconds(Instant start) {
        double seconds = Duration.between(start, CLOCK.instant()).toMillis() / 1e3;
        return "%.1f s | %.0f".formatted(seconds, points / seconds);
    }

    private static void require(boolean fine, String otherwise) {
        if (!fine) {
            throw new IllegalStateException(otherwise);
        }
    }

    /// Jobs that have written their metrics and ended.
    private final class Written implements QuietDispatcher {
        private final Program program;
        private final Map<JobId, JobState> jobs = new LinkedHashMap<>();

        private Written(Program program) {
            this.program = program;
        }

        @Override
        public String submit(JobDefinition job) {
            var file = program.launch(job).environment().get("METTA_METRICS_FILE");
            try (var out = Files.newBufferedWriter(Path.of(String.valueOf(file)))) {
                for (int from = 0; from < points; from += BATCH) {
                    out.write(IntStream.range(from, Math.min(points, from + BATCH))
                            .mapToObj(MetricIntake::point)
                            .map(each -> "{\"step\": %d, \"loss\": %s}\n".formatted(each.step(), each.value()))
                            .collect(joining()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            jobs.put(job.id(), new JobState.Exited(0, CLOCK.instant(), ""));
            return job.id().name();
        }

        @Override
        public Map<JobId, JobState> poll(Collection<JobId> asked) {
            return Map.copyOf(jobs);
        }
    }
}
