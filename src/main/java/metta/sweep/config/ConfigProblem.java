package metta.sweep.config;

/// One thing that is wrong in a file, and where.
///
/// @param source the file's name
/// @param line counted from 1
/// @param column in characters, counted from 1
/// @param path the dotted path of the value, such as `parameters.lr.max`; empty for the file as a whole
public record ConfigProblem(String source, int line, int column, String path, String message) {
    /// `sweep.yaml:4:9: optimizer: unknown optimizer 'randm'; did you mean 'random'?`
    @Override
    public String toString() {
        return "%s:%d:%d: %s%s".formatted(source, line, column, path.isEmpty() ? "" : path + ": ", message);
    }
}
