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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import metta.sweep.telemetry.Reasons;

/// Looks at what a program is made of when a run of it begins, but not for every one of many that begin at once, and
/// without keeping anybody waiting for long.
public final class Witness {
    private static final Duration BELIEVED = Duration.ofSeconds(10);

    /// Where looking takes long.
    private static final Duration BELIEVED_FOR_LONG = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Git git;
    private final NewFiles newFiles;
    private final Optional<PythonPackages> python;
    private final Keepsakes keepsakes;
    private final String host;
    private final Duration patience;
    private final Consumer<String> warnings;
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    private final Queue<String> unsaid = new ConcurrentLinkedQueue<>();
    private volatile boolean pythonAnswers = true;
    private Provenance newest;
    private Optional<FutureTask<Provenance>> looking = Optional.empty();
    private Optional<Instant> lookedAt = Optional.empty();
    private boolean slow;
    private boolean ahead;

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
        this.python = Optional.of(new PythonPackages(interpreter, directory, environment, keepsakes))
                .filter(_ -> !interpreter.isEmpty());
        this.host = host;
        this.patience = patience;
        this.warnings = warnings;
        this.newest = Provenance.unknown(host);
    }

    /// What the program is made of: as it was a few seconds ago, if somebody asked then, and as it was when there was
    /// an
    /// answer last, if there is none yet.
    public synchronized Provenance look(Instant now) {
        takeAnswer(Duration.ZERO);
        if (ahead || (looking.isEmpty() && !fresh(now))) {
            if (!ahead) {
                begin();
            }
            ahead = false;
            lookedAt = Optional.of(now);
            takeAnswer(patience);
            slow = looking.isPresent();
        }
        for (var complaint = unsaid.poll(); complaint != null; complaint = unsaid.poll()) {
            warnings.accept(complaint);
        }
        return newest;
    }

    /// Sets out to look: whoever asks next gets what is found, and need not wait as long.
    public synchronized void lookAhead() {
        if (looking.isEmpty()) {
            begin();
            ahead = true;
        }
    }

    private void begin() {
        var task = new FutureTask<>(this::find);
        Thread.ofVirtual().name("provenance").start(task);
        looking = Optional.of(task);
    }

    private boolean fresh(Instant now) {
        var believed = slow ? BELIEVED_FOR_LONG : BELIEVED;
        return lookedAt.filter(at -> !now.isBefore(at) && now.isBefore(at.plus(believed)))
                .isPresent();
    }

    private void takeAnswer(Duration wait) {
        if (looking.isPresent()) {
            try {
                newest = looking.get().get(wait.toMillis(), TimeUnit.MILLISECONDS);
                looking = Optional.empty();
            } catch (TimeoutException _) {
                // The answer is taken when somebody asks again.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                looking = Optional.empty();
                complain("what the program is made of cannot be kept with the runs: " + e.getCause());
            }
        }
    }

    private Provenance find() {
        var commit = tried("its commit", git::commit);
        var packages = python.filter(_ -> pythonAnswers)
                .flatMap(it -> tried("its Python's packages", () -> Optional.of(it.find())));
        pythonAnswers = packages.isPresent();
        return new Provenance(
                commit,
                commit.flatMap(_ -> changes()),
                packages.map(PythonPackages.Found::python),
                packages.map(PythonPackages.Found::packages),
                host);
    }

    private Optional<String> changes() {
        return tried(
                        "what was changed since its commit",
                        () -> Optional.of(new SourceTree(git).changes(newFiles.find())))
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
