package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import metta.sweep.SweepException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlReaderTest {
    record Server(String host, long port) {}

    @Test
    void reads_a_record_from_a_map() {
        assertThat(YamlReader.parse("a.yaml", "host: here\nport: 81\n", YamlReaderTest::server))
                .isEqualTo(new Server("here", 81));
        assertThat(YamlReader.parse("a.yaml", "{\"host\": \"here\"}", YamlReaderTest::server))
                .isEqualTo(new Server("here", 80));
    }

    @Test
    void reports_all_problems_in_the_order_of_the_file() {
        var thrown = problems("prot: 80\nport: 99999\n", YamlReaderTest::server);
        assertThat(thrown)
                .containsExactly(
                        problem(1, 1, "", "'host' is missing"),
                        problem(1, 1, "", "unknown key 'prot'; did you mean 'port'?"),
                        problem(2, 7, "port", "must be at most 65535, got 99999"));
    }

    @Test
    void an_invalid_file_is_wrong_usage() {
        var thrown = catchThrowableOfType(
                InvalidConfigException.class, () -> YamlReader.parse("a.yaml", "", YamlReaderTest::server));
        assertThat(thrown.exit()).isEqualTo(SweepException.Exit.USAGE);
        assertThat(thrown).hasMessage("a.yaml:1:1: the file is empty");
    }

    @Test
    void a_failed_construction_is_a_problem_at_its_value() {
        Function<YamlNode, Optional<Duration>> reading = root -> root.map()
                .require("t")
                .flatMap(node -> node.attempt(() -> {
                    throw new IllegalArgumentException("not today");
                }));
        assertThat(problems("t: 1", reading)).containsExactly(problem(1, 4, "t", "not today"));
    }

    @Test
    void knows_paths_and_columns_beyond_the_basic_plane() {
        assertThat(problems("a: {\"😀\": 1, b: [x, {c: d}]}", root -> {
                    var items = root.map()
                            .require("a")
                            .orElseThrow()
                            .map()
                            .require("b")
                            .orElseThrow()
                            .items();
                    return items.get(1).map().require("c").flatMap(YamlNode::number);
                }))
                .containsExactly(problem(1, 24, "a.b[1].c", "must be a number, got the text 'd'"));
    }

    @ParameterizedTest
    @CsvSource({
        "90s, PT1M30S",
        "30m, PT30M",
        "2h, PT2H",
        "1h30m, PT1H30M",
        "1d, PT24H",
        "250ms, PT0.25S",
        "90, PT1M30S",
        "1.5, PT1.5S",
        "1.5h, PT1H30M",
        "0, PT0S",
        "1e3, PT16M40S",
        "1d2h3m4s5ms, PT26H3M4.005S"
    })
    void reads_durations(String text, Duration duration) {
        assertThat(YamlReader.parse("a.yaml", text, YamlNode::duration)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-5s", "5 s", "5x", "m", "30m1h", "1h1h", "1e", "999999d", "1e99", "'1:30'", "12:30", "[1]", "~",
                "0.1.2s"
            })
    void refuses_what_is_no_duration(String text) {
        assertThat(problems(text, YamlNode::duration))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).startsWith("must be a duration such as 90s, 30m or 1h30m, got "));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999, 1_000_000, 1_500_000_000, 3_155_759_999_999_999_999L, 60_000_000_000L})
    void durations_come_back_from_what_is_written(long nanos) {
        var duration = Duration.ofNanos(nanos);
        assertThat(Durations.parse(Durations.toTree(duration).toString())).contains(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "randm, random",
        "RANDOM, random",
        "grd, grid",
        "gird, grid",
        "mininum, minimum",
        "max-trials, max_trials",
    })
    void finds_the_word_that_was_meant(String given, String meant) {
        assertThat(Spelling.closest(given, List.of("random", "grid", "minimum", "max_trials")))
                .contains(meant);
    }

    @Test
    void does_not_guess_wildly() {
        assertThat(Spelling.closest("bayes", List.of("random", "grid"))).isEmpty();
        assertThat(Spelling.closest("x".repeat(10_000), List.of("random", "grid")))
                .isEmpty();
        assertThat(Spelling.hint("bayes", List.of("random", "grid"))).isEqualTo("; known here: random, grid");
    }

    @Test
    void shows_values_on_one_line_and_not_too_long() {
        assertThat(Spelling.shown("a\nb")).isEqualTo("a\\u000ab");
        assertThat(Spelling.shown("x".repeat(1_000))).hasSize(61).endsWith("…");
    }

    private static Server server(YamlNode root) {
        var map = root.map();
        String host = map.require("host").flatMap(YamlNode::word).orElse("");
        long port = map.find("port").flatMap(node -> node.whole(1, 65_535)).orElse(80L);
        map.rejectUnknownKeys();
        return new Server(host, port);
    }

    private static ConfigProblem problem(int line, int column, String path, String message) {
        return new ConfigProblem("a.yaml", Optional.of(new Position(line, column)), path, message);
    }

    private static <T> List<ConfigProblem> problems(String text, Function<YamlNode, T> reading) {
        return catchThrowableOfType(InvalidConfigException.class, () -> YamlReader.parse("a.yaml", text, reading))
                .problems();
    }
}
