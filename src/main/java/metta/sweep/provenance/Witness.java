package metta.sweep.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import metta.sweep.telemetry.Reasons;

/// Looks at what a program is made of when a run of it begins, but not for every one of many that begin at once.
public final class Witness {
    private static final Duration BELIEVED = Duration.ofSeconds(10);
    private final Path home;
    private final Path others;
    private final Optional<PythonPackages> python;
    private final Keepsakes keepsakes;
    private final String host;
    private final Consumer<String> warnings;
    private Optional<Looked> last = Optional.empty();
    private String complained = "";

    /// @param home the program's folder
    /// @param sweep the folder of the sweep, where what is found is kept
    /// @param interpreter how its Python is called; empty where it has none
    /// @param warnings told once what cannot be found out
    public Witness(
            Path home,
            Path sweep,
            List<String> interpreter,
            Map<String, String> environment,
            String host,
            Consumer<String> warnings) {
        this.home = home;
        this.others = Optional.ofNullable(sweep.getParent()).orElse(sweep);
        this.keepsakes = Keepsakes.of(sweep);
        this.python = Optional.of(new PythonPackages(interpreter, home, environment, keepsakes))
                .filter(_ -> !interpreter.isEmpty());
        this.host = host;
        this.warnings = warnings;
    }

    private record Looked(Instant at, Provenance found) {
        boolean fresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(BELIEVED));
        }
    }

    /// What the program is made of; as it was a few seconds ago, if somebody asked then.
    public synchronized Provenance look(Instant now) {
        if (last.filter(looked -> looked.fresh(now)).isEmpty()) {
            last = Optional.of(new Looked(now, find()));
        }
        return last.get().found();
    }

    private Provenance find() {
        var source = tried("what was changed in " + home, () -> SourceTree.of(home, others));
        var changes = source.filter(tree -> tree.changes().length > 0)
                .flatMap(tree -> tried("the changes", () -> Optional.of(keepsakes.keep(tree.changes()))));
        var packages = python.flatMap(it -> tried("its Python's packages", () -> Optional.of(it.find())));
        return new Provenance(
                source.map(SourceTree::commit),
                changes,
                packages.map(PythonPackages.Found::python),
                packages.map(PythonPackages.Found::packages),
                host);
    }

    private interface Question<T> {
        Optional<T> ask() throws IOException;
    }

    /// A run is no worse for it, but its user should know.
    private <T> Optional<T> tried(String what, Question<T> question) {
        try {
            return question.ask();
        } catch (IOException e) {
            var complaint = "%s cannot be kept with the runs: %s".formatted(what, Reasons.of(e));
            if (!complaint.equals(complained)) {
                warnings.accept(complaint);
                complained = complaint;
            }
            return Optional.empty();
        }
    }
}
