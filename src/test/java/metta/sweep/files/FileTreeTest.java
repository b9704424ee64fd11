package metta.sweep.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTreeTest {
    @TempDir
    private Path folder;

    @Test
    void a_folder_goes_with_all_that_lies_in_it_and_links_lead_nowhere() throws IOException {
        var elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        var kept = Files.writeString(elsewhere.resolve("kept"), "x");
        var tree = Files.createDirectories(folder.resolve("tree/a/b"));
        Files.writeString(tree.resolve("file"), "x");
        Files.createSymbolicLink(tree.resolve("link"), elsewhere);
        FileTree.delete(folder.resolve("tree"));
        assertThat(folder.resolve("tree")).doesNotExist();
        assertThat(kept).hasContent("x");
    }

    @Test
    void a_file_goes_too_and_what_is_not_there_is_no_error() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "x");
        FileTree.delete(file);
        FileTree.delete(file);
        assertThat(file).doesNotExist();
    }
}
