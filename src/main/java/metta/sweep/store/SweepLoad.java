package metta.sweep.store;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import metta.sweep.JobId;
import metta.sweep.Piece;
import metta.sweep.files.Folders;
import metta.sweep.json.Json;

/// Makes the directory of a sweep of its pieces. The log comes last and at once: until it is there, nothing of it
/// counts.
final class SweepLoad {
    /// How many files are synced at once.
    private static final int AT_ONCE = 32;

    private final Path directory;
    private final Map<JobId, Long> ends = new LinkedHashMap<>();
    private final Fingerprint given = new Fingerprint();
    private Optional<JobPoints> open = Optional.empty();

    /// The file of the job whose points come just now.
    private record JobPoints(JobId job, Path draft, OutputStream out) {}

    SweepLoad(Path directory) {
        this.directory = directory;
    }

    void write(Entry.Created created, Iterable<Piece> pieces) throws IOException {
        var draft = directory.resolve("." + SweepFiles.LOG + ".loading");
        try (var out = new BufferedOutputStream(new FileOutputStream(draft.toFile()), 1 << 16)) {
            out.write(line(created));
            for (var piece : pieces) {
                given.accept(piece);
                out.write(line(entry(piece)));
            }
            closePoints();
        }
        publishPoints();
        sync(draft);
        verify(draft);
        Files.deleteIfExists(directory.resolve(Snapshots.FOLDER).resolve("newest"));
        Files.deleteIfExists(directory.resolve(SweepFiles.BEATS));
        Files.move(draft, directory.resolve(SweepFiles.LOG), StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(directory);
    }

    private static byte[] line(Entry entry) {
        return new ChangeLine(0, 0, entry).bytes();
    }

    private Entry entry(Piece piece) throws IOException {
        return piece instanceof Piece.Points points
                ? new Entry.Loaded(new Piece.Points(points.job(), List.of()), append(points))
                : new Entry.Loaded(piece, 0);
    }

    /// Adds to the draft of the job's file of points, and returns up to which byte that counts.
    private long append(Piece.Points points) throws IOException {
        var job = points.job();
        if (open.filter(each -> each.job().equals(job)).isEmpty()) {
            closePoints();
            var folder = Files.createDirectories(directory.resolve(FileNames.of(job.runId())));
            var draft = draft(folder, job);
            open = Optional.of(
                    new JobPoints(job, draft, new BufferedOutputStream(new FileOutputStream(draft.toFile()))));
        }
        long end = ends.getOrDefault(job, 0L);
        for (var point : points.points()) {
            var bytes = (Json.write(point) + "\n").getBytes(StandardCharsets.UTF_8);
            open.orElseThrow().out().write(bytes);
            end += bytes.length;
        }
        ends.put(job, end);
        return end;
    }

    private void closePoints() throws IOException {
        if (open.isPresent()) {
            open.get().out().close();
            open = Optional.empty();
        }
    }

    private static Path draft(Path folder, JobId job) {
        return folder.resolve("." + PointFiles.name(job) + ".loading");
    }

    /// What a sweep that was here before has of these files is the beginning of what they hold now. Disks sync many
    /// files at once in little more time than one.
    private void publishPoints() throws IOException {
        var folders = new LinkedHashSet<Path>();
        ends.keySet().forEach(job -> folders.add(directory.resolve(FileNames.of(job.runId()))));
        together(ends.keySet(), job -> {
            var folder = directory.resolve(FileNames.of(job.runId()));
            sync(draft(folder, job));
            Files.move(draft(folder, job), folder.resolve(PointFiles.name(job)), StandardCopyOption.ATOMIC_MOVE);
        });
        together(folders, Folders::sync);
    }

    /// Something that the disk does.
    private interface Work<T> {
        void on(T item) throws IOException;
    }

    private static <T> void together(Collection<T> items, Work<T> work) throws IOException {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var all = items.stream()
                    .map(item -> threads.submit(() -> {
                        work.on(item);
                        return item;
                    }))
                    .toList();
            for (var each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while points were written", e);
        }
    }

    private static void sync(Path file) throws IOException {
        try (var written = new RandomAccessFile(file.toFile(), "rw")) {
            written.getFD().sync();
        }
    }

    /// Reads everything as it will be read later.
    private void verify(Path draft) throws IOException {
        var book = new LoadedBook();
        try (var log = new ChangeLog(draft)) {
            log.catchUp(line -> book.take(line.entry()));
        }
        var found = new Fingerprint();
        book.dump(directory, found);
        Pieces.requireSame(given.print(), found.print(), directory.toString());
    }

    /// A book made of nothing but what was loaded.
    private static final class LoadedBook {
        private final Map<JobId, Long> ends = new LinkedHashMap<>();
        private Optional<Book> book = Optional.empty();

        void take(Entry entry) {
            switch (entry) {
                case Entry.Created created -> book = Optional.of(new Book(created.sweep()));
                case Entry.Loaded(Piece.Points points, var end) -> ends.put(points.job(), end);
                case Entry.Loaded(var piece, var _) -> book.orElseThrow().load(piece);
                case Entry.Recorded _,
                        Entry.Reported _,
                        Entry.ReportedAll _,
                        Entry.Raised _,
                        Entry.Queued _,
                        Entry.LeaseMoved _ -> throw new IllegalStateException("nothing else was written");
            }
        }

        void dump(Path directory, Fingerprint found) throws IOException {
            var all = book.orElseThrow();
            all.dump(
                    all.lease(),
                    (job, each) -> new PointFile(
                                    directory.resolve(FileNames.of(job.runId())).resolve(PointFiles.name(job)))
                            .read(ends.getOrDefault(job, 0L), each),
                    found);
        }
    }
}
