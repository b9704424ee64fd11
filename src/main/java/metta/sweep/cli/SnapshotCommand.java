package metta.sweep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.SweepException;
import metta.sweep.json.Json;
import metta.sweep.store.Fingerprint;
import metta.sweep.store.StoreWatch;
import metta.sweep.store.SweepSnapshot;
import metta.sweep.telemetry.Reasons;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes everything that is on record of a sweep into one file.
@Command(
        name = "snapshot",
        description = "Writes everything that is on record of a sweep into one file. The sweep may be running.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  metta sweep snapshot arena --to arena.snapshot"})
final class SnapshotCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final InstantSource clock = InstantSource.system();

    @Parameters(paramLabel = "SWEEP", description = "Its id, or the beginning of it.")
    private String sweepId = "";

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "The file, or a folder for it; one that ends in / is made where it is not there. "
                    + "Default: in the folder `snapshots` of the sweep's own.")
    private Optional<String> to = Optional.empty();

    @Mixin
    private DocumentOutput output = new DocumentOutput();

    @Mixin
    private PlaceOptions where = new PlaceOptions();

    SnapshotCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        output.form();
        var folder = where.folder();
        var found = folder.find(Optional.of(sweepId), terminal::warn);
        var id = found.sweep().sweepId();
        try (var plain = found.store();
                var store = Folder.patient(plain, StoreWatch.NONE)) {
            var file = file(SnapshotFolder.of(folder.workspace(id)), id);
            tell(file, id, SweepSnapshot.write(file, store, id, clock.instant()));
        }
        return 0;
    }

    private Path file(SnapshotFolder snapshots, String id) {
        var target = to.map(each -> Path.of(each).toAbsolutePath());
        boolean folder = to.isEmpty() || to.get().endsWith("/") || Files.isDirectory(target.get());
        if (!folder) {
            return replaceable(target.get());
        }
        var place = target.map(SnapshotFolder::new).orElse(snapshots);
        place.create();
        return place.named(id, clock.instant());
    }

    /// What is there is replaced, and a link led to its file; but a device or a pipe is not made a file.
    private static Path replaceable(Path file) {
        if (!Files.exists(file)) {
            return file;
        }
        if (!Files.isRegularFile(file)) {
            throw new SweepException(
                    SweepException.Exit.USAGE,
                    "--to: %s is there and is neither a file nor a folder; nothing was written. Name a file for the snapshot, or a folder"
                            .formatted(file));
        }
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new SweepException(SweepException.Exit.IO, "%s cannot be read: %s".formatted(file, Reasons.of(e)), e);
        }
    }

    private void tell(Path file, String id, Fingerprint.Print print) {
        if (output.json()) {
            var tree = new LinkedHashMap<String, Object>();
            tree.put("sweep", id);
            tree.put("file", file.toString());
            tree.put("runs", print.runs());
            tree.put("points", print.points());
            tree.put("sha256", print.sha256());
            terminal.out().println(Json.writePretty(tree));
        } else {
            terminal.out().println(file);
            terminal.err().println("Snapshot of %s: %s.".formatted(id, print.words()));
        }
    }
}
