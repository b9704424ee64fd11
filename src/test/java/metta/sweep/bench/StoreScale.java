package metta.sweep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.Observation;
import metta.sweep.Outcome;
import metta.sweep.Owner;
import metta.sweep.Resources;
import metta.sweep.RunInfo;
import metta.sweep.Store;
import metta.sweep.SweepInfo;
import metta.sweep.space.Configuration;
import metta.sweep.store.Stores;

/// How a store's costs grow with the number of finished runs: `<sqlite|file> <runs> <directory>` prints one row of a
/// Markdown table.
final class StoreScale {
    private static final String SWEEP = "scale";
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901234Z");
    private static final int BATCH = 100;
    private static final int TICKS = 200;
    private static final InstantSource CLOCK = InstantSource.system();
    private final String kind;
    private final int runs;
    private final Path place;
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);

    private StoreScale(String kind, int runs, Path place) {
        this.kind = kind;
        this.runs = runs;
        this.place = place;
    }

    public static void main(String[] args) throws IOException {
        System.out.println(new StoreScale(args[0], Integer.parseInt(args[1]), Path.of(args[2])).row());
    }

    private String row() throws IOException {
        Fence fence;
        Duration fill;
        try (var store = open()) {
            store.fetchSweepMetadata(SweepInfo.created(SWEEP, Map.of("name", SWEEP), Map.of(), 1, NOW));
            fence = new Fence(
                    SWEEP,
                    store.takeLease(SWEEP, 0, new Owner("h", "b", 1, NOW)).epoch());
            fill = time(() -> filled(store, fence));
        }
        long before = heap();
        try (var store = open()) {
            var resume = time(() -> store.fetchRuns(SWEEP, 0).runs().size());
            var status = time(() -> store.fetchRuns(SWEEP, 0).runs().stream()
                    .collect(Collectors.groupingBy(RunInfo::status, Collectors.counting())));
            long held = heap() - before;
            var commits = new ArrayList<Duration>();
            var fetches = new ArrayList<Duration>();
            long cursor = store.fetchRuns(SWEEP, 0).cursor();
            for (int tick = 0; tick < TICKS; tick++) {
                var change = change(tick);
                commits.add(time(() -> store.commit(fence, List.of(change))));
                long since = cursor;
                fetches.add(time(() -> store.fetchRuns(SWEEP, since)));
                cursor = store.fetchRuns(SWEEP, since).cursor();
            }
            return "| %s | %,d | %s | %s | %s | %s | %s | %.0f MB | %.0f MB |"
                    .formatted(
                            kind,
                            runs,
                            millis(median(fetches)),
                            millis(median(commits)),
                            millis(resume),
                            millis(status),
                            millis(fill.dividedBy(runs)),
                            bytes() / 1e6,
                            held / 1e6);
        }
    }

    private Store open() {
        return kind.equals("sqlite") ? Stores.sqlite(place.resolve("metta.db")) : Stores.files(place);
    }

    private int filled(Store store, Fence fence) {
        for (int first = 1; first <= runs; first += BATCH) {
            var facts = new ArrayList<Fact>();
            for (int number = first; number < first + BATCH && number <= runs; number++) {
                finished(number, facts);
            }
            store.commit(fence, facts);
        }
        return runs;
    }

    private Fact change(int tick) {
        var id = RunInfo.id(SWEEP, random.nextInt(runs) + 1);
        return new Fact.UpdateRunSummary(id, Map.of("tick", (long) tick), Map.of());
    }

    private void finished(int number, List<Fact> facts) {
        var id = RunInfo.id(SWEEP, number);
        var values = new LinkedHashMap<String, Object>();
        for (var name : List.of("learning_rate", "gamma", "gae_lambda", "clip", "entropy", "value_loss")) {
            values.put("trainer.optimizer." + name, random.nextDouble());
        }
        facts.add(new Fact.InitRun(id, number, true, Map.of(RunInfo.SUGGESTION, values), NOW));
        for (var job : List.of(JobId.training(id), JobId.evaluation(id))) {
            var definition = new JobDefinition(
                    job, SWEEP, "token-" + number, Map.of("run", id), values, Resources.DEFAULT, number, NOW);
            facts.add(new Fact.RecordJob(definition));
            facts.add(new Fact.JobSubmitted(job, "handle-" + number, NOW));
            facts.add(new Fact.JobStarted(job, NOW));
            facts.add(new Fact.JobEnded(job, new Outcome.Succeeded(), NOW));
        }
        facts.add(new Fact.Observed(
                id,
                new Observation(
                        id,
                        number,
                        1,
                        Configuration.of(values),
                        Map.of("score", random.nextDouble()),
                        60,
                        1000,
                        Optional.empty())));
    }

    private static Duration time(Supplier<?> work) {
        var start = CLOCK.instant();
        var _ = work.get();
        return Duration.between(start, CLOCK.instant());
    }

    private static Duration median(List<Duration> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static String millis(Duration time) {
        return "%.3g ms".formatted(time.toNanos() / 1e6);
    }

    private long bytes() throws IOException {
        try (var files = Files.walk(place)) {
            return files.filter(each -> each.getFileName().toString().startsWith("metta.db")
                            || each.getFileName().toString().equals("changes.jsonl"))
                    .mapToLong(each -> each.toFile().length())
                    .sum();
        }
    }

    @SuppressWarnings("SystemGc")
    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
