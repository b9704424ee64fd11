package metta.sweep.store;

import java.util.ArrayList;
import java.util.List;
import metta.sweep.RunInfo;
import metta.sweep.json.Json;

/// Makes runs of their documents, in the order they come. Understanding a document takes far longer than fetching it,
/// so
/// where there are many all processors help.
final class RunDocuments {
    private static final int MANY = 256;
    private final List<String> waiting = new ArrayList<>();
    private final List<RunInfo> runs = new ArrayList<>();

    void add(String document) {
        waiting.add(document);
        if (waiting.size() == MANY) {
            runs.addAll(waiting.parallelStream().map(RunDocuments::run).toList());
            waiting.clear();
        }
    }

    /// All runs whose documents were added.
    List<RunInfo> runs() {
        waiting.forEach(document -> runs.add(run(document)));
        waiting.clear();
        return runs;
    }

    private static RunInfo run(String document) {
        return Json.read(document, RunInfo.class);
    }
}
