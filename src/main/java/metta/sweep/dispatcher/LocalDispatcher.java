package metta.sweep.dispatcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import metta.sweep.DiskFullException;
import metta.sweep.DispatchException;
import metta.sweep.Dispatcher;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobState;
import metta.sweep.Launch;
import metta.sweep.Ordered;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.process.Machine;
import metta.sweep.telemetry.Reasons;

/// Runs jobs on this machine, each under a supervisor of its own that outlives this process.
///
/// Whatever it answers it reads from the attempts' folders and `/proc`. All it remembers is which supervisors are
/// its own children: to be told when they end, and to know that one is on its way to its claim.
final class LocalDispatcher implements Dispatcher {
    /// With less than this on the disk nothing is started: what runs can use it up at any moment.
    private static final long LEAST_SPACE = 16L << 20;
    private static final Duration BREATH = Duration.ofSeconds(2);
    private final Workspace workspace;
    private final Function<JobDefinition, Launch> launcher;
    private final LocalCapacity capacity;
    private final InstantSource clock;
    private final Runnable wakeUp;
    private final Machine here;
    private final Supervisor supervisor;
    private final AttemptInspector inspector;
    private final SlotTable slots;
    private final Cancellations cancellations;
    private final EndWatch adopted;
    private final Map<Attempt, Process> children = new ConcurrentHashMap<>();
    private final Map<Attempt, Instant> startedAt = new ConcurrentHashMap<>();
    private volatile boolean closed;

    LocalDispatcher(
            Workspace workspace,
            Function<JobDefinition, Launch> launcher,
            LocalCapacity capacity,
            Supervisor supervisor,
            Cancellations cancellations,
            Machine here,
            InstantSource clock,
            Runnable wakeUp) {
        this.workspace = workspace;
        this.launcher = launcher;
        this.capacity = capacity;
        this.supervisor = supervisor;
        this.cancellations = cancellations;
        this.here = here;
        this.clock = clock;
        this.wakeUp = wakeUp;
        this.inspector = new AttemptInspector(here);
        this.slots = new SlotTable(workspace.directory(), capacity.total(), inspector);
        this.adopted = new EndWatch(inspector, this::wake);
    }

    @Override
    public void admit(Collection<JobDefinition> jobs) {
        var folder = workspace.directory();
        if (Files.exists(folder) && folder.toFile().getUsableSpace() < LEAST_SPACE) {
            throw new DiskFullException(folder);
        }
        for (var job : jobs) {
            slots.requirePossible(job.resources());
        }
    }

    @Override
    public String submit(JobDefinition job) {
        return submit(job, Set.of());
    }

    @Override
    public synchronized String submit(JobDefinition job, Set<String> avoided) {
        var attempt = attempt(job.id());
        if (attempt.decided()) {
            verify(job);
        } else if (!onItsWay(attempt) && !failedJustNow(attempt)) {
            start(job, attempt, avoided);
        }
        return attempt.directory().toString();
    }

    @Override
    public void verify(JobDefinition job) {
        var attempt = attempt(job.id());
        boolean another = attempt.origin()
                .filter(origin -> !origin.equals(Origin.of(job)))
                .isPresent();
        if (another) {
            throw new DispatchException(
                    "%s was started in %s with other parameters than are on record, as where an older copy of the store was put back. Nothing of that is taken for this trial's. Restore the newest snapshot into another store; or, once nothing of it runs any more, move that folder away, and it is tried as it is on record"
                            .formatted(job.id(), attempt.directory()));
        }
    }

    private void start(JobDefinition job, Attempt attempt, Set<String> avoided) {
        boolean started = false;
        try {
            Files.createDirectories(attempt.directory());
            var given = slots.assign(attempt, job.resources(), capacity.gpus(avoided));
            var launch = equipped(launcher.apply(job), job, given);
            var child = supervisor.start(attempt, attempt.submission(given, Origin.of(job)), launch);
            started = true;
            children.put(attempt, child);
            startedAt.put(attempt, clock.instant());
            var _ = child.onExit().thenRun(() -> {
                children.remove(attempt, child);
                if (attempt.decided()) {
                    startedAt.remove(attempt);
                }
                wake();
            });
        } catch (IOException e) {
            throw cannot("start " + job.id(), attempt, e);
        } finally {
            if (!started) {
                slots.release(attempt);
            }
        }
    }

    /// Where supervisors cannot take the claim, they fail as fast as they are started.
    private boolean failedJustNow(Attempt attempt) {
        var last = startedAt.get(attempt);
        return last != null && clock.instant().isBefore(last.plus(BREATH));
    }

    private Launch equipped(Launch launch, JobDefinition job, Slots given) {
        var environment = new LinkedHashMap<String, String>(launch.environment());
        environment.put(JobProcesses.VARIABLE, attempt(job.id()).directory().toString());
        environment.put("METTA_CPU_SLOTS", Slots.join(given.cpus()));
        environment.putAll(capacity.visibleGpus(given.gpus()));
        if (System.getenv("OMP_NUM_THREADS") == null) {
            environment.putIfAbsent(
                    "OMP_NUM_THREADS", Integer.toString(job.resources().cpus()));
        }
        return new Launch(launch.arguments(), environment, launch.directory());
    }

