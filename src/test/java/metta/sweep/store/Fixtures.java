package metta.sweep.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import metta.sweep.testing.EveryFact;
import metta.sweep.testing.Samples;

/// Writes what [OldFormatsTest] reads, in the formats of this version: to be done once, when one has been raised.
final class Fixtures {
    private Fixtures() {}

    /// `FOLDER`: where they go.
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        var work = Files.createTempDirectory("fixtures");
        var database = work.resolve("metta.db");
        try (var store = SqliteStore.open(database)) {
            EveryFact.fill(store);
            var snapshot = folder.resolve("sweep-format-%d.snapshot".formatted(SweepSnapshot.FORMAT));
            SweepSnapshot.write(snapshot, store, Samples.SWEEP, Samples.NOW);
        }
        pack(database, folder.resolve("metta-schema-%d.db.gz".formatted(SqliteSchema.VERSION)));
        try (var store = new FileStore(work)) {
            EveryFact.fill(store);
        }
        pack(
                work.resolve(Samples.SWEEP).resolve(SweepFiles.LOG),
                folder.resolve("changes-format-%d.jsonl.gz".formatted(LogFormat.NEWEST)));
    }

    private static void pack(Path file, Path packed) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(file, out);
        }
    }
}
