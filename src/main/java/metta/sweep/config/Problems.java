package metta.sweep.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Collects what is wrong with one source, so that everything is said at once, and what is to be said of
/// it though nothing is wrong.
final class Problems {
    private final String source;
    private final Set<ConfigProblem> found = new LinkedHashSet<>();
    private final Set<ConfigProblem> remarks = new LinkedHashSet<>();

    Problems(String source) {
        this.source = source;
    }

    void add(Position at, String path, String message) {
        found.add(at(at, path, message));
    }

    void remark(Position at, String path, String message) {
        remarks.add(at(at, path, message));
    }

    private ConfigProblem at(Position at, String path, String message) {
        return new ConfigProblem(
                at.source().isEmpty() ? source : at.source(),
                Optional.of(at).filter(each -> each.line() > 0),
                path,
                message);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidConfigException(inOrder(found));
        }
    }

    List<ConfigProblem> remarks() {
        return inOrder(remarks);
    }

    private static List<ConfigProblem> inOrder(Set<ConfigProblem> some) {
        return some.stream()
                .sorted(Comparator.comparing(each -> each.at().orElseGet(() -> Position.in(each.source()))))
                .toList();
    }

    /// For a source that cannot be read at all.
    InvalidConfigException unreadable(String message) {
        return new InvalidConfigException(List.of(new ConfigProblem(source, Optional.empty(), "", message)));
    }

    /// For what leaves nothing to read on with.
    InvalidConfigException fatal(Position at, String message) {
        return new InvalidConfigException(List.of(new ConfigProblem(source, Optional.of(at), "", message)));
    }
}
