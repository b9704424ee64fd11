package metta.sweep.provenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.jspecify.annotations.Nullable;

/// Which packages a Python has. It is asked once, and again when something was installed.
///
/// @param interpreter how it is called: one word, or several as in `uv run python`
/// @param environment of this process
record PythonPackages(List<String> interpreter, Path home, Map<String, String> environment, Keepsakes keepsakes) {
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
        var last = keepsakes.text(memo());
        if (last.isEmpty()) {
            return Optional.empty();
        }
        var tree = Json.readTree(last.get());
        boolean same = tree.get("folders") instanceof Map<?, ?> folders
                && folders.entrySet().stream()
                        .allMatch(each ->
                                String.valueOf(each.getValue()).equals(stamp(Path.of(String.valueOf(each.getKey())))));
        return same
                ? Optional.of(new Found(String.valueOf(tree.get("python")), String.valueOf(tree.get("packages"))))
                : Optional.empty();
    }

    private Found ask() throws IOException {
        var words = new ArrayList<>(interpreter);
        words.addAll(List.of("-c", script()));
        var answer = new Errand(home, environment, LONGEST, LONGEST_LIST).run(words, new byte[0]);
        var tree = Json.readTree(lastLine(answer.text()));
        var packages =
                texts(tree.get("packages")).stream().map(each -> each + "\n").collect(Collectors.joining());
        var found = new Found(
                String.valueOf(tree.get("python")), keepsakes.keep(packages.getBytes(StandardCharsets.UTF_8)));
        var folders = new LinkedHashMap<String, Object>();
        texts(tree.get("folders")).forEach(each -> folders.put(each, stamp(Path.of(each))));
        var memo = Json.write(Map.of("folders", folders, "python", found.python(), "packages", found.packages()));
        keepsakes.replace(keepsakes.folder().resolve(memo()), memo.getBytes(StandardCharsets.UTF_8));
        return found;
    }

    /// Another environment may mean another Python.
    private String memo() {
        var named = List.of("PATH", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH", "PYTHONHOME").stream()
                .map(name -> environment.getOrDefault(name, ""))
                .toList();
        var what = "%s%n%s%n%s".formatted(interpreter, home, named);
        return "python-"
                + Keepsakes.digest(what.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    private static String stamp(Path folder) {
        try {
            return Files.getLastModifiedTime(folder).toInstant().toString();
        } catch (IOException e) {
            return "gone";
        }
    }

    /// What an interpreter's start-up prints goes before it.
    private static String lastLine(String text) {
        return text.lines().reduce("", (_, later) -> later);
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
