package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobRecord;
import metta.sweep.MetricPoint;
import metta.sweep.Outcome;
import metta.sweep.Program;
import metta.sweep.Resources;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.testing.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricReaderTest {
    private static final JobDefinition JOB =
            new JobDefinition(JobId.training("r"), "s", "t", Map.of(), Map.of(), Resources.DEFAULT, 7, Samples.NOW);

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private Program program;
    private String position = "";

    @BeforeEach
    void usualRecipe() throws IOException {
        recipe("{}");
    }

    private void recipe(String sources) throws IOException {
        var metrics = sources.equals("{}") ? "" : "\nmetrics: {train: " + sources + "}";
        var file = Files.writeString(folder.resolve("recipe.yaml"), "train: {command: x}" + metrics);
        program = Recipes.program(Recipes.load(file), workspace(), Map.of(), Set.of("wanted"), warnings::add);
        var _ = program.launch(JOB);
    }

    private Workspace workspace() {
        return new Workspace(folder.resolve("s"));
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void metrics(String text) throws IOException {
        append(workspace().metrics(JOB.id()), text);
    }

    private void stdout(String text) throws IOException {
        append(workspace().stdout(JOB.id()), text);
    }

    /// Everything there is to read, in as many readings as it takes.
    private List<MetricPoint> read(boolean over) {
        var points = new ArrayList<MetricPoint>();
        boolean more = true;
        while (more) {
            var reading = program.read(JOB, position, over);
            assertThat(reading.points().size()).isLessThan(Batch.MOST_POINTS + JobMemory.MOST_NAMES + 2);
            points.addAll(reading.points());
            position = reading.position();
            more = reading.more();
        }
        return points;
    }

    private static MetricPoint point(String name, long step, double value) {
        return new MetricPoint(name, step, value);
    }

    @Test
    void lines_are_read_once_and_a_torn_one_waits_for_its_end() throws IOException {
        assertThat(read(false)).isEmpty();
        metrics("{\"step\": 100, \"score\": 0.5}\n{\"step\": 200, \"sc");
        assertThat(read(false)).containsExactly(point("score", 100, 0.5));
        assertThat(read(false)).isEmpty();
        metrics("ore\": 0.75}\n");
        assertThat(read(false)).containsExactly(point("score", 200, 0.75));
        metrics("{\"step\": 300, \"score\": NaN}");
        assertThat(read(false)).isEmpty();
        assertThat(read(true)).containsExactly(point("score", 300, Double.NaN));
        assertThat(read(true)).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_line_that_is_no_json_object_is_passed_over_with_a_word() throws IOException {
        metrics("{'score': 1}\n{\"score\": 2}\nscore 3\n");
        assertThat(read(true)).containsExactly(point("score", 0, 2));
        assertThat(warnings)
                .containsExactly("r: among its metrics is what is no JSON object, and passed over: {'score': 1}");
    }

    @Test
    void a_program_that_writes_very_much_is_named_once_a_job() throws IOException {
        stdout("");
        try (var sparse = new RandomAccessFile(workspace().stdout(JOB.id()).toFile(), "rw")) {
            sparse.setLength(1L << 30);
        }
        assertThat(read(false)).isEmpty();
        assertThat(read(true)).isEmpty();
        assertThat(warnings).hasSize(1).first().asString().startsWith("r: has written more than 1 GiB to ");
    }

    @Test
    void where_nothing_is_new_the_position_stays() throws IOException {
        metrics("{\"a\": 1}\n");
        var _ = read(false);
        var reading = program.read(JOB, position, false);
        assertThat(reading.position()).isEqualTo(position);
        assertThat(reading.points()).isEmpty();
    }

    @Test
    void a_line_without_a_step_is_at_its_own_number() throws IOException {
        metrics("{\"a\": 1}\nnoise\n{}\n{\"a\": 2}\n{\"_step\": 9.0, \"a\": 3}\n");
        assertThat(read(false)).containsExactly(point("a", 0, 1), point("a", 1, 2), point("a", 9, 3));
        metrics("{\"a\": 4}\n");
        assertThat(read(false)).containsExactly(point("a", 3, 4));
    }

    @Test
    void the_recipes_file_is_read_with_the_step_it_names() throws IOException {
        recipe("{file: \"${run_dir}/train/${run}/m.jsonl\", step: t}");
        var file = workspace().run("r").resolve("train/r/m.jsonl");
        Files.createDirectories(file.resolveSibling("checkpoints"));
        append(file, "{\"t\": 5, \"step\": 1, \"a\": {\"b\": 2}, \"ok\": true}\n");
        metrics("{\"step\": 2, \"c\": 3}\n");
        assertThat(read(false)).containsExactly(point("c", 2, 3), point("step", 5, 1), point("a/b", 5, 2));
    }

    @Test
    void the_result_is_read_once_at_the_end_at_the_last_step() throws IOException {
        Files.writeString(workspace().result(JOB.id()), "{\n \"score\": 0.9,\n \"eval\": {\"x\": -Infinity}\n}");
        metrics("{\"step\": 50, \"score\": 0.5}\n");
        assertThat(read(false)).containsExactly(point("score", 50, 0.5));
        assertThat(read(true)).containsExactly(point("score", 50, 0.9), point("eval/x", 50, Double.NEGATIVE_INFINITY));
        assertThat(read(true)).isEmpty();
    }

    @Test
    void stdout_is_read_as_json_where_the_recipe_says_so() throws IOException {
        recipe("{stdout: json}");
        stdout("loading\r\n{\"score\": 0.5}\r\n50%\r100%\r{broken\n[1]\n{\"score\": 0.6}\n");
        assertThat(read(false)).containsExactly(point("score", 0, 0.5), point("score", 1, 0.6));
    }

    @Test
    void stdout_is_read_as_pairs_where_the_recipe_says_so() throws IOException {
        recipe("{stdout: key=value}");
        stdout("METRIC step=10 loss=0.5, acc=1e-3 name=x =3 y=\nloss=nan\nloss=1.5.2 x==2\n");
        assertThat(read(false))
                .containsExactly(point("loss", 10, 0.5), point("acc", 10, 1e-3), point("loss", 1, Double.NaN));
    }

    /// Programs print them for people.
    @Test
    void a_comma_in_a_number_is_a_part_of_it_and_colours_are_not() throws IOException {
        recipe("{stdout: key=value}");
        stdout("loss=1,234.5,acc=0.5 steps=6,144\nloss=0.5,1\n\u001b[32mloss=\u001b[1m0.25\u001b[0m\n");
        assertThat(read(false))
                .containsExactly(
                        point("loss", 0, 1234.5),
                        point("acc", 0, 0.5),
                        point("steps", 0, 6144),
                        point("loss", 1, 0.5),
                        point("loss", 2, 0.25));
    }

    @Test
    void stdout_is_searched_with_the_recipes_expressions() throws IOException {
        recipe("{stdout: [{regex: 'epoch \\d+ _ (?<step>[\\d,]+)/\\S+ .* (?<name>heart\\S*) (?<value>\\S+)$'},"
                + " {regex: 'score: (?<value>[-\\d.]+)', name: score}]}");
        stdout("epoch 1 _ 6,144/12,288 (50.0%) _ 52 sps _ heart.created 0.25\nscore: -1.5 score: 2.5\nscore: .\n");
        assertThat(read(false))
                .containsExactly(point("heart.created", 6144, 0.25), point("score", 1, -1.5), point("score", 1, 2.5));
    }

    @Test
    void places_where_nothing_was_found_are_known_from_the_position_alone() throws IOException {
        recipe(
                "[{stdout: {regex: 'score: (?<value>.*)', name: score}}, {stdout: {regex: 'loss (?<value>.*)', name: loss}}, {tensorboard: logs}]");
        var recipe = Recipes.load(folder.resolve("recipe.yaml"));
        stdout("Score: 1\nloss none\nloss 2\n");
        assertThat(read(true)).containsExactly(point("loss", 0, 2));
        assertThat(Recipes.unmatched(recipe, ended()))
                .containsExactly(
                        "its regular expression score: (?<value>.*) matched no line of its output",
                        "no event file in logs had a scalar of this job");
    }

    private JobRecord ended() {
        return new JobRecord(
                JOB,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Outcome.Succeeded()),
                position,
                Map.of(),
                List.of());
    }

    @Test
    void an_expression_without_end_is_given_up_on_and_the_rest_is_read() throws IOException {
        recipe("{stdout: [{regex: '(a|aa)+(?<value>\\d)$', name: x}, {regex: 'v=(?<value>\\d)', name: v}]}");
        stdout("a".repeat(60_000) + "! v=3\nv=4\n");
        assertThat(read(false)).containsExactly(point("v", 0, 3), point("v", 1, 4));
        assertThat(warnings).singleElement().asString().contains("needs too long");
    }

    @Test
    void a_line_too_long_is_passed_over_in_bounded_pieces() throws IOException {
        metrics("{\"a\": 1}\n{\"b\": \"");
        for (int i = 0; i < 50; i++) {
            metrics("x".repeat(100_000));
        }
        var readings = new ArrayList<List<MetricPoint>>();
        var reading = program.read(JOB, "", false);
        readings.add(reading.points());
        while (reading.more()) {
            reading = program.read(JOB, reading.position(), false);
            readings.add(reading.points());
        }
        assertThat(readings).hasSizeGreaterThan(4);
        metrics("\"}\n{\"c\": 3}\n");
        position = reading.position();
        assertThat(read(false)).containsExactly(point("c", 1, 3));
        assertThat(warnings).singleElement().asString().contains("it is passed over");
    }

    @Test
    void many_points_come_in_pieces_and_none_twice() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 12_345; i++) {
            text.append("{\"step\": ").append(i).append(", \"a\": ").append(i).append("}\n");
        }
        metrics(text.toString());
        assertThat(program.read(JOB, "", false).more()).isTrue();
        assertThat(read(false)).hasSize(12_345).extracting(MetricPoint::step).isSorted();
    }

    @Test
    void of_names_without_end_the_first_and_the_wanted_are_kept() throws IOException {
        for (int i = 0; i < 20_000; i++) {
            metrics("{\"m%d\": 1, \"m0\": 2}\n".formatted(i));
        }
        metrics("{\"wanted\": 3}\n");
        var names = read(true).stream().map(MetricPoint::name).distinct().toList();
        assertThat(names)
                .hasSize(JobMemory.MOST_NAMES + 1)
                .contains("m0", "m499", "wanted")
                .doesNotContain("m500");
        assertThat(warnings).singleElement().asString().contains("more than 500 metrics");
    }

    @Test
    void a_file_that_became_shorter_is_read_anew() throws IOException {
        metrics("{\"a\": 1}\n{\"a\": 2}\n");
        assertThat(read(false)).hasSize(2);
        Files.writeString(workspace().metrics(JOB.id()), "{\"a\": 3}\n");
        assertThat(read(false)).containsExactly(point("a", 2, 3));
        assertThat(warnings).singleElement().asString().contains("became shorter");
    }

    @Test
    void names_that_no_store_could_keep_are_dropped() throws IOException {
        metrics("{\"\": 1, \"a\\u0000\": 2, \"%s\": 3, \"\u2603\": 4}\n".formatted("n".repeat(300)));
        assertThat(read(false)).containsExactly(point("\u2603", 0, 4));
    }

    @Test
    void what_is_not_a_file_is_never_opened() throws IOException {
        Files.createDirectory(workspace().metrics(JOB.id()));
        assertThat(read(true)).isEmpty();
        assertThat(warnings).singleElement().asString().contains("is not a file");
    }

    @Test
    void what_cannot_be_told_to_be_there_is_not_taken_for_absent() throws IOException {
        recipe("[{file: 'out/m.jsonl'}, {result: 'out/r.json'}]");
        var loop = Files.createSymbolicLink(folder.resolve("out"), Path.of("out"));
        assertThatThrownBy(() -> read(true))
                .isInstanceOfSatisfying(
                        SweepException.class, e -> assertThat(e.exit()).isEqualTo(SweepException.Exit.IO))
                .hasMessageContaining("m.jsonl");
        Files.delete(loop);
        Files.writeString(loop, "a file where a folder should be");
        assertThat(read(true)).isEmpty();
        Files.delete(loop);
        Files.createDirectory(loop);
        append(loop.resolve("m.jsonl"), "{\"wanted\": 5}\n");
        append(loop.resolve("r.json"), "{\"more\": 6}");
        assertThat(read(true)).extracting(MetricPoint::value).containsExactly(5.0, 6.0);
    }

    @Test
    void a_position_that_is_none_is_refused() {
        for (String bad : List.of("x", "0=1", "0=1:2,", "step=99999999999999999999", "0=-1:0", ",")) {
            assertThatThrownBy(() -> program.read(JOB, bad, false))
                    .isInstanceOf(SweepException.class)
                    .hasMessageContaining("position");
        }
    }
}
