package metta.sweep.recipe;

import java.util.List;
import java.util.Optional;

/// A place where a program reports its metrics. Paths may hold macros.
public sealed interface MetricSource {
    /// One that is text.
    ///
    /// Where a step's name is given, that number of a line is the line's step; else one of the usual names is.
    sealed interface Text extends MetricSource {}

    /// A file to which the program appends JSON objects, one a line.
    record JsonLines(String file, Optional<String> step) implements Text {}

    /// A JSON object that the program leaves behind; read once, when the job has ended.
    record Result(String file, Optional<String> step) implements Text {}

    /// Lines of standard output that are JSON objects.
    record StdoutJson(Optional<String> step) implements Text {}

    /// Words like `loss=0.5` on standard output.
    record StdoutPairs(Optional<String> step) implements Text {}

    /// Lines of standard output that a regular expression finds something in.
    record StdoutPatterns(List<LinePattern> patterns) implements Text {
        public StdoutPatterns {
            patterns = List.copyOf(patterns);
        }
    }

    /// TensorBoard's event files.
    ///
    /// @param path of their folder, with `*` for any characters within a name
    record EventFiles(String path) implements MetricSource {}
}
