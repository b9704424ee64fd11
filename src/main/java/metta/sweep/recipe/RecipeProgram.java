package metta.sweep.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import metta.sweep.DiskFullException;
import metta.sweep.JobDefinition;
import metta.sweep.JobId;
import metta.sweep.JobType;
import metta.sweep.Launch;
import metta.sweep.Ordered;
import metta.sweep.Program;
import metta.sweep.RunInfo;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.checkpoint.CheckpointFolder;
import metta.sweep.files.WholeFile;
import metta.sweep.provenance.Provenance;
import metta.sweep.provenance.Witness;
import metta.sweep.telemetry.Reasons;

/// The program of a recipe, in the workspace of one sweep.
final class RecipeProgram implements Program {
    private static final String POLICY_URI = "policy_uri";
    private static final long MUCH_OUTPUT = 1L << 30;

    private final Recipe recipe;
    private final Workspace workspace;
    private final Map<String, String> environment;
    private final Set<String> wanted;
    private final Consumer<String> warnings;
    private final Witness witness;
    private final LaunchFile launchFile;
    private final Map<JobId, JobMemory> memories = new ConcurrentHashMap<>();

    RecipeProgram(
            Recipe recipe,
            Workspace workspace,
            Map<String, String> environment,
            Set<String> wanted,
            Consumer<String> warnings) {
        this.recipe = recipe;
        this.workspace = workspace;
        this.environment = Ordered.copy(environment);
        this.wanted = Set.copyOf(wanted);
        this.warnings = warnings;
        this.witness = Recipes.madeOf(recipe, workspace, environment, warnings);
        this.launchFile = new LaunchFile(environment);
    }

    @Override
    public boolean evaluates() {
        return recipe.evaluate().isPresent();
    }

    /// The run's checkpoints as `policy_uri`, unless the recipe passes something else or nothing under that name.
    @Override
    public Map<String, Object> evaluationArgs(RunInfo run) {
        boolean asUsual = recipe.evaluate()
                .map(step -> "${policy_uri}".equals(step.args().get(POLICY_URI)))
                .orElse(false);
        return asUsual
                ? Map.of(
                        POLICY_URI,
                        checkpoints(run.sweepId(), run.runId()).path().toString())
                : Map.of();
    }

    private CheckpointFolder checkpoints(String sweepId, String runId) {
        return recipe.checkpoints().folder(recipe.home(), Macros.ofRun(recipe, workspace, sweepId, runId));
    }

    @Override
    public void lookAhead(Instant now) {
        witness.lookAhead(now);
    }

    @Override
    public Map<String, Object> provenance(Instant now) {
        return Map.of(Provenance.KEY, witness.look(now).tree());
    }

    @Override
    public Optional<String> changed(RunInfo before, Map<String, Object> now) {
        return Provenance.of(before.summary())
                .flatMap(then -> Provenance.of(now).flatMap(made -> made.changedSince(then)))
                .map(how -> "%s since %s".formatted(how, before.runId()));
    }

    @Override
    public Launch launch(JobDefinition job) {
        var macros = macros(job);
        var directory = directory(macros);
        try {
            Files.createDirectories(workspace.attempt(job.id()));
            Files.createDirectories(workspace.checkpoints(job.id().runId()));
            if (directory.startsWith(workspace.directory())) {
                Files.createDirectories(directory);
            }
            sources(job).inherit();
            ParameterFile.write(workspace.parameters(job.id()), Ordered.merge(job.args(), job.overrides()));
            var resumeFrom = resumeFrom(job);
            var named = named(job, macros, resumeFrom);
            writeConfigFile(step(job), macros, named);
            var launch = new Launch(
                    new CommandLine(step(job), macros, recipe.home()).arguments(named),
                    new JobEnvironment(recipe, workspace, macros, resumeFrom).of(job, step(job), named),
                    directory);
            launchFile.write(workspace.launch(job.id()), launch);
            return launch;
        } catch (IOException e) {
            throw Reasons.diskFull(e)
                    ? new DiskFullException(workspace.directory(), e)
                    : new SweepException(
                            SweepException.Exit.IO,
                            "cannot prepare the job %s in %s: %s; check that the folder is writable"
                                    .formatted(job.id(), workspace.attempt(job.id()), Reasons.of(e)),
                            e);
        }
    }

