package metta.sweep.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import metta.sweep.Command.StopSweep;
import metta.sweep.DispatchException;
import metta.sweep.Dispatcher;
import metta.sweep.JobId;
import metta.sweep.JobRecord;
import metta.sweep.JobStatus;
import metta.sweep.RunInfo;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.SweepView;
import metta.sweep.config.OptimizerType;
import metta.sweep.config.StoreType;
import metta.sweep.config.SweepConfig;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.dispatcher.LocalDispatchers;
import metta.sweep.json.Json;
import metta.sweep.telemetry.Values;

/// A few trials of a sweep, run for real before it is started, so that it can be told what the whole of it will take.
///
/// They are a sweep of their own with a folder of its own, which is removed once they have ended, or once whoever asked
/// for them leaves. One that was killed is gone on with by the same command, or ended by one for other trials.
///
/// @param order the sweep that is to be forecast
/// @param again the command that asks for it
/// @param shown what is drawn of it at the moment
record Probe(
        Order order,
        int trials,
        ProbeFolder place,
        Terminal terminal,
        InstantSource clock,
        Typed again,
        AtomicReference<Optional<Progress>> shown) {
    private static final String NAME = "-probe";
    private static final int LONGEST_NAME = 100;

    /// How long after the jobs' own grace it may take to end them.
    private static final Duration MARGIN = Duration.ofSeconds(10);

    Probe(Order order, int trials, ProbeFolder place, Terminal terminal, InstantSource clock, Typed again) {
        this(order, trials, place, terminal, clock, again, new AtomicReference<>(Optional.empty()));
    }

    /// What a probe has shown.
    ///
    /// @param samples of what its jobs used
    record Probed(
            SweepInfo sweep, List<RunInfo> runs, Duration took, Map<JobId, List<Dispatcher.ResourceSample>> samples) {}

    /// Runs it to its end, and leaves nothing behind but what is to be read about runs that failed.
    ///
    /// @throws InterruptedException if somebody leaves; its jobs are over by then
    Probed run() throws InterruptedException {
        var grace = order.config().execution().stopGrace();
        try (var interrupts = Interrupts.watch(() -> farewell(grace), grace.plus(MARGIN));
                var _ = place.lock(order.sweepId())) {
            try {
                return run(probe(order, trials));
            } catch (InterruptedException | SweepException e) {
                if (!interrupts.came()) {
                    throw e;
                }
                // Whatever it was doing, and however the interrupt made that fail.
                boolean _ = Thread.interrupted();
                end();
                place.remove();
                throw new InterruptedException();
            }
        } catch (HeldException e) {
            throw e;
        } catch (SweepException e) {
            throw new SweepException(
                    e.exit(),
                    "%s\nThe probe lies in %s; the same command goes on with it: %s"
                            .formatted(e.getMessage(), place.path(), again),
                    e);
        }
    }

    private Probed run(Order probe) throws InterruptedException {
        if (!underWay(probe)) {
            end();
            place.empty();
        }
        terminal.warn("running %s of %s for a probe, as %s in %s"
                .formatted(
                        Values.count(probe.config().budget().maxTrials(), "trial"),
                        order.sweepId(),
                        probe.sweepId(),
                        place.path()));
        var begun = clock.instant();
        var view = drive(probe);
        var took = Duration.between(begun, clock.instant());
        var samples = samples(probe, view);
        boolean failed = view.all().stream().anyMatch(run -> run.status() == JobStatus.FAILED);
        if (failed) {
            var places = Typed.of("--dir", place.path().toString()).places();
            new Summary(view.sweep(), view.all(), probe, 1, places)
                    .failureLines()
                    .forEach(terminal.err()::println);
        }
        terminal.warn("the probe ran %s in %s; %s"
                .formatted(
                        Values.count(view.all().size(), "trial"),
                        Picture.clock(took),
                        failed ? "its folder is kept because some failed, until the next probe" : removed()));
        return new Probed(view.sweep(), view.all(), took, samples);
    }

    /// What its jobs used is read before their folder goes. A job of which that cannot be read counts as not measured.
    private Map<JobId, List<Dispatcher.ResourceSample>> samples(Order probe, SweepView view) {
        var workspace = place.folder().workspace(probe.sweepId());
        var samples = new HashMap<JobId, List<Dispatcher.ResourceSample>>();
        view.all().stream()
                .flatMap(run -> run.jobs().stream())
                .map(JobRecord::id)
                .forEach(job -> {
                    try {
                        samples.put(job, LocalDispatchers.resources(workspace, job));
                    } catch (DispatchException e) {
                        terminal.warn("what %s used is not known: %s; the forecast goes without it"
                                .formatted(job, e.getMessage()));
                    }
                });
        return samples;
    }

    /// What was found out is not lost because something is in the way of tidying up.
    private String removed() {
        try {
            place.remove();
            return "its folder is removed";
        } catch (SweepException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// Whether this very probe has been begun, and not ended.
    private boolean underWay(Order probe) {
        if (place.folder().stores().isEmpty()) {
            return false;
        }
        try (var store = place.folder().open(StoreType.FILE)) {
            return store.findSweep(probe.sweepId())
                    .filter(sweep -> !sweep.state().ended())
                    .map(Orders::recall)
                    .filter(old -> old.config().equals(probe.config())
                            && old.recipe().toTree().equals(probe.recipe().toTree()))
                    .isPresent();
        }
    }

    private SweepView drive(Order probe) throws InterruptedException {
        try (var store = place.folder().open(StoreType.FILE)) {
            store.fetchSweepMetadata(SweepInfo.created(
                    probe.sweepId(),
                    probe.config().toTree(),
                    probe.recipe().toTree(),
                    probe.config().seed(),
                    clock.instant()));
        }
        return attend(probe, Progress.GOING_ON);
    }

    /// Ends the jobs of whatever is under way here.
    private void end() throws InterruptedException {
        List<SweepInfo> left;
        if (place.folder().stores().isEmpty()) {
            return;
        }
        try (var store = place.folder().open(StoreType.FILE)) {
            left = store.sweeps().stream()
                    .filter(sweep -> !sweep.state().ended())
                    .toList();
            left.forEach(sweep -> store.send(
                    sweep.sweepId(),
                    Request.newId(),
                    new StopSweep(Request.self(), "it was a probe"),
                    clock.instant()));
        }
        for (var sweep : left) {
            attend(Orders.recall(sweep), Attendance.STOPPING);
        }
    }

    private SweepView attend(Order probe, String doing) throws InterruptedException {
        var progress = new Progress(terminal, Aim.of(probe), clock, doing);
        shown.set(Optional.of(progress));
        try (var store = place.folder().open(StoreType.FILE)) {
            var keptIn = order.config().store();
            return new SweepOrchestratorTool(place.folder(), store, clock, Optional.of(keptIn))
                    .run(probe, progress, false, _ -> {});
        } finally {
            progress.end();
        }
    }

    private void farewell(Duration grace) {
        var words = "\nmetta: the probe of %s is given up; ending its jobs, which have %s for it"
                .formatted(order.sweepId(), Picture.clock(grace));
        shown.get()
                .ifPresentOrElse(
                        progress -> progress.leave(words), () -> terminal.err().println(words));
    }

    /// The order for the probe of a sweep: by the same program, with the same seed, in the same slots and
    /// within the same budget. It tells nobody, tries nothing twice, and does not begin in a corner, as a
    /// grid does.
    static Order probe(Order order, int trials) {
        var tree = new LinkedHashMap<String, Object>(order.config().toTree());
        var budget = section(tree, "budget");
        budget.put("max_trials", Math.min(trials, order.config().budget().maxTrials()));
        budget.remove("target");
        budget.remove("plateau");
        tree.put("budget", budget);
        var execution = section(tree, "execution");
        execution.put("snapshot_interval", 0);
        tree.put("execution", execution);
        if (order.config().optimizer().type() == OptimizerType.GRID) {
            tree.put("optimizer", Map.of("type", OptimizerType.RANDOM.name().toLowerCase(Locale.ROOT)));
        }
        tree.put("store", StoreType.FILE.word());
        List.of("name", "hooks", "notify", "replicates", "warm_start").forEach(tree::remove);
        // One seed a trial: the one that it will have in the sweep.
        tree.computeIfPresent("seeds", (_, seeds) -> seeds instanceof List<?> list ? list.subList(0, 1) : 1);
        var config = SweepConfigReader.parse("the probe of " + order.sweepId(), Json.write(tree));
        var id = order.sweepId();
        var name = id.substring(0, Math.min(id.length(), LONGEST_NAME - NAME.length())) + NAME;
        return new Order(SweepConfig.checkName(name), config, order.recipe());
    }

    private static Map<String, Object> section(Map<String, Object> tree, String name) {
        var section = new LinkedHashMap<String, Object>();
        if (tree.get(name) instanceof Map<?, ?> old) {
            old.forEach((key, value) -> section.put(String.valueOf(key), value));
        }
        return section;
    }
}
