package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import metta.sweep.Launch;
import metta.sweep.files.WholeFile;
import metta.sweep.json.Json;
import metta.sweep.provenance.Redaction;

/// How an attempt was started, as a file beside its output: its command line, its working directory and its
/// environment, secrets left out.
final class LaunchFile {
    private final Map<String, String> inherited;

    /// @param inherited the environment below that of each launch
    LaunchFile(Map<String, String> inherited) {
        this.inherited = Redaction.of(inherited);
    }

    void write(Path file, Launch launch) throws IOException {
        var environment = new TreeMap<>(inherited);
        environment.putAll(Redaction.of(launch.environment()));
        var tree = new LinkedHashMap<String, Object>();
        tree.put("arguments", Redaction.of(launch.arguments()));
        tree.put("directory", launch.directory().toString());
        tree.put("environment", environment);
        WholeFile.write(file, Json.writePretty(tree) + "\n");
    }
}
