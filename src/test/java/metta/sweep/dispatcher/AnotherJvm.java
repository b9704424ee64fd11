package metta.sweep.dispatcher;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import metta.sweep.Dispatcher;
import metta.sweep.JobId;
import metta.sweep.Launch;
import metta.sweep.Workspace;
import metta.sweep.testing.Samples;

/// A controller's process, reduced to one submission: it submits and then lives until it is killed.
final class AnotherJvm {
    private AnotherJvm() {}

    public static void main(String[] words) {
        var workspace = new Workspace(Path.of(words[0]));
        var command = List.of(words).subList(3, words.length);
        var launch = new Launch(command, Map.of("SHARED", words[1]), Path.of(words[1]));
        try (var dispatcher = LocalDispatchers.local(
                workspace,
                _ -> launch,
                new Dispatcher.Capacity(1, 0),
                Duration.ofSeconds(1),
                InstantSource.system(),
                () -> {})) {
            dispatcher.submit(Samples.job(JobId.training(words[2])));
            while (dispatcher.capacity().cpus() > 0) {
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
        }
    }
}
