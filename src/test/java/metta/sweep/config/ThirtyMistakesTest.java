package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ten files with three mistakes each: `thirty.txt`, which is meant to be read.
final class ThirtyMistakesTest {
    static Stream<BrokenFilesTest.BrokenFile> files() throws IOException {
        return BrokenFilesTest.files("thirty.txt");
    }

    @Test
    void there_are_ten_files() throws IOException {
        assertThat(files()).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("files")
    void all_three_are_found(BrokenFilesTest.BrokenFile file) {
        assertThat(file.messages().lines()).hasSize(3);
        file.requireMessages();
    }

    @ParameterizedTest
    @MethodSource("files")
    void the_schema_rejects_each(BrokenFilesTest.BrokenFile file) {
        assertThat(ConfigSchemaTest.problems(file.text())).isNotEmpty();
    }
}
