package metta.sweep.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import metta.sweep.simulation.Chaos.Fault;

/// Lives through the worlds of a range of seeds, on all processors, until the first that breaks a promise.
final class SeedHunt {
    private static final int ONE_BAD_NODE_IN = 20;
    private final long to;
    private final AtomicLong next;
    private final LongAdder lived = new LongAdder();
    private final Map<Fault, Long> faults = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Long, String> broken = new ConcurrentSkipListMap<>();

    SeedHunt(long from, long to) {
        this.next = new AtomicLong(from);
        this.to = to;
    }

    /// From seed `FROM` to `TO`; says how many a second. At the first that breaks a promise it says which, and exits
    /// with 1.
    public static void main(String[] range) {
        var start = Instant.now();
        var hunt = new SeedHunt(Long.parseLong(range[0]), Long.parseLong(range[1]));
        var broken = hunt.firstBroken();
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        broken.ifPresent(System.out::println);
        System.out.println(hunt.summary(seconds));
        System.exit(broken.isPresent() ? 1 : 0);
    }

    /// What the lowest seed that breaks a promise breaks, in lines that begin with `seed N: `.
    Optional<String> firstBroken() {
        int processors = Runtime.getRuntime().availableProcessors();
        try (var pool = Executors.newFixedThreadPool(processors)) {
            var workers = Stream.generate(() -> CompletableFuture.runAsync(this::work, pool))
                    .limit(processors)
                    .toList();
            workers.forEach(CompletableFuture::join);
        }
        return Optional.ofNullable(broken.firstEntry()).map(Map.Entry::getValue);
    }

    private void work() {
        for (long seed = next.getAndIncrement(); seed < before(); seed = next.getAndIncrement()) {
            long each = seed;
            broken(each).ifPresent(words -> broken.put(each, words));
            lived.increment();
        }
    }

    private long before() {
        var first = broken.firstEntry();
        return first == null ? to : Math.min(to, first.getKey());
    }

    private String summary(double seconds) {
        return "%d worlds in %.1f s, %.0f a second; %d faults: %s"
                .formatted(
                        lived.sum(),
                        seconds,
                        lived.sum() / Math.max(0.001, seconds),
                        faults.values().stream().mapToLong(Long::longValue).sum(),
                        faults);
    }

    private Optional<String> broken(long seed) {
        try {
            Worlds.live(seed).forEach((fault, times) -> faults.merge(fault, (long) times, Long::sum));
            Worlds.sameStory(seed);
            if (seed % ONE_BAD_NODE_IN == 0) {
                Worlds.badNode(seed);
            }
            return Optional.empty();
        } catch (AssertionError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            var words = String.valueOf(cause.getMessage())
                    .strip()
                    .lines()
                    .findFirst()
                    .orElse("");
            return Optional.of("seed %d: %s%s%n%s"
                    .formatted(
                            seed,
                            cause instanceof AssertionError
                                    ? ""
                                    : cause.getClass().getSimpleName() + " ",
                            words,
                            e.getMessage()));
        }
    }
}
