package metta.sweep.config;

import java.util.Optional;

/// One thing that is wrong in a file, and where.
///
/// @param source the file's name
/// @param at absent where it is about the file as a whole, such as one that is missing
/// @param path the dotted path of the value, such as `parameters.lr.max`; empty for the file as a whole
public record ConfigProblem(String source, Optional<Position> at, String path, String message) {
    /// `sweep.yaml:4:9: optimizer: unknown optimizer 'randm'; did you mean 'random'?`
    @Override
    public String toString() {
        var place =
                at.map(each -> ":%d:%d".formatted(each.line(), each.column())).orElse("");
        return "%s%s: %s%s".formatted(source, place, path.isEmpty() ? "" : Spelling.onOneLine(path) + ": ", message);
    }
}
