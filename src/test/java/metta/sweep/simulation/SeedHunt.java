package metta.sweep.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import metta.sweep.simulation.Chaos.Fault;

/// Lives through the worlds of seeds `FROM` to `TO`, on all processors, and says how many a second. At the first that
/// breaks a promise it says which, and exits with 1.
final class SeedHunt {
    private static final int ONE_BAD_NODE_IN = 20;

    private SeedHunt() {}

    public static void main(String[] range) {
        long from = Long.parseLong(range[0]);
        long to = Long.parseLong(range[1]);
        var start = Instant.now();
        var lived = new LongAdder();
        var faults = new ConcurrentSkipListMap<Fault, Long>();
        var broken = LongStream.range(from, to)
                .parallel()
                .mapToObj(seed -> {
                    lived.increment();
                    return broken(seed, faults);
                })
                .flatMap(Optional::stream)
                .findFirst();
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        broken.ifPresent(System.out::println);
        System.out.printf(
                "%d worlds in %.1f s, %.0f a second; %d faults: %s%n",
                lived.sum(),
                seconds,
                lived.sum() / Math.max(0.001, seconds),
                faults.values().stream().mapToLong(Long::longValue).sum(),
                faults);
        System.exit(broken.isPresent() ? 1 : 0);
    }

    private static Optional<String> broken(long seed, Map<Fault, Long> faults) {
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
