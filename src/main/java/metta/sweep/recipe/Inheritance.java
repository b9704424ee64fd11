package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metta.sweep.config.Spelling;
import metta.sweep.files.WholeFile;

/// What lay in a job's sources of metrics just before the job was first launched: it was left there by others, such as
/// an earlier attempt, and teaches nothing about this job.
///
/// @param traces of the files that were there
/// @param crowded sources with too many files to tell which of them were there
record Inheritance(Map<SourceFile, Trace> traces, Set<Integer> crowded) {
    private static final String END = "end";
    private static final String CROWDED = "crowded";
    private static final Pattern LINE = Pattern.compile(SourceFile.PATTERN + "=(.*)");

    Inheritance {
        traces = new TreeMap<>(traces);
        crowded = new TreeSet<>(crowded);
    }

    static Inheritance of(Map<SourceFile, Path> files, Set<Integer> crowded) throws IOException {
        var traces = new TreeMap<SourceFile, Trace>();
        for (var each : files.entrySet()) {
            if (Presence.ofFile(each.getValue())) {
                traces.put(each.getKey(), Trace.of(each.getValue()));
            }
        }
        return new Inheritance(traces, crowded);
    }

    /// What was kept in the file; nothing if the job was never launched, or a power failure tore the file.
    static Optional<Inheritance> read(Path file) throws IOException {
        var traces = new TreeMap<SourceFile, Trace>();
        var crowded = new TreeSet<Integer>();
        try {
            var lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.getLast().equals(END)) {
                return Optional.empty();
            }
            for (var line : lines.subList(0, lines.size() - 1)) {
                var found = LINE.matcher(line);
                if (!found.matches()) {
                    throw new IOException("%s is damaged: %s".formatted(file, Spelling.shown(line)));
                }
                var source = SourceFile.parse(found);
                if (found.group(3).equals(CROWDED)) {
                    crowded.add(source.source());
                } else {
                    traces.put(source, Trace.parse(found.group(3)));
                }
            }
            return Optional.of(new Inheritance(traces, crowded));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    void keep(Path file) throws IOException {
        var all = new TreeMap<SourceFile, Object>(traces);
        crowded.forEach(each -> all.put(SourceFile.only(each), CROWDED));
        var lines = all.entrySet().stream().map(each -> "%s=%s\n".formatted(each.getKey(), each.getValue()));
        WholeFile.write(file, lines.collect(Collectors.joining("", "", END + "\n")));
    }

    Optional<Trace> of(SourceFile file) {
        return Optional.ofNullable(traces.get(file));
    }
}
