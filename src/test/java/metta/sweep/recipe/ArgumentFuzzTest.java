package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.Program;
import metta.sweep.Resources;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever parameters are called and are worth, a job is started with exactly that, or refused with a reason; and no
/// shell ever reads it.
final class ArgumentFuzzTest {
    private static final List<String> PIECES = List.of(
            "",
            " ",
            "\n",
            "\t",
            "-",
            "--",
            "=",
            "'",
            "\"",
            "\\",
            "$(touch x)",
            "`touch x`",
            "${run}",
            "${",
            "$${",
            "%s",
            "*",
            "~",
            ";",
            "&&",
            "|",
            ">x",
            "\u2603",
            "\ud83d\ude00",
            "\u0000",
            "1e-5",
            "-1",
            "true",
            "null",
            "[1]",
            "{a: 1}",
            "#",
            "a.b",
            "lr",
            "METTA_SEED",
            "../..");

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(23);

    @TempDir
    private Path folder;

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            text.append(one(PIECES));
        }
        return text.toString();
    }

    private Object value() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextLong();
            case 1 -> -random.nextDouble() * 1e-12;
            case 2 -> random.nextDouble() * 1e300;
            case 3 -> random.nextBoolean();
            default -> text();
        };
    }

    private Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            values.put(text(), value());
        }
        return values;
    }

    /// A program that prints what it was given, each word ended by NUL.
    private Program printer(ArgumentForm form) {
        var step = new Step(
                List.of("sh", "-c", "printf '%s\\0' \"$@\"", "printer"), form, Optional.empty(), Map.of(), List.of());
        var recipe = Recipe.of("r", folder, step, Optional.empty());
        return Recipes.program(recipe, new Workspace(folder.resolve("s")), Map.of(), Set.of(), _ -> {});
    }

    private static JobDefinition job(Map<String, Object> values) {
        return new JobDefinition(JobId.training("r"), "s", "t", Map.of(), values, Resources.DEFAULT, 7, Samples.NOW);
    }

    private ArgumentForm form() {
        var style = one(List.of(ArgumentStyle.values()));
        var booleans = one(List.of(TruthStyle.values()));
        return new ArgumentForm(style, booleans.bare() && !style.dashed() ? TruthStyle.TEXT : booleans);
    }

    @Test
    void a_job_gets_its_words_or_a_reason() throws IOException, InterruptedException {
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            var form = form();
            var values = values();
            var wanted = new ArrayList<String>();
            values.forEach((name, value) -> wanted.addAll(form.arguments(name, value)));
            try {
                var launch = printer(form).launch(job(values));
                assertThat(launch.arguments().subList(4, launch.arguments().size()))
                        .isEqualTo(wanted);
                if (i % 40 == 0) {
                    assertThat(printed(launch.arguments())).isEqualTo(wanted);
                }
            } catch (SweepException e) {
                refused++;
                assertThat(e).hasMessageMatching("(?s).*(NUL|cannot be a variable|cannot be told apart).*");
            }
        }
        assertThat(refused).isBetween(1, 1_500);
        assertThat(folder.resolve("x")).doesNotExist();
    }

    private List<String> printed(List<String> arguments) throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var process = new ProcessBuilder(arguments)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
        var text = Files.readString(out, StandardCharsets.UTF_8);
        var words = List.of(text.split("\0", -1));
        return arguments.size() == 4 ? List.of() : words.subList(0, words.size() - 1);
    }
}
