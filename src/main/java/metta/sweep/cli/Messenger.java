package metta.sweep.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import metta.sweep.telemetry.Values;

/// Runs the command that tells people of a sweep, one notice after the other, while the controller goes on.
final class Messenger {
    /// How long to wait before the command is tried again that has failed.
    static final List<Duration> WAITS = List.of(Duration.ofSeconds(1), Duration.ofSeconds(5));

    private static final Duration LOOK = Duration.ofSeconds(1);
    private final ShortCommand command;
    private final List<Duration> waits;
    private final LinkedBlockingQueue<Result> results = new LinkedBlockingQueue<>();
    private Optional<Thread> sender = Optional.empty();

    /// What came of a notice.
    ///
    /// @param failure why it was not told, in the last of all tries
    record Result(Notice notice, Optional<String> failure) {}

    Messenger(ShortCommand command, List<Duration> waits) {
        this.command = command;
        this.waits = List.copyOf(waits);
    }

    /// Whether nothing is being told, and every result was taken.
    boolean idle() {
        return sender.isEmpty();
    }

    /// Begins to tell it. One is told at a time.
    void send(Notice notice, Map<String, String> told, String document) {
        sender = Optional.of(Thread.ofPlatform()
                .daemon()
                .name("notice " + notice.id())
                .start(() -> {
                    try {
                        results.add(new Result(notice, tried(told, document)));
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt(); // The controller leaves, and the next one tells it.
                    } catch (RuntimeException | Error e) {
                        results.add(new Result(notice, Optional.of(Values.plain("it could not be tried: " + e))));
                    }
                }));
    }

    private Optional<String> tried(Map<String, String> told, String document) throws InterruptedException {
        var failure = command.run(told, Optional.of(document));
        for (var wait : waits) {
            if (failure.isPresent()) {
                Thread.sleep(wait);
                failure = command.run(told, Optional.of(document));
            }
        }
        return failure;
    }

    /// What came of the last one, once.
    Optional<Result> result() {
        return taken(Optional.ofNullable(results.poll()));
    }

    /// The same after waiting a moment for it.
    Optional<Result> await() throws InterruptedException {
        return taken(Optional.ofNullable(results.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS)));
    }

    private Optional<Result> taken(Optional<Result> result) {
        if (result.isPresent()) {
            sender = Optional.empty();
        }
        return result;
    }

    /// Ends what runs.
    void giveUp() {
        sender.ifPresent(Thread::interrupt);
    }
}
