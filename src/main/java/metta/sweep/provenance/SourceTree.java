package metta.sweep.provenance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/// The files of a program that lies in a git repository: what differs from its commit as a patch, and how they are
/// brought back.
record SourceTree(Git git) {
    /// What differs from the commit, as a patch that git applies; empty where nothing does.
    ///
    /// @param news the files that are new, as seen from the program's folder
    byte[] changes(List<String> news) throws IOException {
        if (news.isEmpty()) {
            return diff(git);
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
            return diff(apart);
        } finally {
            Files.deleteIfExists(own);
        }
    }

    private static byte[] diff(Git git) throws IOException {
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
                "HEAD");
    }

    /// Writes the files of `commit` with `changes` into an empty folder. What git does not have because it is ignored
    /// or
    /// large, such as data and virtual environments, is linked to where it is.
    ///
    /// @return the program's folder in it
    /// @throws IOException if the commit is not there any more, or the changes do not fit
    Path restore(String commit, byte[] changes, Path into) throws IOException {
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
        linkTheRest(new Git(root, git.environment()), into);
        return into.resolve(root.relativize(git.folder().toRealPath()));
    }

    private static void linkTheRest(Git top, Path into) throws IOException {
        var ignored = top.names("ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory")
                .toList();
        for (var name : ignored) {
            link(top.folder().resolve(name), into.resolve(name), into);
        }
        for (var name :
                top.names("ls-files", "-z", "--others", "--exclude-standard").toList()) {
            var there = top.folder().resolve(name);
            if (there.toFile().length() > NewFiles.LARGEST) {
                link(there, into.resolve(name), into);
            }
        }
    }

    private static void link(Path there, Path here, Path into) throws IOException {
        if (!Files.exists(here) && !into.startsWith(there)) {
            Files.createDirectories(here.getParent());
            Files.createSymbolicLink(here, there);
        }
    }
}