    @Override
    public Map<JobId, JobState> poll(Collection<JobId> jobs) {
        var states = new LinkedHashMap<JobId, JobState>();
        for (var job : jobs) {
            var attempt = attempt(job);
            // Looked at first: if it ends in between, what it did is on disk by then.
            var child = children.get(attempt);
            boolean onItsWay = child != null && child.isAlive();
            var state = inspector.state(attempt);
            states.put(job, state instanceof JobState.NotKnown && onItsWay ? new JobState.Queued() : state);
            if (state instanceof JobState.Running) {
                lookAfter(attempt, child != null);
            }
        }
        return Ordered.copy(states);
    }

    @Override
    public List<String> slots() {
        return capacity.slots();
    }

    @Override
    public Map<JobId, List<String>> slots(Collection<JobId> jobs) {
        var known = new LinkedHashMap<JobId, List<String>>();
        for (var job : jobs) {
            if (!attempt(job).decided()) {
                continue;
            }
            try {
                attempt(job)
                        .slots()
                        .map(given -> given.gpus().stream().map(capacity::slot).toList())
                        .filter(names -> !names.isEmpty())
                        .ifPresent(names -> known.put(job, names));
            } catch (IOException e) {
                throw cannot("find out where " + job + " ran", attempt(job), e);
            }
        }
        return Ordered.copy(known);
    }

    private void lookAfter(Attempt attempt, boolean own) {
        attempt.cancelRequest().ifPresent(_ -> pursue(attempt));
        if (!own) {
            adopted.watch(attempt);
        }
    }

    @Override
    public void cancel(JobId job) {
        var attempt = attempt(job);
        try {
            Files.createDirectories(attempt.directory());
            if (attempt.ending().isPresent() || attempt.withdraw(clock.instant())) {
                return;
            }
            if (attempt.claim().orElse(new Claim.Unreadable()) instanceof Claim.Supervised(var owner, var since)) {
                attempt.requestEnd(clock.instant());
                var place = owner.machine().seenFrom(here, since);
                if (place == Machine.Place.OTHER_HOST || place == Machine.Place.OTHER_NAMESPACE) {
                    throw new DispatchException(
                            "cannot cancel %s from here: it runs on %s, PID namespace %s. The request is noted; run the same command there. If it is gone for good, say so: metta sweep trial lost %s %s"
                                    .formatted(
                                            job,
                                            owner.machine().host(),
                                            owner.machine().pidNamespace(),
                                            workspace.directory().getFileName(),
                                            job.runId()));
                }
                pursue(attempt);
            }
        } catch (IOException e) {
            throw cannot("cancel " + job, attempt, e);
        } catch (UncheckedIOException e) {
            throw new DispatchException("cannot cancel %s: %s".formatted(job, e.getMessage()), e);
        }
    }

    private void pursue(Attempt attempt) {
        if (attempt.claim().orElse(new Claim.Unreadable()) instanceof Claim.Supervised claim) {
            attempt.cancelRequest().ifPresent(at -> cancellations.pursue(attempt, claim, at));
        }
    }

    /// Each line says where it was written. If both outputs have more than their half, each gets its half.
    @Override
    public List<String> logs(JobId job, int lines) {
        try {
            var out = LogTail.lines(workspace.stdout(job), lines);
            var err = LogTail.lines(workspace.stderr(job), lines);
            int fromErr = Math.min(err.size(), Math.max(lines / 2, lines - out.size()));
            int fromOut = Math.min(out.size(), lines - fromErr);
            var shown = new ArrayList<String>();
            out.subList(out.size() - fromOut, out.size()).forEach(line -> shown.add("stdout: " + line));
            err.subList(err.size() - fromErr, err.size()).forEach(line -> shown.add("stderr: " + line));
            return List.copyOf(shown);
        } catch (UncheckedIOException e) {
            throw new DispatchException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Capacity capacity() {
        return capacity.total();
    }

    @Override
    public List<ResourceSample> resources(JobId job) {
        return LocalDispatchers.resources(workspace, job);
    }

    /// Lets go of the jobs; they run on.
    @Override
    public void close() {
        closed = true;
        cancellations.close();
        adopted.close();
    }

    private void wake() {
        if (!closed) {
            wakeUp.run();
        }
    }

    private boolean onItsWay(Attempt attempt) {
        var child = children.get(attempt);
        return child != null && child.isAlive();
    }

    private Attempt attempt(JobId job) {
        return new Attempt(workspace.attempt(job));
    }

    private static SweepException cannot(String what, Attempt attempt, IOException e) {
        if (Reasons.diskFull(e)) {
            return new DiskFullException(attempt.directory(), e);
        }
        return new DispatchException(
                "cannot %s in %s: %s. Check that the folder is writable, on a file system with hard links, and that the disk has space."
                        .formatted(what, attempt.directory(), Reasons.of(e)),
                e);
    }
}
