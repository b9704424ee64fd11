package metta.sweep.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import metta.sweep.files.FileTree;

/// The folder where a program leaves its checkpoints: files, or folders with one checkpoint in each. It
/// need not exist.
///
/// @param pattern of the names of checkpoints, as a glob such as `v*.npz`; without it everything is one
public record CheckpointFolder(Path path, Optional<String> pattern) {
    /// What is being written, by the names that programs give it until it is whole.
    private static final Pattern UNFINISHED = Pattern.compile("\\..*|.*(\\.(tmp|temp|part|partial|incomplete)|~)");

    private record Dated(FileTime written, Path file) {}

    public CheckpointFolder {
        pattern.ifPresent(CheckpointFolder::requirePattern);
    }

    /// The same pattern.
    ///
    /// @throws IllegalArgumentException if it is no glob for names
    public static String requirePattern(String pattern) {
        if (pattern.contains("/")) {
            throw new IllegalArgumentException("a pattern is for names in the folder, so there is no '/' in it");
        }
        try {
            var _ = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            return pattern;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'%s' is no pattern such as *.npz: %s".formatted(pattern, e.getDescription()), e);
        }
    }

    /// What was written last. Of several that were written at once, the last by name.
    public Optional<Path> newest() throws IOException {
        var all = oldestFirst();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /// Deletes all but the newest ones, and nothing that is no checkpoint.
    ///
    /// @param newest how many are kept, at least 1
    public void keep(int newest) throws IOException {
        var all = oldestFirst();
        for (var old : all.subList(0, Math.max(0, all.size() - newest))) {
            FileTree.delete(old);
        }
    }

    private List<Path> oldestFirst() throws IOException {
        var all = new ArrayList<Dated>();
        try (var files = Files.newDirectoryStream(path, pattern.orElse("*"))) {
            for (var file : files) {
                if (!UNFINISHED.matcher(file.getFileName().toString()).matches()) {
                    dated(file).ifPresent(all::add);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return all.stream()
                .sorted(Comparator.comparing(Dated::written).thenComparing(Dated::file))
                .map(Dated::file)
                .toList();
    }

    /// Empty if its program has deleted it meanwhile.
    private static Optional<Dated> dated(Path file) throws IOException {
        try {
            return Optional.of(new Dated(Files.getLastModifiedTime(file), file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
