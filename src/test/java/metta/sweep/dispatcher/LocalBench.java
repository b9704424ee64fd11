package metta.sweep.dispatcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import metta.sweep.Dispatcher;
import metta.sweep.Dispatcher.Capacity;
import metta.sweep.JobId;
import metta.sweep.JobState;
import metta.sweep.Launch;
import metta.sweep.Workspace;
import metta.sweep.process.Machine;
import metta.sweep.process.ProcessIdentity;
import metta.sweep.process.ProcessStat;
import metta.sweep.process.ProcessTable;
import metta.sweep.testing.Await;
import metta.sweep.testing.Samples;

/// A sweep's folder with local dispatchers over it, and a look at the processes behind. Ends them all when it closes.
final class LocalBench implements AutoCloseable {
    static final Duration GRACE = Duration.ofMillis(300);
    private final Machine machine = Machine.here();
    private final Path shared;
    private final Workspace workspace;
    private final List<Dispatcher> opened = new CopyOnWriteArrayList<>();
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Capacity capacity = new Capacity(2, 0);
    private List<String> command = List.of("true");

    LocalBench(Path folder) throws IOException {
        shared = Files.createDirectory(folder.resolve("shared"));
        workspace = new Workspace(Files.createDirectory(folder.resolve("a sweep")));
    }

    Dispatcher open() {
        return open(capacity);
    }

    Dispatcher open(Capacity other) {
        capacity = other;
        return openAt(workspace);
    }

    Dispatcher openAt(Workspace where) {
        environment.put("SHARED", shared.toString());
        var launch = new Launch(command, environment, shared);
        var dispatcher = LocalDispatchers.local(
                where, _ -> launch, capacity, GRACE, InstantSource.system(), wakeUps::incrementAndGet);
        opened.add(dispatcher);
        return dispatcher;
    }

    void runs(String script, String... arguments) {
        var words = new ArrayList<>(List.of("sh", "-c", script, "program"));
        words.addAll(List.of(arguments));
        command = words;
    }

    /// Puts another script in the place of the sweep's supervisor.
    void breakSupervisor(String script) throws IOException {
        var wanted = command;
        exitOf(JobId.training("first"), "true");
        awaitNoSupervisors();
        command = wanted;
        try (var files = Files.newDirectoryStream(workspace.directory(), "supervisor-*.sh")) {
            for (var each : files) {
                Files.writeString(each, script);
            }
        }
    }

    LocalBench environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Path shared() {
        return shared;
    }

    Workspace workspace() {
        return workspace;
    }

    Machine machine() {
        return machine;
    }

    int wakeUps() {
        return wakeUps.get();
    }

    void awaitFile(String name) {
        Await.until(name + " appears", () -> Files.exists(shared.resolve(name)));
    }

    JobState.Exited awaitExit(JobId job) {
        var dispatcher = open();
        return (JobState.Exited)
                Await.value(() -> dispatcher.find(job), "the job ends", JobState.Exited.class::isInstance);
    }

    /// Runs a program without a shell and tells how it ended.
    LocalDispatcherTest.Said exitOf(JobId job, String... program) {
        command = List.of(program);
        open().submit(Samples.job(job));
        var exited = awaitExit(job);
        return new LocalDispatcherTest.Said(exited.exitCode(), exited.lastWords());
    }

    ProcessIdentity supervisor(JobId job) {
        return ((Claim.Supervised) attempt(job).claim().orElseThrow()).supervisor();
    }

    /// The processes of the job's program.
    List<ProcessStat> family(JobId job) {
        return ProcessTable.now().family(attempt(job).program(machine).orElseThrow());
    }

    /// Supervisors, samplers and what else was started for this sweep, but not the programs.
    void awaitNoSupervisors() {
        Await.until(
                "all supervisors end",
                () -> ProcessHandle.allProcesses()
                        .noneMatch(each -> each.info()
                                .arguments()
                                .map(words -> words.length > 0
                                        && words[0].startsWith(
                                                workspace.directory().toString()))
                                .orElse(false)));
    }

    /// Submits the job from a JVM of its own, which then waits to be killed.
    Process startFromAnotherJvm(JobId job) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var words = new ArrayList<>(List.of(
                java,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AnotherJvm.class.getName(),
                workspace.directory().toString(),
                shared.toString(),
                job.runId()));
        words.addAll(command);
        return new ProcessBuilder(words).inheritIO().start();
    }

    private Attempt attempt(JobId job) {
        return new Attempt(workspace.attempt(job));
    }

    @Override
    public void close() {
        opened.forEach(Dispatcher::close);
        try (var files = Files.walk(workspace.directory(), 3)) {
            files.filter(Files::isDirectory).map(Attempt::new).forEach(this::end);
        } catch (IOException e) {
            throw LocalDispatcherTest.unchecked(e);
        }
        awaitNoSupervisors();
    }

    private void end(Attempt attempt) {
        attempt.program(machine)
                .ifPresent(program -> Await.until("the program ends", () -> {
                    var family = ProcessTable.now().family(program);
                    family.forEach(ProcessStat::kill);
                    return family.isEmpty();
                }));
    }
}
