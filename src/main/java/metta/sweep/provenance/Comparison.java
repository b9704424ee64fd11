package metta.sweep.provenance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a program was made of once, held against what it is made of now.
///
/// @param keepsakes of the sweep that the run belongs to
public record Comparison(Provenance then, Provenance now, Keepsakes keepsakes) {
    private static final Pattern PACKAGE = Pattern.compile("(.+?)(==| @ )(.+)");

    /// What was brought back.
    ///
    /// @param home the program's folder in it
    /// @param linked what git does not have, such as data and virtual environments: links to where it is
    /// @param missing submodules, which are not brought back
    public record Restored(Path home, List<String> linked, List<String> missing) {
        public Restored {
            linked = List.copyOf(linked);
            missing = List.copyOf(missing);
        }
    }

    /// Whether its files are what they were; empty where that cannot be told, for want of a repository.
    public Optional<Boolean> sameFiles() {
        boolean known = !then.changes().equals(Optional.of(Provenance.NOT_KEPT));
        return then.commit()
                .map(commit -> known
                        && now.commit().equals(Optional.of(commit))
                        && now.changes().equals(then.changes()));
    }

    /// Writes its files as they were into an empty folder.
    ///
    /// @param home the program's folder, in the repository
    /// @param environment of this process
    /// @throws IOException if they cannot be had any more
    public Restored restore(Path home, Path into, Map<String, String> environment) throws IOException {
        var changes =
                then.changes().isEmpty() ? new byte[0] : changes(then.changes().get());
        return new SourceTree(new Git(home, environment)).restore(then.commit().orElseThrow(), changes, into);
    }

    private byte[] changes(String name) throws IOException {
        if (name.equals(Provenance.NOT_KEPT)) {
            throw new IOException("what had been changed since the commit %s was not kept"
                    .formatted(then.commit().orElseThrow()));
        }
        return keepsakes
                .find(name)
                .orElseThrow(() -> new IOException("the changes are kept no longer in %s"
                        .formatted(keepsakes.folder().resolve(name))));
    }

    /// How the packages of its Python differ, one line each.
    public List<String> packages() throws IOException {
        if (then.packages().equals(now.packages()) && then.python().equals(now.python())) {
            return List.of();
        }
        if (then.packages().isEmpty() || now.packages().isEmpty()) {
            return List.of("its packages are not known");
        }
        if (keepsakes.find(then.packages().get()).isEmpty()) {
            return List.of("which packages it had is kept no longer");
        }
        var lines = new ArrayList<String>();
        if (!then.python().equals(now.python())) {
            lines.add("Python was %s, is %s".formatted(word(then.python()), word(now.python())));
        }
        var before = versions(then.packages());
        var after = versions(now.packages());
        before.forEach((name, version) -> {
            var other = Optional.ofNullable(after.get(name));
            if (!other.equals(Optional.of(version))) {
                lines.add("%s was %s, is %s".formatted(name, version, word(other)));
            }
        });
        after.keySet().stream()
                .filter(name -> !before.containsKey(name))
                .forEach(name -> lines.add("%s was not there, is %s".formatted(name, after.get(name))));
        return lines;
    }

    private static String word(Optional<String> version) {
        return version.orElse("not there");
    }

    private Map<String, String> versions(Optional<String> list) throws IOException {
        var versions = new LinkedHashMap<String, String>();
        var text = list.isEmpty() ? Optional.<String>empty() : keepsakes.text(list.get());
        text.orElse("").lines().forEach(line -> {
            var parts = PACKAGE.matcher(line);
            if (parts.matches()) {
                versions.put(parts.group(1), parts.group(3));
            }
        });
        return versions;
    }
}
