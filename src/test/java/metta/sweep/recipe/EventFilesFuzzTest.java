package metta.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import metta.sweep.MetricPoint;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Garbage in event files, most of it with the right checksums: reading it in pieces while it grows gives what reading
/// it at once gives, and never fails.
final class EventFilesFuzzTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void garbage_is_read_the_same_in_pieces_and_at_once(long seed) throws IOException {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var bench = new EventBench(folder, "${run_dir}/l*s");
        var inPieces = new ArrayList<MetricPoint>();
        String position = "";
        for (int i = 0; i < 40; i++) {
            var file = "logs/%d.tfevents".formatted(random.nextInt(3));
            var record = garbage(random);
            int cut = random.nextInt(record.length + 1);
            bench.append(file, slice(record, 0, cut));
            var found = bench.read(EventBench.JOB, position, false);
            bench.append(file, slice(record, cut, record.length));
            inPieces.addAll(found.points());
            position = found.position();
        }
        inPieces.addAll(bench.read(EventBench.JOB, position, true).points());
        assertThat(inPieces)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(bench.read(true).points());
    }

    private static byte[] garbage(RandomGenerator random) {
        var event = EventBytes.event(List.of("a", "b\u2603", "").get(random.nextInt(3)), random.nextLong(), 1.5f);
        for (int i = random.nextInt(4); i > 0; i--) {
            event[random.nextInt(event.length)] = (byte) random.nextInt();
        }
        var record = EventBytes.record(
                slice(event, 0, random.nextInt(4) == 0 ? random.nextInt(event.length) : event.length));
        if (random.nextInt(50) == 0) {
            record[random.nextInt(record.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return record;
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
