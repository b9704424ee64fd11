package metta.sweep.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A PostgreSQL server of the tests' own, with a folder of its own, on a free port of this machine. It ends when it is
/// closed, and with this process however that ends.
public final class PostgresServer implements AutoCloseable {
    public static final String USER = "metta";

    /// To be found nowhere but in the address that a test hands over. Some of it has a meaning in addresses.
    public static final String PASSWORD = "canary:@7/%?";

    public static final String PASSWORD_IN_ADDRESS = "canary%3A%407%2F%25%3F";

    /// A server stops when its starter's standard input ends, fast or as the line before says. Whoever started us may
    /// be gone by then, so that what is said then must not matter.
    private static final String KEEPER =
            "trap '' PIPE; \"$@\" 2>&1 & server=$!; read -r how; kill \"-${how:-INT}\" \"$server\"; wait \"$server\"";

    private final Path folder;
    private final int port;
    private final List<String> asOwner;
    private Optional<Process> keeper = Optional.empty();

    private PostgresServer(Path folder, int port, List<String> asOwner) {
        this.folder = folder;
        this.port = port;
        this.asOwner = asOwner;
    }

    /// Makes a new server and starts it.
    public static PostgresServer create() {
        try {
            var folder = Files.createTempDirectory("metta-postgres");
            var asOwner = giveAway(folder);
            var server = new PostgresServer(folder, freePort(), asOwner);
            server.initialise();
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The server refuses to run as root, who therefore lends it the name of the package's user.
    private static List<String> giveAway(Path folder) throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        end(new ProcessBuilder("chown", "postgres", folder.toString()));
        return List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void initialise() throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), PASSWORD);
        end(new ProcessBuilder(as(
                        program("initdb"),
                        "--no-sync",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--auth=scram-sha-256",
                        "--username=" + USER,
                        "--pwfile=" + secret,
                        data()))
                .directory(folder.toFile()));
    }

    /// Starts the server where it is not running, and returns when it takes connections.
    public void start() {
        var command = new ArrayList<>(List.of("sh", "-c", KEEPER, "keeper"));
        command.addAll(as(
                program("postgres"),
                "-D",
                data(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on"));
        try {
            var process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            keeper = Optional.of(process);
            var reader = process.inputReader(StandardCharsets.UTF_8);
            awaitReady(reader);
            Thread.ofVirtual().start(() -> reader.lines().forEach(_ -> {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitReady(BufferedReader log) throws IOException {
        var said = new StringBuilder();
        for (var line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            if (line.contains("database system is ready to accept connections")) {
                return;
            }
        }
        throw new IllegalStateException("PostgreSQL did not start:\n" + said);
    }

    /// Ends the server and all connections at once, as a crash would.
    public void crash() {
        stop("QUIT");
    }

    private void stop(String signal) {
        if (keeper.isEmpty()) {
            return;
        }
        var process = keeper.get();
        keeper = Optional.empty();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(signal + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process.onExit().join();
    }

    /// All that the server has on its disk, as one text.
    public String everything() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.walk(Path.of(data()))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    /// The address of the database, with everything in a schema of that name.
    public String address(String schema) {
        return address("127.0.0.1:" + port, schema);
    }

    /// The same by way of another host and port.
    public String address(String host, String schema) {
        return "postgresql://%s:%s@%s/postgres?currentSchema=%s".formatted(USER, PASSWORD_IN_ADDRESS, host, schema);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        stop("INT");
        try {
            end(new ProcessBuilder("rm", "-rf", folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private List<String> as(String... command) {
        var all = new ArrayList<>(asOwner);
        all.addAll(Arrays.asList(command));
        return all;
    }

    private static void end(ProcessBuilder command) throws IOException {
        var process = command.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("%s failed: %s".formatted(command.command(), said));
        }
    }

    private static String program(String name) {
        return folders()
                .map(each -> each.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "%s is not here: install the package postgresql, or leave these tests out with -DexcludedGroups=mettagrid,postgres"
                                .formatted(name)))
                .toString();
    }

    /// Where packages put the server's programs: many distributions keep them off the PATH.
    private static Stream<Path> folders() {
        var path =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator)).map(Path::of);
        var packages = Stream.of("/usr/lib/postgresql", "/usr", "/opt/homebrew/opt", "/usr/local")
                .map(Path::of)
                .flatMap(PostgresServer::children)
                .map(each -> each.resolve("bin"));
        return Stream.concat(path, packages);
    }

    private static Stream<Path> children(Path folder) {
        try (var all = Files.isDirectory(folder) ? Files.list(folder) : Stream.<Path>empty()) {
            return all.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
