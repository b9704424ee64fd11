package metta.sweep.provenance;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Something that is found out again and again beside everything else, and what was found last.
///
/// Not safe for use by several threads; the question is asked on a thread of its own.
final class Inspection<T> {
    private final String name;
    private final Supplier<Optional<T>> question;
    private Optional<CompletableFuture<Optional<T>>> running = Optional.empty();
    private Optional<T> newest = Optional.empty();
    private boolean over;

    /// @param question asked again only where it had an answer the last time
    Inspection(String name, Supplier<Optional<T>> question) {
        this.name = name;
        this.question = question;
    }

    /// Asks, unless that is under way.
    void begin() {
        if (running.isEmpty() && !over) {
            var answer = new CompletableFuture<Optional<T>>();
            running = Optional.of(answer);
            Thread.ofVirtual().name("provenance " + name).start(() -> ask(answer));
        }
    }

    private void ask(CompletableFuture<Optional<T>> answer) {
        try {
            answer.complete(question.get());
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    boolean busy() {
        return running.isPresent();
    }

    /// Done when nothing is under way.
    CompletableFuture<?> ending() {
        return running.<CompletableFuture<?>>map(it -> it).orElseGet(() -> CompletableFuture.completedFuture(name));
    }

    /// Takes the answer, if there is one by now.
    void take() {
        if (running.filter(CompletableFuture::isDone).isPresent()) {
            if (!running.get().isCompletedExceptionally()) {
                newest = running.get().join();
                over = newest.isEmpty();
            }
            running = Optional.empty();
        }
    }

    Optional<T> newest() {
        return newest;
    }
}
