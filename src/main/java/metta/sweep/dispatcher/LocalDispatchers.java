package metta.sweep.dispatcher;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import metta.sweep.DispatchException;
import metta.sweep.Dispatcher;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.Launch;
import metta.sweep.Resources;
import metta.sweep.Workspace;
import metta.sweep.process.Machine;

/// Makes the dispatcher that runs jobs on this machine.
public final class LocalDispatchers {
    private static final Path DEVICES = Path.of("/dev");

    private LocalDispatchers() {}

    /// A dispatcher over the workspace. Whatever ran there before is found again.
    ///
    /// @param launcher called when a job is about to be submitted, not when it is found to be there already
    /// @param inherited the environment variables that all jobs have, beside those that the launcher says
    /// @param capacity see [#detect()]
    /// @param stopGrace how long a cancelled job has between TERM and KILL
    /// @param wakeUp run when a job may have ended, by any thread; must return soon
    /// @throws DispatchException if this machine lacks what it takes: Linux with `/proc`, and `setsid`
    public static Dispatcher local(
            Workspace workspace,
            Function<JobDefinition, Launch> launcher,
            Map<String, String> inherited,
            Dispatcher.Capacity capacity,
            Duration stopGrace,
            InstantSource clock,
            Runnable wakeUp) {
        var environment = System.getenv();
        try {
            var here = Machine.here();
            var supervisor = new Supervisor(workspace.directory(), here, Supervisor.searchPath(environment), inherited);
            return new LocalDispatcher(
                    workspace,
                    launcher,
                    LocalCapacity.of(capacity, environment, DEVICES),
                    supervisor,
                    new Cancellations(stopGrace, clock, here),
                    here,
                    clock,
                    wakeUp);
        } catch (UncheckedIOException e) {
            throw new DispatchException(
                    "cannot run jobs on this machine: %s. It has to be a Linux with /proc.".formatted(e.getMessage()),
                    e);
        }
    }

    /// The same for jobs that inherit this process's whole environment.
    public static Dispatcher local(
            Workspace workspace,
            Function<JobDefinition, Launch> launcher,
            Dispatcher.Capacity capacity,
            Duration stopGrace,
            InstantSource clock,
            Runnable wakeUp) {
        return local(workspace, launcher, System.getenv(), capacity, stopGrace, clock, wakeUp);
    }

    /// What a job used over time whose files lie in the workspace, whoever runs or ran it; oldest first.
    ///
    /// @throws DispatchException if that cannot be read
    public static List<Dispatcher.ResourceSample> resources(Workspace workspace, JobId job) {
        try {
            return Samples.of(new Attempt(workspace.attempt(job)));
        } catch (UncheckedIOException e) {
            throw new DispatchException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Refuses what this machine can never give to a job.
    ///
    /// @throws SweepException saying what it lacks
    public static void requirePossible(Resources needs) {
        SlotTable.requirePossible(needs, detect());
    }

    /// What this machine has: the CPUs that this process may use, and its NVIDIA GPUs, or those that
    /// CUDA_VISIBLE_DEVICES leaves visible.
    public static Dispatcher.Capacity detect() {
        return LocalCapacity.detect(System.getenv(), DEVICES).total();
    }
}
