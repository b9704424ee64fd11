package metta.sweep.dispatcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import metta.sweep.DispatchException;
import metta.sweep.Launch;
import metta.sweep.process.Machine;

/// The script that runs a job's program on behalf of nobody: it goes on when the orchestrator dies, is updated or
/// removed.
///
/// A running shell reads its script from the file, so the file lies in the sweep's own folder, is named by its
/// content and never changes.
final class Supervisor {
    private final byte[] script;
    private final Path file;
    private final Machine here;
    /// By their paths, because a job may have a PATH of its own.
    private final String setsid;

    private final String shell;

    private final Map<String, String> inherited;

    Supervisor(Path folder, Machine here, List<Path> searched, Map<String, String> inherited) {
        this.inherited = Map.copyOf(inherited);
        this.script = script();
        var content = new CRC32();
        content.update(script);
        this.file = folder.resolve("supervisor-" + HexFormat.of().toHexDigits((int) content.getValue()) + ".sh");
        this.here = here;
        this.setsid = located("setsid", "util-linux", searched);
        this.shell = located("sh", "dash", searched);
    }

    private static String located(String program, String from, List<Path> searched) {
        return locate(program, searched)
                .orElseThrow(() -> new DispatchException(
                        "cannot start jobs on this machine: the program %s is not in %s. Install the package %s."
                                .formatted(program, searched, from)))
                .toString();
    }

    /// Where programs are looked for: the PATH, then where every Linux has them.
    static List<Path> searchPath(Map<String, String> environment) {
        return Stream.concat(
                        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)),
                        Stream.of("/usr/bin", "/bin"))
                .filter(each -> each.startsWith("/"))
                .distinct()
                .map(Path::of)
                .toList();
    }

    private static Optional<Path> locate(String program, List<Path> searched) {
        return searched.stream()
                .map(folder -> folder.resolve(program))
                .filter(each -> Files.isRegularFile(each) && Files.isExecutable(each))
                .findFirst();
    }

    /// Starts a supervisor for the submission. It decides by itself whether the program is to be started.
    ///
    /// @throws IOException if the process cannot be started, or the script not be written
    Process start(Attempt attempt, Path submission, Launch launch) throws IOException {
        install();
        var command = new ArrayList<String>(List.of(
                setsid,
                shell,
                file.toString(),
                submission.getFileName().toString(),
                launch.directory().toAbsolutePath().toString(),
                here.pidNamespace(),
                setsid,
                "--"));
        command.addAll(launch.arguments());
        var builder = new ProcessBuilder(command)
                .directory(attempt.directory().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        attempt.directory().resolve("stdout.log").toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        attempt.directory().resolve("stderr.log").toFile()));
        builder.environment().clear();
        builder.environment().putAll(inherited);
        builder.environment().putAll(launch.environment());
        return builder.start();
    }

    private void install() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        var draft = Files.createTempFile(file.getParent(), "supervisor-", ".tmp");
        Files.write(draft, script);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] script() {
        try (var resource = Supervisor.class.getResourceAsStream("supervisor.sh")) {
            if (resource == null) {
                throw new IllegalStateException("supervisor.sh is missing from the program");
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read supervisor.sh: " + e.getMessage(), e);
        }
    }
}