    private Map<String, Object> named(JobDefinition job, Macros macros, Optional<Path> resumeFrom) {
        return new NamedArguments(
                        step(job),
                        resumeFrom.map(macros::resuming).orElse(macros),
                        resumeFrom.isPresent() ? recipe.checkpoints().resumeArgs() : Map.of())
                .of(job);
    }

    private void writeConfigFile(Step step, Macros macros, Map<String, Object> named) throws IOException {
        if (step.configFile().isPresent()) {
            var base = new ConfigFile(
                    recipe.home().resolve(macros.fill(step.configFile().get())));
            WholeFile.write(Path.of(macros.fill("${config_file}")), base.with(named));
        }
    }

    /// What a training goes on from that is not the first of its run.
    private Optional<Path> resumeFrom(JobDefinition job) throws IOException {
        var id = job.id();
        boolean further = id.type() == JobType.LAUNCH_TRAINING && (id.attempt() > 1 || id.leg() > 0);
        return further ? checkpoints(job.sweepId(), id.runId()).newest() : Optional.empty();
    }

    @Override
    public boolean delivered(JobDefinition job) {
        boolean decides = !evaluates() || job.id().type() == JobType.LAUNCH_EVAL;
        return decides && new Deliverable(workspace, job.id()).holds(wanted);
    }

    @Override
    public Reading read(JobDefinition job, String position, boolean over) {
        var memory = memories.computeIfAbsent(job.id(), id -> new JobMemory(id.name(), wanted, warnings));
        warnOfOutput(job.id(), memory);
        var reading = new MetricReader(sources(job), memory).read(position, over);
        if (over && !reading.more()) {
            keepCheckpoints(job, memory);
            memories.remove(job.id());
        }
        return reading;
    }

    /// Of a training that is over only so many of its checkpoints as the recipe says.
    private void keepCheckpoints(JobDefinition job, JobMemory memory) {
        var keep = recipe.checkpoints().keep().filter(_ -> job.id().type() == JobType.LAUNCH_TRAINING);
        if (keep.isPresent()) {
            var folder = checkpoints(job.sweepId(), job.id().runId());
            try {
                folder.keep(keep.get());
            } catch (IOException e) {
                memory.complain(
                        "checkpoints",
                        "old checkpoints in %s cannot be deleted: %s".formatted(folder.path(), Reasons.of(e)));
            }
        }
    }

    /// Nothing that a program writes is thrown away, so somebody should know where much of it is.
    private void warnOfOutput(JobId job, JobMemory memory) {
        for (var file : List.of(workspace.stdout(job), workspace.stderr(job))) {
            if (file.toFile().length() >= MUCH_OUTPUT) {
                memory.complain(
                        "much output " + file,
                        "has written more than 1 GiB to %s; all of it is kept, so see that the disk does not fill up"
                                .formatted(file));
            }
        }
    }

    private JobSources sources(JobDefinition job) {
        var macros = macros(job);
        return JobSources.of(job.id(), workspace, macros, directory(macros), step(job));
    }

    private Step step(JobDefinition job) {
        return recipe.step(job.id().type())
                .orElseThrow(() -> new SweepException(
                        SweepException.Exit.USAGE, "the recipe %s has no evaluation".formatted(recipe.name())));
    }

    private Path directory(Macros macros) {
        return recipe.home().resolve(macros.fill(recipe.directory())).normalize();
    }

    private Macros macros(JobDefinition job) {
        return Macros.of(recipe, workspace, environment, job);
    }
}
