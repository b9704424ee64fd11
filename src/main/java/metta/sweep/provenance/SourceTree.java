package metta.sweep.provenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The files of a program as they are now, where they lie in a git repository: its commit, and what differs from that
/// as a patch: tracked files, and new ones in the program's folder that are small.
public final class SourceTree {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int LARGEST_PATCH = 20_000_000;
    private static final long LARGEST_NEW_FILE = 1_000_000;
    private static final int MOST_NEW_FILES = 1_000;
    private static final byte[] NO_INPUT = {};

    private final String commit;
    private final byte[] changes;

    private SourceTree(String commit, byte[] changes) {
        this.commit = commit;
        this.changes = changes;
    }

    String commit() {
        return commit;
    }

    /// A patch that git applies; empty where nothing differs.
    byte[] changes() {
        return changes.clone();
    }

    /// Asks git. Empty where the folder is in no repository, or in one without a commit, or where there is no git.
    ///
    /// @param others a folder whose files are not the program's, such as that of sweeps
    /// @throws IOException if git does not answer as it should
    public static Optional<SourceTree> of(Path home, Path others) throws IOException {
        var place = commitAndIndex(home);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        var lines = place.get().lines().toList();
        return Optional.of(new SourceTree(lines.getFirst(), changes(home, home.resolve(lines.getLast()), others)));
    }

    private static byte[] changes(Path home, Path index, Path others) throws IOException {
        var news = newFiles(home, others);
        if (news.isEmpty()) {
            return diff(home, Map.of());
        }
        // In an index of its own, so that the user's stays as it is.
        var own = Files.createTempFile("metta-index", "");
        try {
            if (Files.exists(index)) {
                Files.copy(index, own, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(own);
            }
            var environment = Map.of("GIT_INDEX_FILE", own.toString(), "GIT_LITERAL_PATHSPECS", "1");
            var names = String.join("\0", news).getBytes(StandardCharsets.UTF_8);
            asked(home, environment, names, "add", "-N", "--pathspec-from-file=-", "--pathspec-file-nul")
                    .bytes();
            return diff(home, environment);
        } finally {
            Files.deleteIfExists(own);
        }
    }

    private static byte[] diff(Path home, Map<String, String> environment) throws IOException {
        return asked(
                        home,
                        environment,
                        NO_INPUT,
                        "diff",
                        "--binary",
                        "--no-color",
                        "--no-ext-diff",
                        "--no-textconv",
                        "--no-renames",
                        "--no-relative",
                        "--src-prefix=a/",
                        "--dst-prefix=b/",
                        "HEAD")
                .bytes();
    }

    private static List<String> newFiles(Path home, Path others) throws IOException {
        var words = new ArrayList<>(List.of("ls-files", "-z", "--others", "--exclude-standard", "--", "."));
        if (others.startsWith(home) && !others.equals(home)) {
            words.add(":(exclude,literal)" + home.relativize(others));
        }
        var names =
                asked(home, Map.of(), NO_INPUT, words.toArray(String[]::new)).text();
        return Stream.of(names.split("\0"))
                .filter(name -> !name.isEmpty() && small(home.resolve(name)))
                .limit(MOST_NEW_FILES)
                .toList();
    }

    private static boolean small(Path file) {
        return Files.isRegularFile(file) && file.toFile().length() <= LARGEST_NEW_FILE;
    }

    /// Writes the files of `commit` with `changes` into an empty folder.
    ///
    /// @param home in the repository
    /// @throws IOException if the commit is not there any more, or the changes do not fit
    public static void restore(Path home, String commit, byte[] changes, Path into) throws IOException {
        Files.createDirectories(into);
        var archive = Files.createTempFile("metta-source", ".tar");
        try {
            asked(rootOf(home), Map.of(), NO_INPUT, "archive", "--format=tar", "-o", archive.toString(), commit)
                    .bytes();
            new Errand(into, Map.of(), LONGEST, LARGEST_PATCH)
                    .run(List.of("tar", "-x", "-f", archive.toString()), NO_INPUT)
                    .bytes();
            if (changes.length > 0) {
                var alone = Map.of("GIT_CEILING_DIRECTORIES", String.valueOf(into.getParent()));
                asked(into, alone, changes, "apply", "--whitespace=nowarn", "-").bytes();
            }
        } finally {
            Files.delete(archive);
        }
    }

    /// The top folder of the working tree that `home` is in.
    public static Path rootOf(Path home) throws IOException {
        return Path.of(asked(home, Map.of(), NO_INPUT, "rev-parse", "--show-toplevel")
                .text()
                .strip());
    }

    /// Two lines. Empty where there is nothing that anybody could go back to.
    private static Optional<String> commitAndIndex(Path home) throws IOException {
        Errand.Answer answer;
        try {
            answer = asked(home, Map.of(), NO_INPUT, "rev-parse", "--verify", "--quiet", "HEAD");
        } catch (IOException _) {
            return Optional.empty(); // There is no git.
        }
        return answer.good()
                ? Optional.of(answer.text()
                        + asked(home, Map.of(), NO_INPUT, "rev-parse", "--git-path", "index")
                                .text())
                : Optional.empty();
    }

    private static Errand.Answer asked(Path home, Map<String, String> environment, byte[] input, String... words)
            throws IOException {
        var all = new HashMap<>(environment);
        all.put("GIT_OPTIONAL_LOCKS", "0");
        all.put("LC_ALL", "C");
        var command = new ArrayList<>(List.of("git", "-c", "core.fsmonitor=false"));
        command.addAll(List.of(words));
        return new Errand(home, all, LONGEST, LARGEST_PATCH).run(command, input);
    }
}
