package metta.sweep.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import metta.sweep.config.Description;
import metta.sweep.config.InvalidConfigException;
import metta.sweep.config.Layer;
import metta.sweep.config.OptimizerConfig;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.SweepConfig;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tables of the guide's page on sweep.yaml say what the reader does: all keys, defaults,
/// examples, messages.
final class SweepYamlGuideTest {
    private static final Page PAGE = Page.of("docs/guide/sweep-yaml.md");
    private static final String UNKNOWN = "zzzzzzzz";

    static List<List<String>> keys() {
        return PAGE.table("key");
    }

    static List<List<String>> parameterKeys() {
        return PAGE.table("key of a parameter");
    }

    @Test
    void the_page_has_every_key_that_the_reader_knows_and_no_other() {
        var known = new ArrayList<String>();
        for (var key : known("{%s: 1}")) {
            switch (key) {
                case "metric" -> known("{metric: {%s: 1, name: a}}").forEach(each -> known.add("metric." + each));
                case "cost" -> known("{cost: {%s: 1, metric: a}}").forEach(each -> known.add("cost." + each));
                case "scheduler" ->
                    known("{scheduler: {%s: 1, type: parallel}}").forEach(each -> known.add("scheduler." + each));
                case "optimizer" ->
                    Arrays.stream(OptimizerType.values())
                            .map(type -> known("{optimizer: {%s: 1, type: " + word(type) + "}}"))
                            .flatMap(List::stream)
                            .distinct()
                            .forEach(each -> known.add("optimizer." + each));
                case "budget",
                        "prices",
                        "resources",
                        "evaluation",
                        "execution",
                        "failures",
                        "replicates",
                        "hooks",
                        "notify" -> known("{" + key + ": {%s: 1}}").forEach(each -> known.add(key + "." + each));
                case "warm_start" ->
                    known("{warm_start: {%s: 1, from: a}}").forEach(each -> known.add(key + "." + each));
                default -> known.add(key);
            }
        }
        assertThat(keys().stream().map(row -> Page.code(row.getFirst())))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(known);
        assertThat(parameterKeys().stream().map(row -> Page.code(row.getFirst())))
                .containsExactlyInAnyOrderElementsOf(known("{parameters: {p: {min: 0, max: 1, %s: 1}}}"));
        assertThat(PAGE.table("distribution").stream().map(row -> Page.code(row.getFirst())))
                .containsExactlyElementsOf(known("{parameters: {p: {min: 0, max: 1, distribution: %s}}}"));
    }

