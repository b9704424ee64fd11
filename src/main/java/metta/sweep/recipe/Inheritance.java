package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What lay in a job's sources of metrics just before the job was first launched: it was left there by others, such as
/// an earlier attempt, and teaches nothing about this job.
///
/// @param traces by the source's place in the list of sources; a source that was not there yet has none
record Inheritance(Map<Integer, Trace> traces) {
    private static final String END = "end";

    Inheritance {
        traces = new TreeMap<>(traces);
    }

    static Inheritance of(List<Optional<Path>> sources) throws IOException {
        var traces = new TreeMap<Integer, Trace>();
        for (int i = 0; i < sources.size(); i++) {
            var source = sources.get(i);
            if (source.isPresent() && Presence.ofFile(source.get())) {
                traces.put(i, Trace.of(source.get()));
            }
        }
        return new Inheritance(traces);
    }

    /// What was kept in the file; nothing if the job was never launched, or a power failure tore the file.
    static Optional<Inheritance> read(Path file) throws IOException {
        var traces = new TreeMap<Integer, Trace>();
        try {
            var lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.getLast().equals(END)) {
                return Optional.empty();
            }
            for (var line : lines.subList(0, lines.size() - 1)) {
                int equals = line.indexOf('=');
                traces.put(Integer.parseInt(line, 0, Math.max(0, equals), 10), Trace.parse(line.substring(equals + 1)));
            }
            return Optional.of(new Inheritance(traces));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            throw new IOException("%s is damaged: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// Keeps this, unless it was kept before.
    void keep(Path file) throws IOException {
        if (read(file).isEmpty()) {
            var lines = traces.entrySet().stream().map(each -> "%d=%s\n".formatted(each.getKey(), each.getValue()));
            WholeFile.write(file, lines.collect(Collectors.joining("", "", END + "\n")));
        }
    }

    Optional<Trace> of(int source) {
        return Optional.ofNullable(traces.get(source));
    }
}
