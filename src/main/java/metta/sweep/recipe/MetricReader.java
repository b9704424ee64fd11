package metta.sweep.recipe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import metta.sweep.Program.Reading;
import metta.sweep.SweepException;
import metta.sweep.telemetry.Reasons;

/// Reads what one job reports from all its sources, piece by piece.
///
/// @param memory what was met and complained of before
record MetricReader(JobSources sources, JobMemory memory) {
    Reading read(String position, boolean over) {
        var old = Marks.parse(position);
        var marks = new TreeMap<Integer, Mark>(old.bySource());
        var batch = new Batch(memory, old.step());
        var all = sources.all();
        for (int i = 0; i < all.size(); i++) {
            if (!(all.get(i) instanceof MetricSource.Result)) {
                keep(marks, i, lines(i, old.of(i), over, batch));
            }
        }
        for (int i = 0; i < all.size() && over && !batch.more(); i++) {
            if (all.get(i) instanceof MetricSource.Result) {
                keep(marks, i, result(i, old.of(i), batch));
            }
        }
        String next = new Marks(batch.step(), marks).toString();
        return new Reading(batch.points(), next, batch.more());
    }

    private static void keep(Map<Integer, Mark> marks, int source, Mark mark) {
        if (mark.equals(Mark.START)) {
            marks.remove(source);
        } else {
            marks.put(source, mark);
        }
    }

    private Mark lines(int source, Mark mark, boolean over, Batch batch) {
        Path path = sources.path(source);
        var parser = LineParser.of(sources.all().get(source));
        return beginning(source, path, mark)
                .map(from -> {
                    var end = new LineFile(path, from, parser, batch).read(over);
                    return end.equals(from) ? mark : end;
                })
                .orElse(mark);
    }

    /// Where to go on reading. As long as nothing was read, what others left behind is told from what is new each
    /// time: the job may append to it or write it anew. Of a job that was never launched nothing is new.
    private Optional<Mark> beginning(int source, Path path, Mark mark) {
        if (!mark.equals(Mark.START) || !sources.shared(source)) {
            return Optional.of(mark);
        }
        try {
            var inheritance = sources.inheritance();
            if (inheritance.isEmpty()) {
                return Optional.empty();
            }
            var before = inheritance.get().of(source);
            boolean both = before.isPresent() && Presence.ofFile(path);
            return Optional.of(both ? mark.to(before.get().newFrom(path)) : mark);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw cannotRead("metrics", path, e);
        }
    }

    private Mark result(int source, Mark mark, Batch batch) {
        Path path = sources.path(source);
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
            if (sources.shared(source) && leftByAnother(source, path)) {
                batch.complain("stale", path + " was left there before this job started; nothing is read from it");
            } else if (Files.size(path) > Deliverable.LARGEST) {
                batch.complain(
                        "large",
                        "%s has more than %d bytes; nothing is read from it".formatted(path, Deliverable.LARGEST));
            } else {
                String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
                batch.read(text.length());
                var parser = LineParser.of(sources.all().get(source));
                batch.take(parser.parse(text, batch::complain), batch.step());
            }
            return Mark.DONE;
        } catch (IOException e) {
            throw cannotRead("result", path, e);
        }
    }

    private boolean leftByAnother(int source, Path path) throws IOException {
        var inheritance = sources.inheritance();
        var trace = inheritance.flatMap(it -> it.of(source));
        return inheritance.isEmpty() || (trace.isPresent() && trace.get().isOf(path));
    }

    private static SweepException cannotRead(String what, Path path, IOException e) {
        return new SweepException(
                SweepException.Exit.IO, "cannot read the %s in %s: %s".formatted(what, path, Reasons.of(e)), e);
    }
}
