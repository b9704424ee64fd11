package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import metta.sweep.JobType;
import metta.sweep.Ordered;
import metta.sweep.SweepException;
import metta.sweep.Workspace;
import metta.sweep.config.Metric;
import metta.sweep.config.Spelling;

/// A training program, with its evaluation where it has one: how they are started, and where their results are read.
///
/// Commands, arguments, the environment and paths may hold macros such as `${run}`; they are filled in for each job.
///
/// @param home the folder of its recipe.yaml
/// @param directory working directory of its programs, relative to `home`; may hold macros
/// @param environment put over the environment of the orchestrator, in order
/// @param tools further programs of it, by name
/// @param checkpoints of its trainings
/// @param metric what a sweep optimizes unless it says otherwise
public record Recipe(
        String name,
        Path home,
        String directory,
        Map<String, String> environment,
        Step train,
        Optional<Step> evaluate,
        SequencedMap<String, Tool> tools,
        Checkpoints checkpoints,
        Optional<Metric> metric) {
    /// Tells a program that it is tried by a sweep.
    static final String SWEEP_MODE = "METTA_SWEEP_MODE";

    public Recipe {
        home = home.toAbsolutePath().normalize();
        environment = Ordered.copy(environment);
        tools = Ordered.copy(tools);
    }

    /// A recipe of one program.
    static Recipe of(String name, Path home, Step train, Optional<Metric> metric) {
        return new Recipe(
                name, home, "", Map.of(), train, Optional.empty(), Ordered.copy(Map.of()), Checkpoints.USUAL, metric);
    }

    /// All its programs: `train`, `evaluate` where it has one, and the others.
    public List<Tool> allTools() {
        var all = new ArrayList<Tool>();
        all.add(Tool.of(Tool.TRAIN, train));
        evaluate.ifPresent(step -> all.add(Tool.of(Tool.EVALUATE, step)));
        all.addAll(tools.values());
        return List.copyOf(all);
    }

    /// One of its programs.
    public Optional<Tool> tool(String wanted) {
        return allTools().stream().filter(each -> each.name().equals(wanted)).findFirst();
    }

    private Tool require(String wanted) {
        return tool(wanted)
                .orElseThrow(() -> new SweepException(
                        SweepException.Exit.NOT_FOUND,
                        "the recipe %s has no tool '%s'%s"
                                .formatted(
                                        name,
                                        Spelling.shown(wanted),
                                        Spelling.hint(
                                                wanted,
                                                allTools().stream()
                                                        .map(Tool::name)
                                                        .toList()))));
    }

    /// The same with another of its tools as its evaluation.
    ///
    /// @throws metta.sweep.SweepException if it has no such tool
    public Recipe evaluatedBy(String wanted) {
        var step = require(wanted).step();
        return new Recipe(name, home, directory, environment, train, Optional.of(step), tools, checkpoints, metric);
    }

    /// The recipe of which that tool is the training, and what follows it the evaluation.
    ///
    /// @throws metta.sweep.SweepException if it has no such tool
    public Recipe sweeping(String wanted) {
        var tool = require(wanted);
        var following = tool.then().flatMap(this::tool).map(Tool::step);
        var mode = new LinkedHashMap<>(environment);
        if (tool.sweepMode()) {
            mode.put(SWEEP_MODE, "1");
        }
        return new Recipe(
                name + "." + wanted,
                home,
                directory,
                mode,
                tool.step(),
                wanted.equals(Tool.TRAIN) ? evaluate : following,
                tools,
                checkpoints,
                metric);
    }

    /// The same with its files elsewhere.
    public Recipe at(Path otherHome) {
        return new Recipe(name, otherHome, directory, environment, train, evaluate, tools, checkpoints, metric);
    }

    /// The same, with no more programs than a sweep needs.
    public Recipe withoutTools() {
        return new Recipe(
                name, home, directory, environment, train, evaluate, Ordered.copy(Map.of()), checkpoints, metric);
    }

    /// The same, with trainings alone.
    public Recipe withoutEvaluation() {
        return new Recipe(name, home, directory, environment, train, Optional.empty(), tools, checkpoints, metric);
    }

    /// Its program for jobs of a kind.
    Optional<Step> step(JobType type) {
        return type == JobType.LAUNCH_TRAINING ? Optional.of(train) : evaluate;
    }

    /// Where the checkpoints of a run lie, if its programs have written any.
    public Path checkpoints(Workspace workspace, String sweepId, String runId) {
        return checkpoints
                .folder(home, Macros.ofRun(this, workspace, sweepId, runId))
                .path();
    }

    /// This recipe as plain values, for a store to keep: without its tools, which no sweep needs.
    public Map<String, Object> toTree() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("home", home.toString());
        tree.put("recipe", RecipeTree.of(this));
        return tree;
    }

    /// The recipe that [#toTree] was called on.
    ///
    /// @throws metta.sweep.config.InvalidConfigException if the tree does not describe a recipe
    public static Recipe fromTree(Map<String, Object> tree) {
        return RecipeTree.recipe(tree);
    }

    /// Programs of its that are not here, in words for people: jobs of theirs cannot even be started.
    ///
    /// @param environment of the process that will start them
    public List<String> missingPrograms(Map<String, String> environment) {
        return new RecipeCheck(this, environment).missing();
    }

    /// What will surely go wrong when its programs are started here, in words for people; empty if nothing is known to.
    ///
    /// @param environment of the process that will start them
    public List<String> check(Map<String, String> environment) {
        return new RecipeCheck(this, environment).warnings();
    }
}
