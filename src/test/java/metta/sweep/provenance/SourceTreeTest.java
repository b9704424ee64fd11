package metta.sweep.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceTreeTest {
    private static final String ODD = "odd \"name\"\n'näme'.py";

    @TempDir
    private Path folder;

    private GitFolder work = new GitFolder(Path.of(""));
    private Path home = Path.of("");

    @BeforeEach
    void setUp() throws Exception {
        work = GitFolder.in(folder.resolve("work"));
        work.write("lib/model.py", "layers = 2\n");
        work.write("programs/train.py", "print(1)\n");
        work.commitAll();
        home = work.root().resolve("programs");
    }

    private SourceTree look() throws IOException {
        return SourceTree.of(home, home.resolve("sweeps")).orElseThrow();
    }

    private Path restored(SourceTree tree) throws IOException {
        var into = folder.resolve("restored");
        SourceTree.restore(home, tree.commit(), tree.changes(), into);
        return into;
    }

    @Test
    void a_tree_as_it_was_committed_has_no_changes() throws Exception {
        var tree = look();
        assertThat(tree.commit()).isEqualTo(work.git("rev-parse", "HEAD").strip());
        assertThat(tree.changes()).isEmpty();
        assertThat(restored(tree).resolve("lib/model.py")).hasContent("layers = 2\n");
    }

    @Test
    void what_was_changed_added_and_deleted_is_brought_back() throws Exception {
        work.write("lib/model.py", "layers = 3\n");
        work.write("programs/" + ODD, "new = True\n");
        Files.write(home.resolve("weights.bin"), new byte[] {0, 1, 2, (byte) 0xff, 0});
        Files.delete(home.resolve("train.py"));
        var before = work.git("status", "--porcelain");
        var tree = look();
        assertThat(work.git("status", "--porcelain")).as("the user's index").isEqualTo(before);
        work.git("reset", "--quiet", "--hard");
        var restored = restored(tree);
        assertThat(restored.resolve("lib/model.py")).hasContent("layers = 3\n");
        assertThat(restored.resolve("programs").resolve(ODD)).hasContent("new = True\n");
        assertThat(restored.resolve("programs/weights.bin")).hasBinaryContent(new byte[] {0, 1, 2, (byte) 0xff, 0});
        assertThat(restored.resolve("programs/train.py")).doesNotExist();
    }

    @Test
    void what_sweeps_wrote_what_is_ignored_and_what_is_large_is_no_part_of_the_program() throws Exception {
        work.write("programs/sweeps/a/log.jsonl", "{}\n");
        work.write(".gitignore", "*.log\n");
        work.write("programs/much.log", "x\n");
        work.write("programs/data.csv", "1,2\n".repeat(300_000));
        work.write("programs/small.py", "y = 1\n");
        assertThat(new String(look().changes(), StandardCharsets.UTF_8))
                .contains("programs/small.py")
                .doesNotContain("log.jsonl", "much.log", "data.csv");
    }

    /// A sweep's folder may lie in a repository, where git would take the paths of a patch as seen from its top.
    @Test
    void changes_are_brought_back_into_a_folder_of_another_repository() throws Exception {
        work.write("lib/model.py", "layers = 3\n");
        var tree = look();
        var into = work.root().resolve("programs/sweeps/reproduced/source");
        SourceTree.restore(home, tree.commit(), tree.changes(), into);
        assertThat(into.resolve("lib/model.py")).hasContent("layers = 3\n");
    }

    @Test
    void a_folder_in_no_repository_or_in_one_without_a_commit_has_none() throws Exception {
        assertThat(SourceTree.of(folder, folder.resolve("sweeps"))).isEmpty();
        var empty = GitFolder.in(folder.resolve("empty"));
        assertThat(SourceTree.of(empty.root(), folder.resolve("sweeps"))).isEmpty();
    }

    @Test
    void a_commit_that_is_gone_is_said_to_be() throws Exception {
        assertThatThrownBy(() -> SourceTree.restore(home, "0".repeat(40), new byte[0], folder.resolve("restored")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a tree object");
    }
}
