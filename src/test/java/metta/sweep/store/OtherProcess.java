package metta.sweep.store;

import static metta.sweep.testing.Samples.NOW;
import static metta.sweep.testing.Samples.SWEEP;
import static metta.sweep.testing.Samples.init;
import static metta.sweep.testing.Samples.owner;
import static metta.sweep.testing.Samples.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import metta.sweep.Fact;
import metta.sweep.Fence;
import metta.sweep.RunInfo;
import metta.sweep.StaleEpochException;
import metta.sweep.Store;
import metta.sweep.StoreException;
import metta.sweep.config.PostgresAddress;
import metta.sweep.config.StorePlace;

/// What a second JVM does to a store in the tests of this package: `<task> <kind of store> <place> <arguments>`.
final class OtherProcess {
    private static final Fence FENCE = new Fence(SWEEP, 1);

    private OtherProcess() {}

    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "init" -> createRuns(args[1], Path.of(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            case "open" -> open(args[1], Path.of(args[2])).close();
            case "lock" -> keepLocked(Path.of(args[2]));
            case "fill" -> fillDisk(args[1], Path.of(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /// A command line that starts this class in a JVM of its own.
    static List<String> command(String... args) {
        return command(OtherProcess.class, args);
    }

    /// A command line that starts the class in a JVM of its own.
    static List<String> command(Class<?> main, String... args) {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var command = new ArrayList<>(List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(args));
        return command;
    }

    static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /// Waits for the end, which must be a good one.
    static void await(Process process) throws IOException, InterruptedException {
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static Store open(String kind, Path place) {
        if (StorePlace.parse(kind) instanceof PostgresAddress address) {
            return Stores.postgres(address);
        }
        return kind.equals("sqlite") ? Stores.sqlite(place.resolve("metta.db")) : Stores.files(place);
    }

    private static void createRuns(String kind, Path place, int from, int to) {
        try (var store = open(kind, place)) {
            hold(store);
            for (int number = from; number <= to; number++) {
                assertThat(store.initRun(FENCE, init(number))).isTrue();
            }
        }
    }

    /// Holds the lock of the sweep, as one that was stopped in the midst of a write.
    private static void keepLocked(Path place) throws IOException {
        try (var lock = ProcessLock.open(place.resolve(SWEEP).resolve(".lock"));
                var _ = lock.hold()) {
            System.out.println("locked");
            System.in.transferTo(System.out);
        }
    }

    private static void hold(Store store) {
        store.fetchSweepMetadata(sweep(SWEEP));
        try {
            store.takeLease(SWEEP, 0, owner(1));
        } catch (StaleEpochException _) {
            // The other process was first: both record facts of epoch 1.
        }
    }

    private static void fillDisk(String kind, Path place) throws IOException {
        var ballast = place.resolve("ballast");
        int recorded = 0;
        try (var store = open(kind, place)) {
            hold(store);
            store.commit(FENCE, runs(1, 20));
            fill(ballast);
            recorded = 20;
            assertThatThrownBy(() -> store.commit(FENCE, runs(21, 400)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContainingAll("is full", "Free some space")
                    .extracting("kind")
                    .isEqualTo(StoreException.Kind.DISK_FULL);
            assertThat(store.fetchRuns(SWEEP, 0).runs()).hasSize(recorded);
            Files.delete(ballast);
            store.commit(FENCE, runs(21, 25));
            assertThat(store.fetchRuns(SWEEP, 0).runs()).hasSize(25);
        }
        try (var again = open(kind, place)) {
            assertThat(again.fetchRuns(SWEEP, 0).runs())
                    .extracting(RunInfo::number)
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, 25).boxed().toList());
            again.commit(FENCE, List.of(new Fact.Decided("s", "d", "r", NOW)));
        }
    }

    private static List<Fact> runs(int from, int to) {
        return IntStream.rangeClosed(from, to).<Fact>mapToObj(n -> init(n)).toList();
    }

    private static void fill(Path ballast) throws IOException {
        for (int size = 1 << 16; size > 0; size /= 2) {
            try (var out = new FileOutputStream(ballast.toFile(), true)) {
                while (true) {
                    out.write(new byte[size]);
                }
            } catch (IOException _) {
                // Full for this size.
            }
        }
    }
}
