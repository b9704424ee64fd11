package metta.sweep.provenance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where a run's program came from, as the run's summary keeps it.
///
/// @param commit of the repository that the program lies in
/// @param changes the keepsake that holds what had been changed since, as a patch, or [#NOT_KEPT]; empty if nothing had
/// @param python its version
/// @param packages the keepsake that lists the packages that its Python had, one `name==version` a line
/// @param host that it was started from
public record Provenance(
        Optional<String> commit,
        Optional<String> changes,
        Optional<String> python,
        Optional<String> packages,
        String host) {
    /// The key in a run's summary.
    public static final String KEY = "sweep/provenance";

    /// In the place of changes that could not be kept.
    static final String NOT_KEPT = "not kept";

    /// In words; empty if nothing has changed that is known of both.
    public Optional<String> changedSince(Provenance then) {
        boolean bothInGit = commit.isPresent() && then.commit.isPresent();
        var parts = new ArrayList<String>();
        if (bothInGit && !commit.equals(then.commit)) {
            parts.add("its commit is %s, was %s".formatted(brief(commit.get()), brief(then.commit.get())));
        }
        if (bothInGit && !changes.equals(then.changes)) {
            parts.add("its files were changed");
        }
        if (python.isPresent() && then.python.isPresent() && !python.equals(then.python)) {
            parts.add("its Python is %s, was %s".formatted(python.get(), then.python.get()));
        } else if (packages.isPresent() && then.packages.isPresent() && !packages.equals(then.packages)) {
            parts.add("its Python has other packages");
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
    }

    /// As much of a commit's name as tells it from others.
    public static String brief(String commit) {
        return commit.substring(0, Math.min(12, commit.length()));
    }

    /// What [#of] reads.
    public Map<String, Object> tree() {
        var tree = new LinkedHashMap<String, Object>();
        commit.ifPresent(it -> tree.put("commit", it));
        changes.ifPresent(it -> tree.put("changes", it));
        python.ifPresent(it -> tree.put("python", it));
        packages.ifPresent(it -> tree.put("packages", it));
        tree.put("host", host);
        return tree;
    }

    /// What a run's summary says; empty where it says nothing, as those of earlier versions.
    public static Optional<Provenance> of(Map<String, Object> summary) {
        return summary.get(KEY) instanceof Map<?, ?> tree
                ? Optional.of(new Provenance(
                        text(tree, "commit"),
                        text(tree, "changes"),
                        text(tree, "python"),
                        text(tree, "packages"),
                        text(tree, "host").orElse("")))
                : Optional.empty();
    }

    private static Optional<String> text(Map<?, ?> tree, String key) {
        return Optional.ofNullable(tree.get(key)).map(Object::toString);
    }
}
