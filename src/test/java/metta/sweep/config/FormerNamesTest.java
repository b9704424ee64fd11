package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import metta.sweep.docs.Page;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each row of the guide's page on the Python original says what the reader does.
final class FormerNamesTest {
    private static final Page PAGE = Page.of("docs/guide/from-the-original.md");
    private static final String SAME = "the same as ";
    private static final String LEFT_OUT = "left out: ";
    private static final String REFUSED = "refused: ";

    static List<List<String>> keys() {
        return PAGE.table("key of the original");
    }

    private static List<List<String>> rows(String fate) {
        return keys().stream().filter(row -> row.get(2).startsWith(fate)).toList();
    }

    static Stream<List<String>> same() {
        return rows(SAME).stream();
    }

    static Stream<List<String>> leftOut() {
        return rows(LEFT_OUT).stream();
    }

    static Stream<List<String>> refused() {
        return rows(REFUSED).stream();
    }

    private static Description described(String text) {
        return Description.of(List.of(Layer.parse("sweep.yaml", "{" + text + "}")));
    }

    /// As the file, as `--set`, as a stored text: the same tree.
    private static void assertSame(String former, String now) {
        var wanted = described(now).read();
        assertThat(described(former).read()).isEqualTo(wanted);
        assertThat(SweepConfigReader.parse("sweep.yaml", "{" + former + "}")).isEqualTo(wanted);
        var tree = Json.write(wanted.toTree());
        assertThat(SweepConfigReader.parse("stored", tree)).isEqualTo(wanted);
    }

