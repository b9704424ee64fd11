package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import metta.sweep.Launch;
import metta.sweep.Ordered;
import metta.sweep.json.Json;
import metta.sweep.provenance.Redaction;

/// How an attempt was started, beside its output: its command line, its working directory and its environment, secrets
/// left out.
record LaunchFile(Path file) {
    /// @param inherited the environment below that of the launch itself
    void write(Launch launch, Map<String, String> inherited) throws IOException {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("arguments", Redaction.of(launch.arguments()));
        tree.put("directory", launch.directory().toString());
        tree.put("environment", Redaction.of(Ordered.merge(inherited, launch.environment())));
        WholeFile.write(file, Json.writePretty(tree) + "\n");
    }
}
