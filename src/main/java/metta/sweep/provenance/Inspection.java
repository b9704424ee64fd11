package metta.sweep.provenance;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Something that is found out again and again beside everything else, and what was found last.
///
/// Not safe for use by several threads; the question is asked on a thread of its own.
final class Inspection<T> {
    private final String name;
    private final Supplier<Optional<T>> question;
    private final Consumer<Throwable> failed;
    private Optional<CompletableFuture<Optional<T>>> running = Optional.empty();
    private Optional<T> newest = Optional.empty();
    private boolean over;

    /// @param question asked again only where it had an answer the last time
    /// @param failed told why there will be no answer, where that is a mistake of this program
    Inspection(String name, Supplier<Optional<T>> question, Consumer<Throwable> failed) {
        this.name = name;
        this.question = question;
        this.failed = failed;
    }

    /// Asks, unless that is under way.
    void begin() {
        if (running.isEmpty() && !over) {
            running = Optional.of(
                    CompletableFuture.supplyAsync(question, Thread.ofVirtual().name("provenance " + name)::start));
        }
    }

    boolean busy() {
        return running.isPresent();
    }

    /// Done when nothing is under way, however that went.
    CompletableFuture<?> ending() {
        return running.<CompletableFuture<?>>map(it -> it.handle((_, _) -> name))
                .orElseGet(() -> CompletableFuture.completedFuture(name));
    }

    /// Takes the answer, if there is one by now.
    void take() {
        if (running.filter(CompletableFuture::isDone).isPresent()) {
            try {
                newest = running.get().join();
                over = newest.isEmpty();
            } catch (CompletionException e) {
                failed.accept(e);
            }
            running = Optional.empty();
        }
    }

    Optional<T> newest() {
        return newest;
    }
}