    @Test
    void every_row_has_a_fate_and_every_key_a_row() {
        assertThat(rows(SAME).size() + rows(LEFT_OUT).size() + rows(REFUSED).size())
                .isEqualTo(keys().size());
        assertThat(keys().stream().map(row -> Page.code(row.getFirst())).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(FormerNames.all());
    }

    @ParameterizedTest
    @MethodSource("same")
    void what_means_the_same_is_read_as_that_and_said(List<String> row) {
        var former = Page.code(row.get(1));
        assertSame(former, Page.code(row.get(2).substring(SAME.length())));
        var key = Page.code(row.get(0));
        boolean silent = former.endsWith("local_test: false");
        assertThat(described(former).notes())
                .filteredOn(note -> note.matches("sweep\\.yaml:1:\\d+: '" + key + "' .*"))
                .hasSize(silent ? 0 : 1);
    }

    @ParameterizedTest
    @MethodSource("leftOut")
    void what_is_not_needed_is_left_out_and_said(List<String> row) {
        var former = Page.code(row.get(1));
        assertSame(former, "");
        assertThat(described(former).notes())
                .containsExactly("sweep.yaml:1:2: '%s' is not needed: %s"
                        .formatted(Page.code(row.get(0)), row.get(2).substring(LEFT_OUT.length())));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_is_refused_says_what_to_write_instead(List<String> row) {
        var key = Page.code(row.get(0));
        var name = key.substring(key.indexOf('.') + 1);
        var advice = row.get(2).substring(REFUSED.length());
        assertThat(advice).isNotBlank();
        assertThatThrownBy(() -> described(Page.code(row.get(1))).read())
                .hasMessageMatching("sweep\\.yaml:1:\\d+: .*")
                .hasMessageContaining("'%s' of the Python original: %s".formatted(name, advice));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_key_without_a_value_counts_as_not_given(List<String> row) {
        var key = Page.code(row.get(0));
        if (!key.contains(".")) {
            assertSame(key + ": null", "");
        }
    }

    @ParameterizedTest
    @MethodSource("same")
    void options_and_recipes_may_say_it_too(List<String> row) {
        var former = Page.code(row.get(1));
        if (former.matches("\\w+: [\\w/.]+")) {
            var parts = former.split(": ", -1);
            var layer = Layer.of("--set " + parts[0], parts[0], parts[1]);
            assertThat(Description.of(List.of(layer)).read())
                    .isEqualTo(described(former).read());
            assertThat(layer.notes()).singleElement().asString().startsWith("--set " + parts[0] + ": '");
        }
    }

    @Test
    void each_layer_is_spelt_by_itself() {
        var file = Layer.parse("sweep.yaml", "{budget: {max_trials: 5}, metric: loss, max_parallel_jobs: 2}");
        var option = Layer.of("--set max_trials", "max_trials", "7");
        var goal = Layer.of("--set goal", "goal", "minimize");
        var config = Description.of(List.of(file, option, goal)).read();
        assertThat(config.budget().maxTrials()).isEqualTo(7);
        assertThat(config.metrics()).containsExactly(new Metric("loss", Goal.MINIMIZE, Aggregate.LAST));
    }

    @Test
    void a_key_and_its_former_name_do_not_go_together() {
        assertThatThrownBy(() ->
                        described("max_trials: 5, budget: {max_trials: 6}").read())
                .hasMessage(
                        "sweep.yaml:1:2: 'max_trials' of the Python original: in a sweep it is budget.max_trials now;"
                                + " where both are there, keep one of them");
        assertThatThrownBy(() ->
                        described("search_space: {a: 1}, parameters: {b: 1}").read())
                .hasMessageContaining("'search_space' of the Python original: in a sweep it is parameters now");
        for (var text : List.of("metric: score, metric_key: loss", "metric: {goal: minimize}, goal: minimize")) {
            assertThatThrownBy(() -> described(text).read())
                    .hasMessageContaining("where both are there, keep one of them");
        }
    }

    @Test
    void a_list_is_a_search_space_only_where_each_item_is_one_parameter() {
        for (var list : List.of("[lr]", "[{a: 1, b: 2}]", "[{a: 1}, {a: 2}]", "[]", "[[1]]")) {
            assertThatThrownBy(() -> described("search_space: " + list).read())
                    .as(list)
                    .hasMessageContaining("parameters: must be a map of keys to values, got a list");
        }
    }

    @Test
    void what_a_preset_stands_for_is_in_the_guide() {
        for (var row : PAGE.table("preset")) {
            var words = row.get(2).replace("`", "").replace("to ", "").split(" ", -1);
            assertSame(
                    "search_space: [%s]".formatted(Page.code(row.getFirst())),
                    "parameters: {%s: {distribution: %s, min: %s, max: %s, mean: %s}}"
                            .formatted(Page.code(row.get(1)), words[0], words[1], words[2], row.get(3)));
        }
    }

    @Test
    void the_method_of_the_original_is_no_name_of_an_optimizer() {
        assertThatThrownBy(() -> described("optimizer: bayes").read())
                .hasMessageContaining("the optimizer bayes of the Python original is protein now");
    }

    @Test
    void words_about_the_optimizer_of_the_original_add_up_whatever_their_order_and_layer() {
        var wanted = described("optimizer: {type: protein, ucb_beta: 3.0, acquisition_fn: ucb, random_suggestions: 5}");
        for (var text : List.of(
                "ucb_beta: 3.0, protein_method: bayes, protein_settings: {acquisition_fn: ucb}, random_suggestions: 5",
                "protein_settings: {acquisition_fn: ucb, ucb_beta: 3, expansion_rate: ~}, random_suggestions: 5",
                "optimizer: {type: protein, acquisition_fn: ucb}, random_suggestions: 5, ucb_beta: 3.0")) {
            assertThat(described(text).read()).as(text).isEqualTo(wanted.read());
        }
        var file = Layer.parse("sweep.yaml", "{protein_settings: {acquisition_fn: ucb, ucb_beta: 2.5}}");
        var more = Layer.of("--set random_suggestions", "random_suggestions", "5");
        var over = Layer.of("--set optimizer.ucb_beta", "optimizer.ucb_beta", "3.0");
        assertThat(Description.of(List.of(file, more, over)).read()).isEqualTo(wanted.read());
    }

    @Test
    void words_about_the_optimizer_of_the_original_do_not_go_with_another_or_with_a_setting_said_twice() {
        for (var text : List.of(
                "optimizer: random, ucb_beta: 3.0",
                "optimizer: {type: protein, ucb_beta: 2.0}, ucb_beta: 3.0",
                "protein_settings: {ucb_beta: 2.0}, ucb_beta: 3.0")) {
            assertThatThrownBy(() -> described(text).read())
                    .as(text)
                    .hasMessageContaining("'ucb_beta' of the Python original: in a sweep it is optimizer.ucb_beta now");
        }
        assertThatThrownBy(
                        () -> described("optimizer: gp, protein_method: bayes").read())
                .hasMessageContaining("'protein_method' of the Python original: it was bayes");
        assertThatThrownBy(() -> described("protein_settings: {ucb_betta: 1}").read())
                .hasMessageContaining("optimizer: unknown key 'ucb_betta'");
        assertThatThrownBy(() -> described("protein_settings: {ucb_beta: -1}").read())
                .hasMessageContaining("optimizer.ucb_beta: must be at least 0, got -1.0");
    }

    @Test
    void a_parameter_may_be_called_as_a_key_was() {
        assertThat(described("parameters: {goal: 1, model: {search_center: 3}, gpus: [1, 2], batch_size: 4}")
                        .read()
                        .space()
                        .names())
                .containsExactly("goal", "model.search_center", "gpus", "batch_size");
    }
}
