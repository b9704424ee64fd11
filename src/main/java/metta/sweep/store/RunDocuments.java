package metta.sweep.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import metta.sweep.RunInfo;

/// Makes runs of their documents, in the order they come. Understanding a document takes far longer than fetching
/// it, so where there are many all processors help.
final class RunDocuments {
    private static final int MANY = 256;
    private final List<Supplier<RunInfo>> waiting = new ArrayList<>();
    private final List<RunInfo> runs = new ArrayList<>();

    void add(String document) {
        add(() -> Documents.run(document));
    }

    /// @param document what is left to do to have the run
    void add(Supplier<RunInfo> document) {
        waiting.add(document);
        if (waiting.size() == MANY) {
            runs.addAll(waiting.parallelStream().map(Supplier::get).toList());
            waiting.clear();
        }
    }

    /// All runs whose documents were added.
    List<RunInfo> runs() {
        waiting.forEach(document -> runs.add(document.get()));
        waiting.clear();
        return runs;
    }
}
