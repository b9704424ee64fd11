package metta.sweep.provenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The files of a program that lies in a git repository: what differs from its commit as a patch, and how they are
/// brought back.
record SourceTree(Git git) {
    /// How git lists one in a tree.
    private static final String SUBMODULE = "160000 ";

    /// What differs from a commit, as a patch that git applies; empty where nothing does.
    ///
    /// @param news the files that are new, as seen from the program's folder
    byte[] changes(String commit, List<String> news) throws IOException {
        if (news.isEmpty()) {
            return diff(git, commit);
        }
        // In an index of its own, so that the user's stays as it is.
        var own = Files.createTempFile("metta-index", "");
        try {
            var index = git.folder()
                    .resolve(git.text("rev-parse", "--git-path", "index").strip());
            if (Files.exists(index)) {
                Files.copy(index, own, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(own);
            }
            var apart = git.with(Map.of("GIT_INDEX_FILE", own.toString(), "GIT_LITERAL_PATHSPECS", "1"));
            var names = String.join("\0", news).getBytes(StandardCharsets.UTF_8);
            apart.tell(names, "add", "-N", "--pathspec-from-file=-", "--pathspec-file-nul");
            return diff(apart, commit);
        } finally {
            Files.deleteIfExists(own);
        }
    }

    private static byte[] diff(Git git, String commit) throws IOException {
        return git.bytes(
                "diff",
                "--binary",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--no-renames",
                "--no-relative",
                "--src-prefix=a/",
                "--dst-prefix=b/",
                commit);
    }

    /// Writes the files of `commit` with `changes` into an empty folder, and links what else there is now.
    ///
    /// @throws IOException if the commit is not there any more, or the changes do not fit
    Comparison.Restored restore(String commit, byte[] changes, Path into) throws IOException {
        Files.createDirectories(into);
        var root = git.root();
        var index = Files.createTempDirectory("metta-index").resolve("index");
        try {
            var top = new Git(root, git.environment()).with(Map.of("GIT_INDEX_FILE", index.toString()));
            top.text("read-tree", commit);
            top.text("checkout-index", "--all", "--force", "--prefix=" + into + "/");
        } finally {
            Files.deleteIfExists(index);
            Files.deleteIfExists(index.getParent());
        }
        if (changes.length > 0) {
            new Git(into, git.environment())
                    .with(Map.of("GIT_CEILING_DIRECTORIES", String.valueOf(into.getParent())))
                    .tell(changes, "apply", "--whitespace=nowarn", "-");
        }
        var top = new Git(root, git.environment());
        return new Comparison.Restored(
                into.resolve(root.relativize(git.folder().toRealPath())),
                linkTheRest(top, into),
                submodules(top, commit));
    }

    /// Whatever git has not is there as it is now, but for what the patch has brought back.
    private static List<String> linkTheRest(Git top, Path into) throws IOException {
        var ignored = top.names("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory");
        var others = top.names("ls-files", "-z", "--others", "--exclude-standard");
        var linked = new ArrayList<String>();
        for (var name : Stream.concat(ignored, others).toList()) {
            if (link(top.folder().resolve(name), into.resolve(name), into)) {
                linked.add(name);
            }
        }
        return linked;
    }

    private static boolean link(Path there, Path here, Path into) throws IOException {
        if (Files.exists(here) || into.startsWith(there)) {
            return false;
        }
        Files.createDirectories(here.getParent());
        Files.createSymbolicLink(here, there);
        return true;
    }

    private static List<String> submodules(Git top, String commit) throws IOException {
        return top.names("ls-tree", "-r", "-z", commit)
                .filter(line -> line.startsWith(SUBMODULE))
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .toList();
    }
}
