package metta.sweep.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import metta.sweep.telemetry.Reasons;

/// Looks at what a program is made of when a run of it begins, but not for every one of many that begin at once, and
/// without keeping anybody waiting for long.
public final class Witness {
    private static final Duration BELIEVED = Duration.ofSeconds(10);

    /// Where looking takes long.
    private static final Duration BELIEVED_FOR_LONG = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// More than git and Python are given.
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Git git;
    private final NewFiles newFiles;
    private final Keepsakes keepsakes;
    private final String host;
    private final Duration patience;
    private final Consumer<String> warnings;
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    private final Queue<String> unsaid = new ConcurrentLinkedQueue<>();
    private final Inspection<Files> files;
    private final Optional<Inspection<PythonPackages.Found>> packages;
    private Optional<Instant> lookedAt = Optional.empty();
    private boolean slow;
    private boolean ahead;

    /// @param changes the keepsake of the patch, see [Provenance]
    private record Files(Optional<String> commit, Optional<String> changes) {}

    /// @param home the program's folder
    /// @param sweep the folder of the sweep, where what is found is kept
    /// @param interpreter how its Python is called; empty where it has none
    /// @param directory where its jobs run, as far as that is known without a job
    /// @param environment that its jobs have
    /// @param warnings told once what cannot be found out
    public Witness(
            Path home,
            Path sweep,
            List<String> interpreter,
            Path directory,
            Map<String, String> environment,
            String host,
            Consumer<String> warnings) {
        this(home, sweep, interpreter, directory, environment, host, PATIENCE, warnings);
    }

    Witness(
            Path home,
            Path sweep,
            List<String> interpreter,
            Path directory,
            Map<String, String> environment,
            String host,
            Duration patience,
            Consumer<String> warnings) {
        this.git = new Git(home, environment);
        this.keepsakes = Keepsakes.of(sweep);
        this.newFiles =
                new NewFiles(git, Optional.ofNullable(sweep.getParent()).orElse(sweep), keepsakes, this::complain);
        this.host = host;
        this.patience = patience;
        this.warnings = warnings;
        this.files = new Inspection<>("files", () -> Optional.of(files()), this::failed);
        var python = new PythonPackages(interpreter, directory, environment, keepsakes);
        this.packages = interpreter.isEmpty()
                ? Optional.empty()
                : Optional.of(new Inspection<>(
                        "packages",
                        () -> tried("its Python's packages", () -> Optional.of(python.find())),
                        this::failed));
    }

    /// What the program is made of: as it was a few seconds ago, if somebody asked then, and as it was when there was
    /// an answer last, if there is none yet.
    public Provenance look(Instant now) {
        return look(now, patience, false);
    }

    /// The same, however long it takes.
    public Provenance lookAtLeisure(Instant now) {
        return look(now, LONGEST, true);
    }

    private synchronized Provenance look(Instant now, Duration longest, boolean atLeisure) {
        inspections().forEach(Inspection::take);
        boolean due = !fresh(now);
        if (due) {
            begin(now);
        }
        if (due || ahead || atLeisure) {
            ahead = false;
            await(longest);
            slow = inspections().anyMatch(Inspection::busy);
        }
        for (var complaint = unsaid.poll(); complaint != null; complaint = unsaid.poll()) {
            warnings.accept(complaint);
        }
        return newest();
    }

    /// Sets out to look: whoever asks soon gets what is found, and need not wait as long.
    public synchronized void lookAhead(Instant now) {
        if (lookedAt.isEmpty()) {
            begin(now);
            ahead = true;
        }
    }

    private void begin(Instant now) {
        inspections().forEach(Inspection::begin);
        lookedAt = Optional.of(now);
    }

    private boolean fresh(Instant now) {
        var believed = slow ? BELIEVED_FOR_LONG : BELIEVED;
        return lookedAt.filter(at -> !now.isBefore(at) && now.isBefore(at.plus(believed)))
                .isPresent();
    }

    private Stream<Inspection<?>> inspections() {
        return Stream.concat(Stream.of(files), packages.stream());
    }

    private void await(Duration longest) {
        try {
            var all = inspections().map(Inspection::ending).toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(all).get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            complain(
                    "of the program in %s, not all that it is made of was found within %d seconds: what is kept with runs that begin meanwhile is older, or nothing"
                            .formatted(git.folder(), longest.toSeconds()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an ending is none of a failure", e);
        }
        inspections().forEach(Inspection::take);
    }

    private void failed(Throwable why) {
        complain("what the program is made of cannot be kept with the runs: " + why.getCause());
    }

    private Provenance newest() {
        var found = packages.flatMap(Inspection::newest);
        return new Provenance(
                files.newest().flatMap(Files::commit),
                files.newest().flatMap(Files::changes),
                found.map(PythonPackages.Found::python),
                found.map(PythonPackages.Found::packages),
                host);
    }

    private Files files() {
        var commit = tried("its commit", git::commit);
        return new Files(commit, commit.flatMap(this::changes));
    }

    private Optional<String> changes(String commit) {
        return tried(
                        "what was changed since its commit",
                        () -> Optional.of(new SourceTree(git).changes(commit, newFiles.find())))
                .map(patch -> patch.length == 0
                        ? Optional.<String>empty()
                        : tried("the changes", () -> Optional.of(keepsakes.keep(patch)))
                                .or(() -> Optional.of(Provenance.NOT_KEPT)))
                .orElse(Optional.of(Provenance.NOT_KEPT));
    }

    private interface Question<T> {
        Optional<T> ask() throws IOException;
    }

    /// A run is no worse for it, but its user should know.
    private <T> Optional<T> tried(String what, Question<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            complain("of the program in %s, %s cannot be kept with the runs: %s"
                    .formatted(git.folder(), what, Reasons.of(e)));
            return Optional.empty();
        }
    }

    private void complain(String complaint) {
        if (complaints.add(complaint)) {
            unsaid.add(complaint);
        }
    }
}
