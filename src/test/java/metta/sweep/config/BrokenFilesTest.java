package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The exact messages for the files in `broken.txt`, which is meant to be read: are they of help to a newcomer?
final class BrokenFilesTest {
    record BrokenFile(String title, String text, String messages) {
        /// Requires that the reader says just that.
        void requireMessages() {
            var thrown = catchThrowableOfType(
                    InvalidConfigException.class, () -> SweepConfigReader.parse("sweep.yaml", text));
            assertThat(thrown).isNotNull();
            assertThat(thrown.getMessage()).isEqualTo(messages);
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<BrokenFile> files() throws IOException {
        return files("broken.txt");
    }

    /// The files of a resource like `broken.txt`.
    static Stream<BrokenFile> files(String resource) throws IOException {
        try (var in = BrokenFilesTest.class.getResourceAsStream(resource)) {
            assertThat(in).isNotNull();
            var all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(all.split("(?m)^=== ")).skip(1).map(BrokenFilesTest::file);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_problem_is_reported_at_its_place(BrokenFile file) {
        file.requireMessages();
    }

    private static BrokenFile file(String section) {
        int title = section.indexOf('\n');
        String[] parts = section.substring(title + 1).split("(?m)^---\n(?!.*\n---\n)", -1);
        String text = String.join("---\n", Arrays.copyOf(parts, parts.length - 1));
        return new BrokenFile(section.substring(0, title), text, parts[parts.length - 1].strip());
    }
}
