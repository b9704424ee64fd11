package metta.sweep.recipe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import metta.sweep.Program.Reading;
import metta.sweep.SweepException;
import metta.sweep.telemetry.Reasons;

/// Reads what one job reports from all its sources, piece by piece.
///
/// @param memory what was met and complained of before
record MetricReader(JobSources sources, JobMemory memory) {
    /// Event files of one source that are read, those that others left aside.
    static final int MOST_FILES = 100;

    Reading read(String position, boolean over) {
        var old = Marks.parse(position);
        var marks = new TreeMap<SourceFile, Mark>(old.byFile());
        var batch = new Batch(memory, old.step());
        var all = sources.all();
        for (int i = 0; i < all.size(); i++) {
            switch (all.get(i)) {
                case MetricSource.Result _ -> {}
                case MetricSource.Text text -> lines(SourceFile.only(i), text, marks, over, batch);
                case MetricSource.EventFiles events -> events(i, events, marks, over, batch);
            }
        }
        for (int i = 0; i < all.size() && over && !batch.more(); i++) {
            if (all.get(i) instanceof MetricSource.Result result) {
                var file = SourceFile.only(i);
                keep(marks, file, result(file, result, old.of(file), batch));
            }
        }
        String next = new Marks(batch.step(), marks).toString();
        return new Reading(batch.points(), next, batch.more());
    }

    private static void keep(Map<SourceFile, Mark> marks, SourceFile file, Mark mark) {
        if (mark.equals(Mark.START)) {
            marks.remove(file);
        } else {
            marks.put(file, mark);
        }
    }

    private void lines(
            SourceFile file, MetricSource.Text text, Map<SourceFile, Mark> marks, boolean over, Batch batch) {
        var path = sources.path(file.source());
        var parser = LineParser.of(text);
        grown(file, path, marks, over, from -> new LineFile(path, from, parser, batch));
    }

    private void events(
            int source, MetricSource.EventFiles events, Map<SourceFile, Mark> marks, boolean over, Batch batch) {
        for (var event : eventFiles(source, events, over, batch)) {
            var file = SourceFile.within(source, event.within());
            long known = marks.keySet().stream()
                    .filter(each -> each.source() == source)
                    .count();
            if (marks.containsKey(file) || known < MOST_FILES) {
                grown(file, event.path(), marks, over, from -> new RecordFile(event, from, batch));
            } else {
                batch.complain(
                        "event files",
                        "has more than %d event files; %s and all further ones are passed over"
                                .formatted(MOST_FILES, event.path()));
            }
        }
    }

    private List<EventFile> eventFiles(int source, MetricSource.EventFiles events, boolean over, Batch batch) {
        var folder = sources.folder(events);
        try {
            if (crowded(source)) {
                batch.complain(
                        "crowded",
                        "%s had more than %d files and folders when this job was launched, too many to tell which are its own; nothing is read from them. Let each run write to a folder of its own, in ${run_dir}"
                                .formatted(folder.top(), EventFolder.MOST_ENTRIES));
                return List.of();
            }
            var listing = memory.listings().of(source, folder, over);
            complainOf(listing, folder, batch);
            return listing.files().orElse(List.of());
        } catch (IOException e) {
            throw cannotRead("metrics", folder.top(), e);
        }
    }

    private static void complainOf(EventListing listing, EventFolder folder, Batch batch) {
        if (!listing.closed().isEmpty()) {
            var first = listing.closed().firstEntry();
            batch.complain(
                    "closed",
                    "%s cannot be read: %s; event files there, and wherever else in %s that is so, are passed over"
                            .formatted(first.getKey(), first.getValue(), folder.top()));
        }
        if (listing.files().isEmpty()) {
            batch.complain(
                    "entries",
                    "%s has more than %d files and folders, too many to look for event files each time; nothing is read from them"
                            .formatted(folder.top(), EventFolder.MOST_ENTRIES));
        }
    }

    private boolean crowded(int source) throws IOException {
        return sources.shared(source)
                && memory.leftovers()
                        .inheritance(sources)
                        .filter(it -> it.crowded().contains(source))
                        .isPresent();
    }

    private void grown(
            SourceFile file,
            Path path,
            Map<SourceFile, Mark> marks,
            boolean over,
            Function<Mark, GrowingFile> opening) {
        var mark = marks.getOrDefault(file, Mark.START);
        beginning(file, path, mark).ifPresent(from -> {
            var end = opening.apply(from).read(over);
            keep(marks, file, end.equals(from) ? mark : end);
        });
    }

    /// Where to go on reading. As long as nothing was read, what others left behind is told from what is new each
    /// time: the job may append to it or write it anew. Nothing where nothing is new, as of a job that was never
    /// launched.
    private Optional<Mark> beginning(SourceFile file, Path path, Mark mark) {
        if (!mark.equals(Mark.START) || !sources.shared(file.source())) {
            return Optional.of(mark);
        }
        try {
            var inheritance = memory.leftovers().inheritance(sources);
            if (inheritance.isEmpty()) {
                return Optional.empty();
            }
            var before = inheritance.get().of(file);
            if (before.isEmpty()) {
                return Optional.of(mark);
            }
            var from = memory.leftovers().newFrom(file, path, before.get());
            return from.isPresent() ? Optional.of(mark.to(from.getAsLong())) : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw cannotRead("metrics", path, e);
        }
    }

    private Mark result(SourceFile file, MetricSource.Result source, Mark mark, Batch batch) {
        Path path = sources.path(file.source());
        if (mark.equals(Mark.DONE)) {
            return mark;
        }
        try {
            if (!Presence.ofFile(path)) {
                return mark;
            }
            if (batch.full()) {
                batch.more(true);
                return mark;
            }
            if (sources.shared(file.source()) && leftByAnother(file, path)) {
                batch.complain("stale", path + " was left there before this job started; nothing is read from it");
            } else if (Files.size(path) > Deliverable.LARGEST) {
                batch.complain(
                        "large",
                        "%s has more than %d bytes; nothing is read from it".formatted(path, Deliverable.LARGEST));
            } else {
                String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
                batch.read(text.length());
                var parser = LineParser.of(source);
                batch.take(parser.parse(text, batch::complain), batch.step());
            }
            return Mark.DONE;
        } catch (IOException e) {
            throw cannotRead("result", path, e);
        }
    }

    private boolean leftByAnother(SourceFile file, Path path) throws IOException {
        var inheritance = memory.leftovers().inheritance(sources);
        var trace = inheritance.flatMap(it -> it.of(file));
        return inheritance.isEmpty() || (trace.isPresent() && trace.get().isOf(path));
    }

    private static SweepException cannotRead(String what, Path path, IOException e) {
        return new SweepException(
                SweepException.Exit.IO, "cannot read the %s in %s: %s".formatted(what, path, Reasons.of(e)), e);
    }
}
