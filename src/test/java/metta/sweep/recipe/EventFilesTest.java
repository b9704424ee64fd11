package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import metta.sweep.MetricPoint;
import metta.sweep.files.FileTree;
import metta.sweep.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Event files as real programs write them, and as programs leave them that are killed or mean no good.
final class EventFilesTest {
    private static final Path REAL = Path.of("src/test/resources/metta/sweep/recipe/tensorboard");
    private static final String FILE = "logs/events.out.tfevents.1764452000.host";

    @TempDir
    private Path folder;

    private EventBench bench(String path) throws IOException {
        return new EventBench(folder, path);
    }

    private static byte[] small() throws IOException {
        try (var files = Files.list(REAL.resolve("tensorboardx/both/a"))) {
            return Files.readAllBytes(files.findFirst().orElseThrow());
        }
    }

    private static MetricPoint point(String name, long step, double value) {
        return new MetricPoint(name, step, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tensorboardx", "tensorboard"})
    void real_files_say_what_tensorboard_itself_reads_from_them(String writer) throws IOException {
        var bench = bench("${run_dir}/logs");
        copy(REAL.resolve(writer), bench.file("logs"));
        var found = bench.read(true).points().stream()
                .collect(Collectors.groupingBy(
                        MetricPoint::name,
                        Collectors.mapping(
                                each -> List.<Object>of(each.step(), shown(each.value())), Collectors.toList())));
        assertThat(found).isEqualTo(expected(writer));
        assertThat(bench.warnings).isEmpty();
    }

    @Test
    void what_was_there_before_the_training_is_not_its_own() throws IOException {
        var bench = bench(REAL.toAbsolutePath().toString());
        assertThat(bench.read(true).points()).isEmpty();
        assertThat(bench.warnings).isEmpty();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var each : files.toList()) {
                var copy = to.resolve(from.relativize(each));
                Files.createDirectories(copy.resolveSibling(""));
                Files.copy(each, copy);
            }
        }
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "nan" : Double.isInfinite(value) ? (value > 0 ? "inf" : "-inf") : "" + value;
    }

    private static Map<String, List<List<Object>>> expected(String writer) throws IOException {
        var tree = Json.readTree(Files.readString(REAL.resolve("expected.json")));
        var runs = (Map<?, ?>) Objects.requireNonNull(tree.get(writer));
        return runs.entrySet().stream()
                .collect(Collectors.toMap(each -> (String) each.getKey(), each -> points((List<?>) each.getValue())));
    }

    private static List<List<Object>> points(List<?> pairs) {
        return pairs.stream()
                .map(each -> (List<?>) each)
                .map(pair -> List.<Object>of(pair.getFirst(), number((String) pair.getLast())))
                .toList();
    }

    /// In Java's words.
    private static String number(String python) {
        return python.matches("nan|-?inf") ? python : "" + Double.parseDouble(python);
    }

