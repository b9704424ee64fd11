package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import metta.sweep.Workspace;
import metta.sweep.json.Json;

/// The command that started a sweep or went on with it last, and where it was typed: kept in the sweep's folder, so
/// that whoever finds the sweep abandoned is told it. A convenience: where it is missing, people must remember.
record Origin(Path folder, Typed command) {
    private static final String FILE = "command.json";

    /// Keeps the command that this process was started with, without passwords.
    static void keep(Workspace workspace, Typed typed) {
        new Origin(Path.of("").toAbsolutePath(), typed.again()).keep(workspace);
    }

    /// Keeps it in the sweep's folder.
    void keep(Workspace workspace) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("folder", folder.toString());
        tree.put("words", command.words());
        var file = workspace.directory().resolve(FILE);
        var next = file.resolveSibling(
                ".%s.%d.tmp".formatted(FILE, ProcessHandle.current().pid()));
        try {
            Files.writeString(next, Json.write(tree) + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException _) {
            // What matters of a folder that cannot be written is told by those who must write there.
        }
    }

    /// That of a sweep; empty where it is not known.
    static Optional<Origin> of(Workspace workspace) {
        try {
            var file = workspace.directory().resolve(FILE);
            return Files.isRegularFile(file) ? of(Files.readString(file)) : Optional.empty();
        } catch (IOException | Json.InvalidJsonException _) {
            return Optional.empty();
        }
    }

    private static Optional<Origin> of(String text) {
        var tree = Json.readTree(text);
        return tree.get("folder") instanceof String folder && tree.get("words") instanceof List<?> words
                ? Optional.of(new Origin(
                        Path.of(folder),
                        new Typed(words.stream().map(String::valueOf).toList())))
                : Optional.empty();
    }

    /// The same for a sweep that is in that store now.
    Origin in(String store) {
        return new Origin(folder, command.in(store));
    }

    /// As a shell reads it, from wherever this process is.
    @Override
    public String toString() {
        boolean here = folder.equals(Path.of("").toAbsolutePath());
        return here ? command.toString() : "cd %s && %s".formatted(Typed.quoted(folder.toString()), command);
    }
}
