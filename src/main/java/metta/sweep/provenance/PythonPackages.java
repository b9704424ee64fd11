package metta.sweep.provenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import metta.sweep.json.Json;
import metta.sweep.process.Query;
import org.jspecify.annotations.Nullable;

/// Which packages a Python has. It is asked once, and again when something was installed.
///
/// @param interpreter how it is called: one word, or several as in `uv run python`
/// @param directory where its programs run
/// @param environment that its programs have
record PythonPackages(List<String> interpreter, Path directory, Map<String, String> environment, Keepsakes keepsakes) {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int LONGEST_LIST = 5_000_000;

    /// @param packages the keepsake that lists them
    record Found(String python, String packages) {}

    Found find() throws IOException {
        var known = known();
        return known.isPresent() ? known.get() : ask();
    }

    /// What it answered the last time, if none of the folders that packages lie in has changed since.
    private Optional<Found> known() throws IOException {
        try {
            var note = keepsakes.note(note()).map(Json::readTree).orElse(Map.of());
            var found = new Found(String.valueOf(note.get("python")), String.valueOf(note.get("packages")));
            boolean same = note.get("folders") instanceof Map<?, ?> folders
                    && folders.entrySet().stream()
                            .allMatch(each -> String.valueOf(each.getValue())
                                    .equals(stamp(Path.of(String.valueOf(each.getKey())))));
            return same && keepsakes.find(found.packages()).isPresent() ? Optional.of(found) : Optional.empty();
        } catch (Json.InvalidJsonException | InvalidPathException _) {
            return Optional.empty(); // It is written anew.
        }
    }

    private Found ask() throws IOException {
        var words = new ArrayList<>(interpreter);
        words.addAll(List.of("-c", script()));
        var answer = new Query(directory, environment, LONGEST, LONGEST_LIST).run(words, new byte[0]);
        var last = answer.text().strip().lines().reduce("", (_, later) -> later);
        try {
            return kept(Json.readTree(last));
        } catch (Json.InvalidJsonException | InvalidPathException e) {
            throw new IOException("it answers '%s'".formatted(last), e);
        }
    }

    private Found kept(Map<String, Object> answer) throws IOException {
        var packages =
                texts(answer.get("packages")).stream().map(each -> each + "\n").collect(Collectors.joining());
        var found = new Found(
                String.valueOf(answer.get("python")), keepsakes.keep(packages.getBytes(StandardCharsets.UTF_8)));
        var folders = new LinkedHashMap<String, Object>();
        texts(answer.get("folders")).forEach(each -> folders.put(each, stamp(Path.of(each))));
        var note = Json.write(Map.of("folders", folders, "python", found.python(), "packages", found.packages()));
        keepsakes.replace(note(), note.getBytes(StandardCharsets.UTF_8));
        return found;
    }

    /// Another environment may mean another Python.
    private String note() {
        var named = List.of("PATH", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH", "PYTHONHOME").stream()
                .map(name -> environment.getOrDefault(name, ""))
                .toList();
        var what = "%s%n%s%n%s".formatted(interpreter, directory, named);
        return "python-%s.json".formatted(Keepsakes.name(what.getBytes(StandardCharsets.UTF_8)));
    }

    private static String stamp(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().toString();
        } catch (IOException e) {
            return "gone";
        }
    }

    private static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
    }

    private static String script() {
        try (var in = PythonPackages.class.getResourceAsStream("packages.py")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
