package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import metta.sweep.telemetry.Reasons;
import org.jspecify.annotations.Nullable;

/// Looks for event files in a folder. As TensorBoard has it, `tfevents` in its name makes a file one.
final class EventSearch extends SimpleFileVisitor<Path> {
    private static final String IN_NAME = "tfevents";

    private final Path top;
    private final List<Pattern> pattern;
    private final int most;
    private final List<EventFile> found = new ArrayList<>();
    private final SequencedMap<Path, FileTime> folders = new LinkedHashMap<>();
    private final SequencedMap<Path, String> closed = new LinkedHashMap<>();
    private int entries;

    EventSearch(Path top, List<Pattern> pattern, int mostEntries) {
        this.top = top;
        this.pattern = pattern;
        this.most = mostEntries;
    }

    Path top() {
        return top;
    }

    EventListing listing() {
        Optional<List<EventFile>> files = entries > most
                ? Optional.empty()
                : Optional.of(found.stream().sorted(EventFile.ORDER).toList());
        return new EventListing(folders, closed, files);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        if (!matches(folder)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        folders.put(folder, attributes.lastModifiedTime());
        return counted();
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        boolean complete = depth(file) >= pattern.size();
        if (complete && !attributes.isDirectory() && name(file).contains(IN_NAME) && matches(file)) {
            found.add(new EventFile(file, top.relativize(file).toString(), run(file)));
        }
        return counted();
    }

    /// What is gone since it was listed was never there. What cannot be read below the top belongs to somebody else
    /// most likely, and does not keep the rest from being read.
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        if (file.equals(top)) {
            throw e;
        }
        if (matches(file)) {
            closed.put(file, Reasons.of(e));
        }
        return counted();
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
        return e == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, e);
    }

    private FileVisitResult counted() {
        entries++;
        return entries > most ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    private int depth(Path path) {
        return path.getNameCount() - top.getNameCount();
    }

    private boolean matches(Path path) {
        int depth = Math.min(depth(path), pattern.size());
        for (int i = 0; i < depth; i++) {
            var name = path.getName(top.getNameCount() + i).toString();
            if (!pattern.get(i).matcher(name).matches()) {
                return false;
            }
        }
        return true;
    }

    /// The folders between what the pattern matches and the file.
    private String run(Path file) {
        int first = top.getNameCount() + pattern.size();
        int last = file.getNameCount() - 1;
        return first < last ? file.subpath(first, last).toString() : "";
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
