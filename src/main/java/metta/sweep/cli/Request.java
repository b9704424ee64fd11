package metta.sweep.cli;

import java.util.Optional;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which sweep somebody asks something of, and why: what all such commands share.
final class Request {
    @Parameters(index = "0", paramLabel = "SWEEP", description = "Its id, or the beginning of it.")
    private String sweepId = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Kept with the sweep.")
    private String reason = "";

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    /// Who asks.
    static String self() {
        return System.getProperty("user.name", "somebody");
    }

    /// An id for a command that somebody sends.
    static String newId() {
        return UUID.randomUUID().toString();
    }

    String reason() {
        return reason;
    }

    Folder folder() {
        return where.folder();
    }

    Folder.Found find(Terminal terminal) {
        return folder().find(Optional.of(sweepId), terminal::warn);
    }
}
