package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import metta.sweep.config.InvalidConfigException;
import metta.sweep.config.YamlReader;
import metta.sweep.docs.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tables of the guide's page on recipes say what the reader and the jobs' environment do.
final class RecipesGuideTest {
    private static final Page PAGE = Page.of("docs/guide/recipes.md");
    private static final String UNKNOWN = "zzzzzzzz";

    @TempDir
    private Path folder;

    /// All that stands between backticks in the first column.
    private static Stream<String> names(String heading) {
        return PAGE.table(heading).stream()
                .flatMap(row -> Pattern.compile("`([^`]+)`")
                        .matcher(row.getFirst())
                        .results()
                        .map(each -> each.group(1)));
    }

    /// What the reader says it knows in the place of the unknown word.
    private List<String> known(String text) {
        var refused = catchThrowableOfType(
                InvalidConfigException.class,
                () -> YamlReader.parse("recipe.yaml", text.formatted(UNKNOWN), new RecipeReader(folder, "x")::read));
        assertThat(refused).isNotNull();
        var message = refused.problems().getFirst().message();
        assertThat(message).contains("'" + UNKNOWN + "'; known here: ");
        return List.of(message.replaceFirst(".*; known here: ", "").split(", ", -1));
    }

    @Test
    void the_page_has_every_key_that_the_reader_knows_and_no_other() {
        var keys = new TreeSet<String>();
        keys.addAll(known("{%s: 1, train: {command: x}}"));
        keys.remove("metrics");
        keys.remove("checkpoints");
        keys.remove("tools");
        known("{train: {command: x}, tools: {t: {%s: 1, from: train}}}")
                .forEach(each -> keys.add("tools.NAME." + each));
        known("{train: {command: x}, checkpoints: {%s: 1}}").forEach(each -> keys.add("checkpoints." + each));
        for (var step : List.of("train", "evaluate")) {
            keys.add("metrics." + step);
            known("{train: {%s: 1, command: x}}").forEach(each -> keys.add(step + "." + each));
        }
        assertThat(known("{train: {command: x}, evaluate: {command: x}, metrics: {%s: 1}}"))
                .containsExactlyInAnyOrder("train", "evaluate");
        assertThat(names("key")).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void the_page_has_every_place_where_metrics_are_found() {
        var places = new TreeSet<>(known("{train: {command: x}, metrics: {train: {%s: 1, file: a}}}"));
        assertThat(places).containsExactlyInAnyOrder("file", "stdout", "result", "tensorboard", "step");
        assertThat(known("{train: {command: x}, metrics: {train: {stdout: %s}}}"))
                .containsExactly("json", "key=value");
        assertThat(known("{train: {command: x}, metrics: {train: {stdout: {%s: 1, regex: '(?<value>.)', name: x}}}}"))
                .containsExactlyInAnyOrder("regex", "name");
        assertThat(names("place"))
                .containsExactly(
                        "file",
                        "result",
                        "stdout: json",
                        "stdout: key=value",
                        "stdout",
                        "regex",
                        "name",
                        "tensorboard");
        assertThat(PAGE.text()).contains("`" + String.join("`, `", LineParser.USUAL_STEPS) + "`");
        assertThat(PAGE.text()).contains("At most " + JobMemory.MOST_NAMES + " different metrics");
        assertThat(PAGE.text())
                .contains("at most " + MetricReader.MOST_FILES + " files of a job")
                .contains("more than %,d files and folders".formatted(EventFolder.MOST_ENTRIES));
    }

    @Test
    void the_page_has_every_macro() {
        var macros = new ArrayList<>(
                Macros.NAMES.stream().map(each -> "${" + each + "}").toList());
        macros.addAll(Macros.ARGUMENTS);
        macros.addAll(List.of(Macros.JAVA, "${program}", "${checkpoint}"));
        assertThat(names("macro")).containsExactlyInAnyOrderElementsOf(macros);
    }

    @Test
    void the_page_has_every_variable_that_a_job_is_given() {
        assertThat(names("variable")).containsExactlyInAnyOrderElementsOf(JobEnvironment.RESERVED);
    }

    @Test
    void the_page_has_every_argument_style_with_what_it_makes_of_a_number() {
        assertThat(PAGE.table("style"))
                .extracting(row -> Page.code(row.getFirst()))
                .containsExactlyElementsOf(ArgumentStyle.byWord().keySet());
        var shown = PAGE.table("style").stream()
                .map(row -> row.get(1).isEmpty() ? "" : Page.code(row.get(1)))
                .toList();
        assertThat(ArgumentStyle.byWord().values().stream().map(style -> String.join(" ", style.arguments("lr", 1e-4))))
                .containsExactlyElementsOf(shown);
        assertThat(names("booleans"))
                .containsExactlyElementsOf(TruthStyle.byWord().keySet());
    }
}
