package metta.sweep.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import metta.sweep.json.Json;
import metta.sweep.store.Fingerprint;
import metta.sweep.store.StoreWatch;
import metta.sweep.store.SweepSnapshot;
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
            description = "The file, or a folder for it. Default: in the folder `snapshots` of the sweep's own.")
    private Optional<Path> to = Optional.empty();

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Mixin
    private FolderOption dir = new FolderOption();

    @Mixin
    private StoreOption store = new StoreOption();

    SnapshotCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var folder = dir.folder().in(store.place());
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
        if (to.isPresent() && !Files.isDirectory(to.get())) {
            return to.get().toAbsolutePath();
        }
        var place = to.map(each -> new SnapshotFolder(each.toAbsolutePath())).orElse(snapshots);
        place.create();
        return place.named(id, clock.instant());
    }

    private void tell(Path file, String id, Fingerprint.Print print) {
        if (json) {
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