    @Test
    void wherever_a_file_is_torn_the_rest_is_waited_for() throws IOException {
        var bytes = small();
        var bench = bench("${run_dir}/logs");
        for (int cut = 0; cut <= bytes.length; cut++) {
            Files.deleteIfExists(bench.file(FILE));
            bench.append(FILE, Arrays.copyOf(bytes, cut));
            var first = bench.read(false);
            bench.append(FILE, Arrays.copyOfRange(bytes, cut, bytes.length));
            var second = bench.read(EventBench.JOB, first.position(), true);
            var values = new ArrayList<>(first.values());
            values.addAll(second.values());
            assertThat(values).as("cut at %d", cut).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0);
        }
        assertThat(bench.warnings).isEmpty();
    }

    @Test
    void half_a_record_at_the_end_of_a_job_is_not_read_with_a_word() throws IOException {
        var bench = bench("${run_dir}/logs");
        var half = Arrays.copyOf(EventBytes.scalar("a", 2, 2), 20);
        bench.append(FILE, EventBytes.scalar("a", 1, 1), half);
        assertThat(bench.read(true).points()).containsExactly(point("a", 1, 1));
        assertThat(bench.warnings)
                .containsExactly("r: %s ends in the midst of a record, which is not read".formatted(bench.file(FILE)));
    }

    @Test
    void after_a_bit_that_flipped_nothing_is_believed_wherever_it_was() throws IOException {
        var bytes = small();
        var whole = List.of(1.0, 2.0, 3.0, 4.0, 5.0);
        var bench = bench("${run_dir}/logs");
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            var flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.deleteIfExists(bench.file(FILE));
            bench.append(FILE, flipped);
            bench.warnings.clear();
            var found = bench.read(true).values();
            assertThat(whole.subList(0, found.size())).as("bit %d", bit).isEqualTo(found);
            assertThat(found).as("bit %d", bit).hasSizeLessThan(5);
            assertThat(bench.warnings)
                    .as("bit %d", bit)
                    .singleElement()
                    .asString()
                    .endsWith("a checksum is wrong; nothing is read from there on");
        }
    }

    @Test
    void a_broken_file_is_complained_of_once_and_others_are_read() throws IOException {
        var bench = bench("${run_dir}/logs");
        var broken = EventBytes.scalar("a", 2, 2);
        broken[20] ^= 1;
        bench.append(FILE, EventBytes.scalar("a", 1, 1), broken, EventBytes.scalar("a", 3, 3));
        bench.append("logs/z.tfevents", EventBytes.scalar("a", 4, 4));
        var first = bench.read(false);
        assertThat(first.values()).containsExactly(1.0, 4.0);
        assertThat(bench.read(EventBench.JOB, first.position(), false))
                .isEqualTo(new EventBench.Found(List.of(), first.position()));
        assertThat(bench.warnings)
                .singleElement()
                .asString()
                .startsWith("r: " + bench.file(FILE) + " is broken at byte " + broken.length + ":");
    }

    @Test
    void files_are_read_in_the_order_of_their_names_wherever_they_lie() throws IOException {
        var bench = bench("${run_dir}/logs/version_*");
        bench.append("logs/version_10/e.tfevents.1003", EventBytes.scalar("loss", 3, 3));
        bench.append("logs/version_9/e.tfevents.1002", EventBytes.scalar("loss", 2, 2));
        bench.append("logs/version_9/e.tfevents.1001", EventBytes.scalar("loss", 1, 1));
        bench.append("logs/version_9/validation/e.tfevents.1004", EventBytes.scalar("loss", 1, 4));
        bench.append("logs/other/e.tfevents.1000", EventBytes.scalar("loss", 0, 0));
        bench.append("logs/version_9/checkpoint.pt", EventBytes.scalar("loss", 0, 0));
        assertThat(bench.read(true).points())
                .containsExactly(
                        point("loss", 1, 1), point("loss", 2, 2), point("loss", 3, 3), point("validation/loss", 1, 4));
    }

    @Test
    void a_pattern_may_name_the_files_and_a_path_one_of_them() throws IOException {
        var byPattern = bench("${run_dir}/l*/*.tfevents.*");
        byPattern.append("logs/e.tfevents.1", EventBytes.scalar("a", 1, 1));
        byPattern.append("logs/deeper/e.tfevents.2", EventBytes.scalar("a", 2, 2));
        byPattern.append("e.tfevents.0", EventBytes.scalar("a", 0, 0));
        assertThat(byPattern.read(true).points()).containsExactly(point("a", 1, 1));
        FileTree.delete(folder.resolve("s"));
        var byPath = bench("${run_dir}/one");
        byPath.append("one", EventBytes.scalar("a", 1, 1));
        assertThat(byPath.read(true).points()).containsExactly(point("a", 1, 1));
    }

    @Test
    void several_files_that_grow_at_once_are_each_read_once() throws IOException {
        var bench = bench("${run_dir}/logs");
        bench.append("logs/train/e.tfevents.1", EventBytes.scalar("loss", 1, 1));
        bench.append("logs/validation/e.tfevents.1", EventBytes.scalar("loss", 1, 10));
        var first = bench.read(false);
        bench.append("logs/train/e.tfevents.1", EventBytes.scalar("loss", 2, 2));
        bench.append("logs/validation/e.tfevents.1", EventBytes.scalar("loss", 2, 20));
        assertThat(first.points()).containsExactly(point("train/loss", 1, 1), point("validation/loss", 1, 10));
        assertThat(bench.read(EventBench.JOB, first.position(), true).points())
                .containsExactly(point("train/loss", 2, 2), point("validation/loss", 2, 20));
    }

    @Test
    void a_later_attempt_reads_the_files_that_it_adds_and_what_it_appends() throws IOException {
        var bench = bench("${run_dir}/logs");
        bench.append(FILE, EventBytes.scalar("a", 1, 1));
        bench.append("logs/b.tfevents", EventBytes.scalar("a", 2, 2));
        var second = EventBench.JOB.nextAttempt();
        bench.launch(second);
        assertThat(bench.read(second, "", false).points()).isEmpty();
        bench.append("logs/c.tfevents", EventBytes.scalar("a", 3, 3));
        bench.append("logs/b.tfevents", EventBytes.scalar("a", 4, 4));
        assertThat(bench.read(second, "", true).values()).containsExactly(4.0, 3.0);
        assertThat(bench.read(false).values()).containsExactly(2.0, 4.0, 3.0, 1.0);
    }

    @Test
    void what_is_no_event_or_too_long_is_passed_over_with_a_word() throws IOException {
        var bench = bench("${run_dir}/logs");
        bench.append(
                FILE,
                EventBytes.scalar("a", 1, 1),
                EventBytes.record("<img onerror>".getBytes(StandardCharsets.UTF_8)));
        bench.append(FILE, EventBytes.record(new byte[RecordFile.LONGEST + 1]), EventBytes.scalar("a", 2, 2));
        assertThat(bench.read(true).values()).containsExactly(1.0, 2.0);
        assertThat(bench.warnings)
                .hasSize(2)
                .anyMatch(each -> each.contains("holds a record that is no event, and is passed over"))
                .anyMatch(each -> each.contains("has a record of more than 16777216 bytes; it is passed over"));
    }

    @Test
    void a_length_without_end_is_waited_for_and_not_made_room_for() throws IOException {
        var bench = bench("${run_dir}/logs");
        bench.append(FILE, EventBytes.scalar("a", 1, 1), EventBytes.head(Long.MAX_VALUE));
        var first = bench.read(false);
        try (var sparse = new RandomAccessFile(bench.file(FILE).toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        assertThat(bench.read(EventBench.JOB, first.position(), false).points()).isEmpty();
        assertThat(bench.warnings).isEmpty();
        assertThat(bench.read(true).values()).containsExactly(1.0);
        assertThat(bench.warnings).singleElement().asString().contains("ends in the midst of a record");
    }

    @Test
    void of_an_event_with_names_without_end_the_first_and_the_wanted_are_kept() throws IOException {
        var bench = bench("${run_dir}/logs");
        var event = new ByteArrayOutputStream();
        for (int i = 0; i < 20_000; i++) {
            event.writeBytes(EventBytes.event("m" + i, 1, i));
        }
        event.writeBytes(EventBytes.event("wanted", 1, 1));
        bench.append(FILE, EventBytes.record(event.toByteArray()));
        assertThat(bench.read(true).points())
                .hasSize(JobMemory.MOST_NAMES + 1)
                .last()
                .isEqualTo(point("wanted", 1, 1));
        assertThat(bench.warnings).singleElement().asString().contains("more than 500 metrics");
    }

    @Test
    void many_points_come_in_pieces_and_none_twice() throws IOException {
        var bench = bench("${run_dir}/logs");
        var records = new byte[12_345][];
        for (int i = 0; i < records.length; i++) {
            records[i] = EventBytes.scalar("a", i, i);
        }
        bench.append(FILE, join(records));
        assertThat(bench.piece("", false).more()).isTrue();
        assertThat(bench.piece("", false).points()).hasSize(Batch.MOST_POINTS);
        assertThat(bench.read(true).points())
                .hasSize(records.length)
                .extracting(MetricPoint::step)
                .isSorted();
    }

    private static byte[] join(byte[]... all) {
        var bytes = new ByteArrayOutputStream();
        Arrays.stream(all).forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    @Test
    void of_files_without_end_the_first_hundred_are_read() throws IOException {
        var bench = bench("${run_dir}/logs");
        for (int i = 1000; i < 1000 + MetricReader.MOST_FILES + 3; i++) {
            bench.append("logs/e.tfevents." + i, EventBytes.scalar("a", i, i));
        }
        var found = bench.read(true);
        assertThat(found.points()).hasSize(MetricReader.MOST_FILES);
        assertThat(found.position()).hasSizeLessThan(5000);
        assertThat(bench.warnings).singleElement().asString().contains("has more than 100 event files; ");
    }

    @Test
    void in_a_folder_of_very_much_else_nothing_is_looked_for() throws IOException {
        var bench = bench("${run_dir}/logs");
        bench.append(FILE, EventBytes.scalar("a", 1, 1));
        for (int i = 0; i <= EventFolder.MOST_ENTRIES; i++) {
            Files.createFile(bench.file("logs/" + i));
        }
        assertThat(bench.read(true).points()).isEmpty();
        assertThat(bench.warnings).singleElement().asString().contains("too many to look for event files each time");
    }

    @Test
    void names_that_no_store_could_keep_are_dropped_and_links_in_a_circle_are_not_followed() throws IOException {
        var bench = bench("${run_dir}/logs");
        bench.append(FILE, EventBytes.scalar("a\n\u001b[31m", 1, 1), EventBytes.scalar("../<img onerror>", 1, 2));
        Files.createSymbolicLink(bench.file("logs/again"), bench.file("logs"));
        assertThat(bench.read(true).points()).containsExactly(point("../<img onerror>", 1, 2));
    }
}
