package metta.sweep.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourceTreeTest {
    private static final String ODD = "odd \"name\"\n'näme'.py";

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();
    private GitFolder work = new GitFolder(Path.of(""));
    private Comparison.Restored brought = new Comparison.Restored(Path.of(""), List.of(), List.of());
    private Path home = Path.of("");

    @BeforeEach
    void setUp() throws Exception {
        work = GitFolder.in(folder.resolve("work"));
        work.write("lib/model.py", "layers = 2\n");
        work.write("programs/train.py", "print(1)\n");
        work.commitAll();
        home = work.root().resolve("programs");
    }

    private Git git() {
        return new Git(home, System.getenv());
    }

    private byte[] changes() throws IOException {
        var keepsakes = Keepsakes.of(home.resolve("sweeps/a"));
        return new SourceTree(git())
                .changes(
                        git().commit().orElseThrow(),
                        new NewFiles(git(), home.resolve("sweeps"), keepsakes, warnings::add).find());
    }

    private Path restored(byte[] changes) throws IOException {
        var into = folder.resolve("restored");
        var commit = git().commit().orElseThrow();
        brought = new SourceTree(git()).restore(commit, changes, into);
        assertThat(brought.home()).isEqualTo(into.resolve("programs"));
        return into;
    }

    @Test
    void a_tree_as_it_was_committed_has_no_changes() throws Exception {
        assertThat(git().commit()).contains(work.git("rev-parse", "HEAD").strip());
        assertThat(changes()).isEmpty();
        assertThat(restored(changes()).resolve("lib/model.py")).hasContent("layers = 2\n");
    }

    @Test
    void what_was_changed_added_and_deleted_is_brought_back() throws Exception {
        work.write("lib/model.py", "layers = 3\n");
        work.write("programs/" + ODD, "new = True\n");
        Files.write(home.resolve("weights.bin"), new byte[] {0, 1, 2, (byte) 0xff, 0});
        Files.delete(home.resolve("train.py"));
        var before = work.git("status", "--porcelain");
        var changes = changes();
        assertThat(work.git("status", "--porcelain", "--", ":(exclude)programs/sweeps"))
                .as("the user's index")
                .isEqualTo(before);
        work.git("reset", "--quiet", "--hard");
        work.git("clean", "--quiet", "--force", "-d");
        var restored = restored(changes);
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
        assertThat(new String(changes(), StandardCharsets.UTF_8))
                .contains("programs/small.py")
                .doesNotContain("log.jsonl", "much.log", "data.csv");
        assertThat(warnings).singleElement(STRING).startsWith("1 new files in " + home);
    }

    @Test
    void what_is_printed_into_a_file_beside_the_program_is_no_part_of_it_and_what_has_grown_large_no_longer()
            throws Exception {
        work.write("programs/sweep.log", "1\n");
        work.write("programs/run.err", "1\n");
        work.write("programs/table.csv", "1\n");
        assertThat(new String(changes(), StandardCharsets.UTF_8))
                .contains("table.csv")
                .doesNotContain("sweep.log", "run.err");
        work.write("programs/table.csv", "1,2\n".repeat(300_000));
        assertThat(changes()).isEmpty();
    }

    @Test
    void changes_are_those_from_the_commit_that_was_asked_about() throws Exception {
        var before = git().commit().orElseThrow();
        work.write("lib/model.py", "layers = 3\n");
        work.commitAll();
        assertThat(new String(new SourceTree(git()).changes(before, List.of()), StandardCharsets.UTF_8))
                .contains("+layers = 3");
    }

    @Test
    void what_runs_write_beside_the_program_does_not_become_a_part_of_it() throws Exception {
        work.write("programs/small.py", "y = 1\n");
        var before = changes();
        work.write("programs/outputs/run1/config.yaml", "lr: 1\n");
        assertThat(changes()).isEqualTo(before);
        work.write("programs/small.py", "y = 2\n");
        assertThat(new String(changes(), StandardCharsets.UTF_8))
                .contains("+y = 2")
                .doesNotContain("outputs");
        Files.delete(home.resolve("small.py"));
        assertThat(changes()).isEmpty();
    }

    @Test
    void what_git_does_not_have_is_linked_to_where_it_is() throws Exception {
        work.write(".gitignore", ".venv/\n");
        work.write(".gitattributes", "lib export-ignore\n");
        work.commitAll();
        work.write(".venv/bin/python", "#!/bin/sh\n");
        work.write("programs/data.csv", "1,2\n".repeat(300_000));
        var restored = restored(changes());
        assertThat(restored.resolve(".venv/bin/python")).hasContent("#!/bin/sh\n");
        assertThat(restored.resolve("programs/data.csv")).isSymbolicLink();
        assertThat(restored.resolve("lib/model.py")).isRegularFile();
        assertThat(brought.linked()).contains(".venv/", "programs/data.csv");
        assertThat(brought.missing()).isEmpty();
    }

    @Test
    void what_lies_beside_the_programs_folder_is_there_too_and_submodules_are_named() throws Exception {
        work.write("shared/new.py", "z = 1\n");
        work.git("update-index", "--add", "--cacheinfo", "160000", "1".repeat(40), "libs/engine");
        work.git("commit", "--quiet", "-m", "a submodule");
        var restored = restored(new byte[0]);
        assertThat(restored.resolve("shared/new.py")).hasContent("z = 1\n");
        assertThat(brought.missing()).containsExactly("libs/engine");
    }

    /// A sweep's folder may lie in a repository, where git would take the paths of a patch as seen from its top.
    @Test
    void changes_are_brought_back_into_a_folder_of_another_repository() throws Exception {
        work.write("lib/model.py", "layers = 3\n");
        var into = work.root().resolve("programs/sweeps/reproduced/source");
        new SourceTree(git()).restore(git().commit().orElseThrow(), changes(), into);
        assertThat(into.resolve("lib/model.py")).hasContent("layers = 3\n");
    }

    @Test
    void a_folder_in_no_repository_or_in_one_without_a_commit_has_none() throws Exception {
        assertThat(new Git(folder, System.getenv()).commit()).isEmpty();
        var empty = GitFolder.in(folder.resolve("empty"));
        assertThat(new Git(empty.root(), System.getenv()).commit()).isEmpty();
        assertThat(new Git(home, Map.of("PATH", folder.toString())).commit())
                .as("no git")
                .isEmpty();
    }

    @Test
    void a_repository_that_git_will_not_read_is_not_taken_for_none() throws Exception {
        work.write(".git/config", "[core\n");
        assertThatThrownBy(() -> git().commit()).isInstanceOf(IOException.class).hasMessageContaining("bad config");
    }

    @Test
    void a_commit_that_is_gone_is_said_to_be() throws Exception {
        assertThatThrownBy(() -> new SourceTree(git()).restore("0".repeat(40), new byte[0], folder.resolve("restored")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0000000");
    }
}