    private static String word(OptimizerType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /// The type of optimizer that has a setting.
    private static Optional<OptimizerType> owner(String setting) {
        var withoutDefault = Map.of("resolution", OptimizerType.GRID, "weights", OptimizerType.MOGP);
        return Optional.ofNullable(withoutDefault.get(setting))
                .or(() -> Arrays.stream(OptimizerType.values())
                        .filter(type -> new OptimizerConfig(type).settings().containsKey(setting))
                        .findFirst());
    }

    /// All that have it, as the page names them.
    private static String owners(String setting, OptimizerType first) {
        var all = Arrays.stream(OptimizerType.values())
                .filter(type ->
                        type == first || new OptimizerConfig(type).settings().containsKey(setting))
                .map(type -> "`" + word(type) + "`")
                .toList();
        return all.size() == 1
                ? all.getFirst()
                : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
    }

    static List<List<String>> settings() {
        return keys().stream()
                .filter(row -> row.getFirst().startsWith("`optimizer.")
                        && !row.getFirst().equals("`optimizer.type`"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_setting_of_an_optimizer_has_the_default_that_the_page_gives(List<String> row) {
        var setting = Page.code(row.getFirst()).substring("optimizer.".length());
        var type = owner(setting).orElseThrow();
        assertThat(row.get(1)).startsWith("for " + owners(setting, type) + ": ");
        var usual = new OptimizerConfig(type).settings().get(setting);
        assertThat(row.get(3))
                .startsWith(type == OptimizerType.AUTO ? "`" + usual + "`" : "none: " + (usual == null ? "" : usual));
        assertThat(parse(file("optimizer." + setting, Page.code(row.get(4)))))
                .isNotEqualTo(parse("optimizer: " + word(type)));
    }

    /// What the reader says it knows in the place of the unknown word.
    private static List<String> known(String text) {
        var refused = catchThrowableOfType(InvalidConfigException.class, () -> parse(text.formatted(UNKNOWN)));
        assertThat(refused).isNotNull();
        var message = refused.problems().stream()
                .map(each -> each.message())
                .filter(each -> each.contains(UNKNOWN))
                .findFirst()
                .orElseThrow();
        var list = message.replaceFirst(".*; known here: ", "");
        assertThat(list).as(message).isNotEqualTo(message);
        return List.of(list.split(", ", -1));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_key_has_the_default_that_the_page_gives(List<String> row) {
        var key = Page.code(row.get(0));
        var actual = at(parse("{metric: score}").toTree(), key.startsWith("metric.") ? key.replace("metric.", "") : key)
                .filter(each -> !each.equals(List.of()));
        var text = row.get(3);
        if (key.equals("metric.name") || key.equals("metrics") || text.startsWith("none")) {
            assertThat(text).startsWith("none");
            assertThat(key.startsWith("metric") ? Optional.empty() : actual).isEmpty();
        } else {
            var wanted = Page.code(text);
            assertThat(actual.map(Json::write))
                    .hasValue(
                            wanted.matches("[a-z_]+") && !wanted.matches("true|false") ? "\"" + wanted + "\"" : wanted);
        }
    }

    /// What stands at a dotted path; the first metric's part where the tree has metrics.
    private static Optional<Object> at(Map<String, Object> tree, String path) {
        if (List.of("name", "goal", "aggregate").contains(path) && tree.get("metrics") instanceof List<?> metrics) {
            return metrics.getFirst() instanceof Map<?, ?> metric && !path.equals("name")
                    ? Optional.ofNullable(metric.get(path))
                    : Optional.empty();
        }
        Object here = tree;
        for (var part : path.split("\\.", -1)) {
            here = here instanceof Map<?, ?> map && map.get(part) != null ? map.get(part) : List.of();
        }
        return Optional.of(here);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void an_example_is_read_and_changes_something(List<String> row) {
        var key = Page.code(row.get(0));
        var text = file(key, Page.code(row.get(4)));
        assertThat(key.equals("profiles") ? withProfile(text) : parse(text)).isNotEqualTo(parse("{}"));
    }

    private static SweepConfig withProfile(String text) {
        var base = Layer.parse("sweep.yaml", text);
        var profile = Description.of(List.of(base)).profile("quick");
        return Description.of(List.of(base, profile)).read();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void a_wrong_value_gets_the_message_that_the_page_gives(List<String> row) {
        var key = Page.code(row.get(0));
        assertRefused(file(key, Page.code(row.get(5))), Page.afterCode(row.get(5)));
    }

    /// A file with that key, and what must stand beside it.
    private static String file(String key, String value) {
        var parts = key.split("\\.", -1);
        if (parts.length == 1) {
            var needed = List.of("constraints", "points_to_evaluate", "first").contains(key)
                    ? "parameters: {a: [1, 2]}, "
                    : "";
            return "{%s%s: %s}".formatted(needed, key, value);
        }
        var beside = key.startsWith("metric.") && !key.equals("metric.name")
                ? ", name: score"
                : parts[0].equals("optimizer")
                        ? owner(parts[1]).map(type -> ", type: " + word(type)).orElse("")
                        : key.startsWith("warm_start.") && !key.equals("warm_start.from") ? ", from: a" : "";
        beside += key.equals("optimizer.weights") ? ", scalarization: linear" : "";
        var needed = Map.of("budget.gpu_hours", ", resources: {gpus: 1}", "budget.money", ", prices: {cpu: 1}");
        return "{%s: {%s: %s%s}%s}".formatted(parts[0], parts[1], value, beside, needed.getOrDefault(key, ""));
    }

    @ParameterizedTest
    @MethodSource("parameterKeys")
    void a_parameters_example_is_read_and_its_wrong_form_refused(List<String> row) {
        var key = Page.code(row.get(0));
        var example = Page.code(row.get(2));
        assertThat(example).contains(key + ":");
        var beside = "{parameters: {a: [1, 2], p: %s}}";
        assertThat(parse(beside.formatted(example)).space().sources()).containsOnlyKeys("a", "p");
        assertRefused(beside.formatted(Page.code(row.get(3))), Page.afterCode(row.get(3)));
    }

    private static void assertRefused(String text, String message) {
        assertThat(message).isNotBlank();
        assertThatThrownBy(() -> parse(text)).as(text).hasMessageContaining(message);
    }

    @Test
    void the_durations_of_the_page_are_durations() {
        var line = PAGE.text()
                .lines()
                .filter(each -> each.startsWith("A **duration**"))
                .findFirst();
        var examples = line.stream()
                .flatMap(each -> Stream.of(each.replaceFirst(".*?: `", "")
                        .replaceFirst("`\\.$", "")
                        .split("`, `", -1)))
                .toList();
        assertThat(examples)
                .hasSizeGreaterThan(4)
                .allSatisfy(each -> assertThat(parse("{budget: {time: %s}}".formatted(each))
                                .budget()
                                .time())
                        .isPresent());
    }

    private static SweepConfig parse(String text) {
        return SweepConfigReader.parse("sweep.yaml", text);
    }
}
