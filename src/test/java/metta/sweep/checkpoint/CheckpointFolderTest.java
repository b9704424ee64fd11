package metta.sweep.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointFolderTest {
    @TempDir
    private Path path;

    private Path checkpoint(String name, int second) throws IOException {
        var file = Files.writeString(path.resolve(name), "x");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L + second)));
    }

    private CheckpointFolder folder(String pattern) {
        return new CheckpointFolder(path, Optional.of(pattern));
    }

    @Test
    void the_newest_is_what_was_written_last_of_what_is_a_checkpoint() throws IOException {
        checkpoint("v2.npz", 1);
        var last = checkpoint("v10.npz", 2);
        checkpoint("optimizer.state", 3);
        checkpoint("v11.npz.tmp", 4);
        assertThat(folder("v*.npz").newest()).contains(last);
        assertThat(new CheckpointFolder(path, Optional.empty()).newest()).contains(path.resolve("optimizer.state"));
        assertThat(new CheckpointFolder(path.resolve("gone"), Optional.empty()).newest())
                .isEmpty();
    }

    @Test
    void old_ones_are_deleted_and_nothing_else() throws IOException {
        for (int i = 1; i <= 5; i++) {
            checkpoint("v" + i + ".npz", i);
        }
        checkpoint("notes.txt", 0);
        var old = Files.createDirectories(path.resolve("v0.npz"));
        Files.writeString(old.resolve("part"), "x");
        Files.setLastModifiedTime(old, FileTime.from(Instant.ofEpochSecond(1)));
        folder("v*.npz").keep(2);
        try (var left = Files.list(path)) {
            assertThat(left.map(each -> String.valueOf(each.getFileName())))
                    .containsExactlyInAnyOrder("v4.npz", "v5.npz", "notes.txt");
        }
        folder("v*.npz").keep(2);
        assertThat(path.resolve("v4.npz")).exists();
    }

    @Test
    void what_is_no_glob_is_refused() {
        assertThatThrownBy(() -> folder("v[.npz"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'v[.npz' is no pattern such as *.npz: ")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> folder("../*")).hasMessageContaining("no '/' in it");
        assertThat(folder("it's {a,b}?").pattern()).isPresent();
    }
}
