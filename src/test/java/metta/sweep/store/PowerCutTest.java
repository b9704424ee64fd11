package metta.sweep.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The power is cut after each system call by which the file store changes the disk, and whatever was not synced
/// is lost, or some of it: what was acknowledged is there, what was not is not there in part, and the store goes
/// on.
@Tag("strace")
final class PowerCutTest {
    private static final Logger LOG = Logger.getLogger(ChangeLog.class.getName());
    private static final int CALLS_AFTER = 2;

    @TempDir
    private Path folder;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(17);

    @Test
    void whatever_was_not_synced_is_lost_nothing_acknowledged_is() throws Exception {
        LOG.setLevel(Level.OFF); // It says of each torn line that it is torn.
        var cut = Files.createTempDirectory(memory(), "metta-cut");
        try {
            var expected = story();
            var calls = calls();
            var disk = new CutDisk(folder.resolve("traced"));
            int acknowledged = 0;
            int cuts = 0;
            for (var call : calls) {
                disk.replay(call);
                if (call.name().equals("write") && call.number(0) == 1) {
                    acknowledged = Integer.parseInt(new String(call.bytes(1), StandardCharsets.UTF_8).strip());
                } else if (call.changesDisk()) {
                    for (var luck : CutDisk.Luck.values()) {
                        var place = cut.resolve("cut-" + ++cuts);
                        disk.cut(luck, random, place);
                        var when = "%s after call %d, at %.200s".formatted(luck, acknowledged, call);
                        assertGoesOn(place.resolve("sweeps"), expected, acknowledged, when);
                    }
                }
            }
            assertThat(acknowledged).isEqualTo(PowerCutStory.CALLS.size());
            assertThat(cuts).isGreaterThan(500);
        } finally {
            LOG.setLevel(null);
            delete(cut);
        }
    }

    /// Where nobody waits for a disk, if there is such a place.
    private Path memory() {
        var shared = Path.of("/dev/shm");
        return Files.isWritable(shared) ? shared : folder;
    }

    private static void delete(Path cut) throws IOException {
        try (var all = Files.walk(cut)) {
            for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /// What there is to see before the first call, and after each.
    private List<Optional<PowerCutStory.Seen>> story() {
        var seen = new ArrayList<Optional<PowerCutStory.Seen>>();
        seen.add(Optional.empty());
        try (var store = PowerCutStory.open(folder.resolve("calm"))) {
            for (var call : PowerCutStory.CALLS) {
                call.accept(store);
                seen.add(PowerCutStory.seen(store));
            }
        }
        return seen;
    }

    private static void assertGoesOn(
            Path place, List<Optional<PowerCutStory.Seen>> expected, int acknowledged, String when) {
        try (var store = PowerCutStory.open(place)) {
            var seen = PowerCutStory.seen(store);
            int possible = Math.min(acknowledged + 1, expected.size() - 1);
            assertThat(seen).as(when).isIn(expected.get(acknowledged), expected.get(possible));
            int next = seen.equals(expected.get(acknowledged)) ? acknowledged : possible;
            int last = Math.min(next + CALLS_AFTER, PowerCutStory.CALLS.size());
            PowerCutStory.CALLS.subList(next, last).forEach(call -> call.accept(store));
            assertThat(PowerCutStory.seen(store)).as(when).isEqualTo(expected.get(last));
        } catch (RuntimeException e) {
            throw new AssertionError(when, e);
        }
    }

    private static Process traced(List<String> command) {
        try {
            return OtherProcess.start(command);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "strace is not here: install it, or leave this test out with -DexcludedGroups=mettagrid,strace", e);
        }
    }

    /// What the thread that writes asks of the system, from its first call about the traced folder.
    private List<SystemCall> calls() throws IOException, InterruptedException {
        var root = Files.createDirectory(folder.resolve("traced"));
        var trace = folder.resolve("trace");
        var command = new ArrayList<>(List.of("strace", "-ff", "-qq", "-xx", "-s", "10000000", "-o", trace.toString()));
        command.addAll(List.of("-e", "signal=none", "-e", "trace=" + SystemCall.TRACED));
        command.addAll(
                OtherProcess.command(PowerCutStory.class, root.resolve("sweeps").toString()));
        OtherProcess.await(traced(command));
        var hex = new StringBuilder();
        for (byte each : root.toString().getBytes(StandardCharsets.UTF_8)) {
            hex.append("\\x%02x".formatted(each));
        }
        var writers = new ArrayList<List<String>>();
        try (var files = Files.newDirectoryStream(folder, "trace.*")) {
            for (var file : files) {
                var lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
                if (lines.stream().anyMatch(line -> !line.startsWith("execve") && line.contains(hex))) {
                    writers.add(lines);
                }
            }
        }
        assertThat(writers).as("all is written by one thread").hasSize(1);
        return writers.getFirst().stream()
                .dropWhile(line -> !line.contains(hex))
                .flatMap(line -> SystemCall.read(line).stream())
                .toList();
    }
}
