package metta.sweep.provenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import metta.sweep.json.Json;

/// The files in a program's folder that git does not have and does not ignore, as they were when the sweep first
/// looked:
/// what its runs write beside the program since then is no part of it.
///
/// @param others a folder whose files are not the program's, such as that of sweeps
/// @param warnings told which are left out
record NewFiles(Git git, Path others, Keepsakes keepsakes, Consumer<String> warnings) {
    static final long LARGEST = 1_000_000;
    private static final long LARGEST_ALTOGETHER = 5_000_000;
    private static final int MOST = 1_000;
    /// What a program, or this one, prints into a file beside it is no part of it.
    private static final Pattern OUTPUT = Pattern.compile("\\.(log|out|err)$");

    private static final String NOTE = "new-files.json";

    /// Those that are still there and not too large by now, as seen from the program's folder.
    List<String> find() throws IOException {
        return fitting(names());
    }

    private List<String> names() throws IOException {
        var note = keepsakes.note(NOTE);
        try {
            if (note.isPresent() && Json.readTree(note.get()).get("names") instanceof List<?> names) {
                return names.stream().map(String::valueOf).toList();
            }
        } catch (Json.InvalidJsonException e) {
            warnings.accept("the list of the program's new files was broken, and is made anew: " + e.getMessage());
        }
        var names = chosen();
        keepsakes.replace(NOTE, Json.write(Map.of("names", names)).getBytes(StandardCharsets.UTF_8));
        return names;
    }

    private List<String> chosen() throws IOException {
        return fitting(listed());
    }

    private List<String> fitting(List<String> names) {
        var chosen = new ArrayList<String>();
        long altogether = 0;
        int leftOut = 0;
        for (var name : names) {
            long size = size(name);
            boolean wanted =
                    size >= 0 && size <= LARGEST && altogether + size <= LARGEST_ALTOGETHER && chosen.size() < MOST;
            if (wanted) {
                chosen.add(name);
                altogether += size;
            } else if (size >= 0) {
                leftOut++;
            }
        }
        if (leftOut > 0) {
            warnings.accept(
                    "%d new files in %s, which git does not have, are not kept with the runs: "
                                    .formatted(leftOut, git.folder())
                            + "they are larger than 1 MB, or larger than 5 MB or more than 1,000 altogether. Commit those that belong to the program, and ignore the others");
        }
        return chosen;
    }

    private List<String> listed() throws IOException {
        var words = new ArrayList<>(List.of("ls-files", "-z", "--others", "--exclude-standard", "--", "."));
        if (others.startsWith(git.folder()) && !others.equals(git.folder())) {
            words.add(":(exclude,literal)" + git.folder().relativize(others));
        }
        return git.names(words.toArray(String[]::new))
                .filter(name -> !OUTPUT.matcher(name).find())
                .toList();
    }

    /// Below 0 where it is no file, or has a name that this system's locale cannot write.
    private long size(String name) {
        try {
            var file = git.folder().resolve(name);
            return Files.isRegularFile(file) ? file.toFile().length() : -1;
        } catch (InvalidPathException _) {
            return -1;
        }
    }
}
