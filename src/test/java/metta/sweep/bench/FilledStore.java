package metta.sweep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.Owner;
import metta.sweep.Report;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.recipe.Recipes;
import metta.sweep.space.Configuration;

/// Makes a store with finished runs as a real sweep leaves them: a configuration of five parameters, a training and an
/// evaluation, ten metric points of each. `<sqlite|file> <runs> <folder> <sweep.yaml> <recipe folder>`.
final class FilledStore {
    static final String SWEEP = "scale";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901234Z");
    private static final int BATCH = 200;
    private static final List<String> PARAMETERS = List.of("learning_rate", "gamma", "ent_coef", "clip", "hidden_size");
    private final Store store;
    private final Fence fence;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);

    private FilledStore(Store store, Fence fence) {
        this.store = store;
        this.fence = fence;
    }

    public static void main(String[] args) throws IOException {
        int runs = Integer.parseInt(args[1]);
        var config = Path.of(args[3]);
        var tree = SweepConfigReader.parse(config.toString(), Files.readString(config))
                .toTree();
        var recipe = Recipes.resolve(args[4], Path.of("").toAbsolutePath()).toTree();
        try (var store = Places.open(args[0], Path.of(args[2]))) {
            store.fetchSweepMetadata(SweepInfo.created(SWEEP, tree, recipe, 1, NOW));
            var lease = store.takeLease(SWEEP, 0, new Owner("bench", "boot", 1, NOW));
            var fence = new Fence(SWEEP, lease.epoch());
            var filler = new FilledStore(store, fence);
            for (int first = 1; first <= runs; first += BATCH) {
                filler.fill(first, Math.min(runs, first + BATCH - 1));
            }
            store.releaseLease(fence);
        }
    }

    private void fill(int first, int last) {
        var trainings = new ArrayList<JobDefinition>();
        var evaluations = new ArrayList<JobDefinition>();
        var facts = new ArrayList<Fact>();
        for (int number : IntStream.rangeClosed(first, last).toArray()) {
            var run = RunInfo.id(SWEEP, number);
            var values = values();
            var reason = "random search: trial " + number;
            facts.add(new Fact.InitRun(
                    run,
                    number,
                    true,
                    Map.of(
                            RunInfo.SUGGESTION,
                            values,
                            "sweep/suggestion_basis",
                            (long) number,
                            "sweep/suggestion_reason",
                            reason),
                    NOW));
            var checkpoints = "/data/sweeps/%s/%s/checkpoints".formatted(SWEEP, run);
            trainings.add(job(JobId.training(run), Map.of(), values, number));
            evaluations.add(job(JobId.evaluation(run), Map.of("policy_uri", checkpoints), Map.of(), number));
        }
        start(trainings, facts);
        report(trainings);
        var ended = end(trainings);
        start(evaluations, ended);
        report(evaluations);
        var observed = end(evaluations);
        trainings.forEach(job -> observed.add(new Fact.Observed(job.id().runId(), observation(job))));
        store.commit(fence, observed);
    }

    private Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        PARAMETERS.forEach(name -> values.put("trainer.optimizer." + name, random.nextDouble()));
        return values;
    }

    private static JobDefinition job(JobId id, Map<String, Object> args, Map<String, Object> overrides, int number) {
        var token = "01234567-89ab-cdef-0123-%012d".formatted(number);
        return new JobDefinition(id, SWEEP, token, args, overrides, Resources.DEFAULT, number, NOW);
    }

    private void start(List<JobDefinition> jobs, List<Fact> before) {
        var facts = new ArrayList<>(before);
        for (var job : jobs) {
            facts.add(new Fact.RecordJob(job));
            facts.add(new Fact.Decided(job.id().runId(), "launch", "a slot is free", NOW));
            facts.add(new Fact.JobSubmitted(
                    job.id(), "/data/sweeps/%s/%s".formatted(SWEEP, job.id().name()), NOW));
            facts.add(new Fact.JobStarted(job.id(), NOW));
        }
        store.commit(fence, facts);
    }

    private void report(List<JobDefinition> jobs) {
        store.reportAll(SWEEP, jobs.stream().map(this::report).toList());
    }

    private Report report(JobDefinition job) {
        var points = new ArrayList<MetricPoint>();
        for (long step = 1; step <= 5; step++) {
            points.add(new MetricPoint("score", 1000 * step, random.nextDouble()));
            points.add(new MetricPoint("loss", 1000 * step, random.nextDouble()));
        }
        return new Report(job.id(), job.token(), "", "5000 0:400:5", points);
    }

    private static List<Fact> end(List<JobDefinition> jobs) {
        var facts = new ArrayList<Fact>();
        jobs.forEach(job -> facts.add(new Fact.JobEnded(job.id(), new Outcome.Succeeded(), NOW.plusSeconds(60))));
        return facts;
    }

    private Observation observation(JobDefinition training) {
        return new Observation(
                training.id().runId(),
                Math.toIntExact(training.seed()),
                1,
                Configuration.of(training.overrides()),
                Map.of("score", random.nextDouble()),
                120,
                5000,
                Optional.empty(),
                Optional.empty());
    }
}
