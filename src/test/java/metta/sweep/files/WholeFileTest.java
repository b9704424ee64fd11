package metta.sweep.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void it_takes_the_place_of_what_was_there_and_leaves_nothing_beside_it() throws IOException {
        var file = folder.resolve("note.json");
        Files.writeString(file, "a longer text than the new one");
        WholeFile.write(file, "ä");
        assertThat(file).hasContent("ä");
        WholeFile.writeToDisk(file, "b".getBytes(UTF_8));
        assertThat(file).hasContent("b");
        assertThat(names()).containsExactly("note.json");
    }

    @Test
    void others_may_not_read_it() throws IOException {
        var file = folder.resolve("launch.json");
        WholeFile.write(file, "{}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void what_cannot_be_put_in_its_place_leaves_nothing_behind() throws IOException {
        var taken = folder.resolve("taken");
        Files.createDirectories(taken.resolve("by another"));
        assertThatThrownBy(() -> WholeFile.write(taken, "text")).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("taken");
    }

    private Stream<String> names() throws IOException {
        try (var all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).toList().stream();
        }
    }
}
