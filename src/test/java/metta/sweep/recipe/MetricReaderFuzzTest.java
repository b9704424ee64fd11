package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.MetricPoint;
import metta.sweep.Program;
import metta.sweep.Resources;
import metta.sweep.Workspace;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Garbage in all sources: reading it in pieces while it grows gives what reading it at once gives, and never fails.
final class MetricReaderFuzzTest {
    private static final String RECIPE = """
            train: {command: x}
            metrics:
              train:
                - {stdout: json}
                - {stdout: key=value}
                - {stdout: [{regex: '(?<name>\\w+)[:=] *(?<value>\\S+)( @(?<step>\\S+))?'}]}
                - {result: "${job_dir}/stdout.log"}
            """;
    private static final List<String> PIECES = List.of(
            "{\"a\": 1}",
            "{\"step\": 3, \"b\": {\"c\": NaN}}",
            "loss=0.5",
            "x: 1e999 @7",
            "\n",
            "\r",
            "\r\n",
            "{",
            "}",
            "\"",
            ":",
            "[",
            "\\u0000",
            "\u0000",
            "\u2603",
            "NaN",
            "-",
            "1e",
            "=",
            ",",
            " ",
            "{\"step\":\"x\",\"d\":-0.0}");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void garbage_is_read_the_same_in_pieces_and_at_once(long seed) throws IOException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var workspace = new Workspace(folder.resolve("s"));
        var recipe = Recipes.load(Files.writeString(folder.resolve("recipe.yaml"), RECIPE));
        var job =
                new JobDefinition(JobId.training("r"), "s", "t", Map.of(), Map.of(), Resources.DEFAULT, 7, Samples.NOW);
        var growing = program(recipe, workspace);
        var _ = growing.launch(job);
        var inPieces = new ArrayList<MetricPoint>();
        String position = "";
        for (int i = 0; i < 30; i++) {
            grow(workspace.metrics(job.id()), random);
            grow(workspace.stdout(job.id()), random);
            position = drain(growing, job, position, false, inPieces);
        }
        var _ = drain(growing, job, position, true, inPieces);
        var atOnce = new ArrayList<MetricPoint>();
        var _ = drain(program(recipe, workspace), job, "", true, atOnce);
        assertThat(inPieces).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(atOnce);
    }

    private static Program program(Recipe recipe, Workspace workspace) {
        return Recipes.program(recipe, workspace, Map.of(), Set.of(), warning -> {});
    }

    private static String drain(
            Program program, JobDefinition job, String from, boolean over, List<MetricPoint> points) {
        var reading = program.read(job, from, over);
        points.addAll(reading.points());
        while (reading.more()) {
            reading = program.read(job, reading.position(), over);
            points.addAll(reading.points());
        }
        return reading.position();
    }

    private static void grow(Path file, RandomGenerator random) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int i = random.nextInt(40); i > 0; i--) {
            int kind = random.nextInt(20);
            if (kind == 0) {
                byte[] noise = new byte[random.nextInt(50)];
                random.nextBytes(noise);
                bytes.writeBytes(noise);
            } else if (kind == 1 && random.nextInt(20) == 0) {
                bytes.writeBytes("y".repeat(300_000).getBytes(StandardCharsets.UTF_8));
            } else {
                bytes.writeBytes(PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.write(file, bytes.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
