package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a program left behind last in its folder of checkpoints: a file, or a folder with one checkpoint in it.
final class NewestCheckpoint {
    /// What is being written, by the names that programs give it until it is whole.
    private static final Pattern UNFINISHED = Pattern.compile("\\..*|.*(\\.(tmp|temp|part|partial|incomplete)|~)");

    private record Dated(FileTime written, Path file) {}

    private NewestCheckpoint() {}

    /// Empty where there is none. Of several that were written at once, the last by name.
    static Optional<Path> in(Path folder) throws IOException {
        var all = new ArrayList<Dated>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (!UNFINISHED.matcher(file.getFileName().toString()).matches()) {
                    all.add(new Dated(Files.getLastModifiedTime(file), file));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        }
        return all.stream()
                .max(Comparator.comparing(Dated::written).thenComparing(Dated::file))
                .map(Dated::file);
    }
}
