package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a file holds, reading it ends in a configuration or in an explanation.
final class HostileFilesTest {
    private static final int FILES = 2_500;
    private static final String CHARACTERS = "{}[]:,-?*&!|>'\"%@`#~.0159eE+xyz \t\n\r\u0000\u0085\uFEFF\uD800é😀";

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(11);

    @Test
    void changed_characters_never_break_the_reader() throws IOException {
        String good = SweepConfigReaderTest.complete();
        int read = 0;
        for (int i = 0; i < FILES; i++) {
            read += read(mutated(good)) ? 1 : 0;
        }
        assertThat(read).isBetween(1, FILES - 1);
    }

    @Test
    void changed_bytes_never_break_the_reader(@TempDir Path directory) throws IOException {
        byte[] good = SweepConfigReaderTest.complete().getBytes(StandardCharsets.UTF_8);
        Path file = directory.resolve("sweep.yaml");
        for (int i = 0; i < FILES / 8; i++) {
            byte[] bytes = good.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, bytes);
            try {
                assertThat(SweepConfigReader.read(file)).isNotNull();
            } catch (InvalidConfigException e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
    }

    @Test
    void deep_nesting_is_refused() {
        assertRefused("parameters: " + "[".repeat(100_000), "nested more than 64 levels deep");
        assertRefused("parameters: " + "{a: ".repeat(100_000), "nested more than 64 levels deep");
        assertRefused("- ".repeat(100_000), "nested more than 64 levels deep");
    }

    @Test
    void aliases_that_multiply_are_refused() {
        var text = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertRefused(text.toString(), "aliases blow this file up");
    }

    @Test
    void aliases_that_repeat_a_little_are_fine() {
        var config = SweepConfigReader.parse(
                "sweep.yaml", "parameters: {a: &range {min: 0.0, max: 1.0}, b: *range}\nevaluation: &no false\n");
        assertThat(config.space().parameter("b")).isEqualTo(config.space().parameter("a"));
    }

    @Test
    void huge_files_are_refused() {
        assertRefused("#" + "x".repeat(3_000_000), "too large");
    }

    @Test
    void monstrous_scalars_are_refused() {
        assertRefused("seed: " + "9".repeat(1_000_000), "which is too large");
        assertRefused("budget: {time: " + "1s".repeat(100_000) + "}", "must be a duration");
        assertRefused("seed: 0e99999999999", "must be a whole number");
        assertRefused("name: " + "x".repeat(100_000), "at most 100");
    }

    @Test
    void a_file_with_nothing_but_problems_is_read_to_its_end() {
        var text = new StringBuilder("metrics: [a]\n");
        for (int i = 0; i < 20_000; i++) {
            text.append("k%d: 1\n".formatted(i));
        }
        assertThatThrownBy(() -> SweepConfigReader.parse("sweep.yaml", text.toString()))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        e -> assertThat(e.problems()).hasSize(20_000));
    }

    private boolean read(String text) {
        try {
            assertThat(SweepConfigReader.parse("sweep.yaml", text)).isNotNull();
            return true;
        } catch (InvalidConfigException e) {
            assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.at().orElseThrow().line()).isPositive();
                assertThat(problem.at().orElseThrow().column()).isPositive();
            });
            return false;
        }
    }

    private String mutated(String good) {
        var text = new StringBuilder(good);
        for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + random.nextInt(1, 20));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                case 1 -> text.insert(at, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                case 2 -> text.delete(at, to);
                default -> text.insert(random.nextInt(text.length()), text.substring(at, to));
            }
        }
        return text.toString();
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> SweepConfigReader.parse("sweep.yaml", text))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining(message);
    }
}
