package metta.sweep.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where sweeps lie: an option that all commands share.
final class FolderOption {
    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description = "The folder that holds sweeps. Default: $METTA_SWEEPS, else sweeps.")
    private Path dir = standard();

    static Path standard() {
        return Path.of(System.getenv().getOrDefault("METTA_SWEEPS", "sweeps"));
    }

    Folder folder() {
        return Folder.at(dir);
    }
}
