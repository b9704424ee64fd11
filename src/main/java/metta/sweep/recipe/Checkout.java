package metta.sweep.recipe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import metta.sweep.Ordered;
import metta.sweep.SweepException;

/// A checkout of the Python original, as it is: its recipes are modules, `recipes.experiment.arena`, whose
/// functions are run one by one by `tools/run.py`.
///
/// A training gets `run=` and `group=`, an evaluation the run's newest checkpoint as `policy_uri=`, or as
/// `policy_uris=` where that is what the function takes. Metrics are read from what they print.
///
/// @param root the folder that has `tools/run.py`
/// @param module by its dotted name
record Checkout(Path root, String module, EntryPoints points) {
    private static final String RUNNER = "tools/run.py";
    private static final Pattern MODULE = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)+");

    /// What evaluates, the likeliest first.
    private static final List<String> EVALUATIONS = List.of("evaluate_in_sweep", Tool.EVALUATE);

    /// The run's folder of data, so that every attempt of a run finds what an earlier one left there.
    private static final String DATA = "${run_dir}/data";

    private static final String CHECKPOINTS = DATA + "/${run}/checkpoints";
    private static final String NEWEST = "file://" + CHECKPOINTS + "/${run}:latest";

    /// `epoch 1 _ 6,144/12,288 (50.0%) _ 52 sps _ heart.created 0.25`
    private static final String PROGRESS = "(?<value>[0-9][0-9,]*)/[0-9][0-9,]* \\([0-9.]+%\\)";

    /// A dotted name, or one with slashes, and its number; after a progress, with its step.
    private static final String NAMED = "(?:(?<step>[0-9][0-9,]*)/[0-9][0-9,]* \\([0-9.]+%\\).*?)?"
            + "(?<name>[A-Za-z_]\\w*(?:[./][\\w-]+)+)[\\s:=|\\u2502]+(?<value>[-+]?[0-9][0-9,]*(?:\\.[0-9]*)?(?:[eE][-+]?[0-9]+)?)(?![\\w/])";

    /// The recipe of a module, if this is a checkout that has it.
    ///
    /// @throws SweepException if the module has nothing to train with
    static Optional<Recipe> recipe(String name, Path cwd) {
        if (!MODULE.matcher(name).matches() || !Files.isRegularFile(cwd.resolve(RUNNER))) {
            return Optional.empty();
        }
        var path = name.replace('.', '/');
        return Stream.of(path + ".py", path + "/__init__.py")
                .map(cwd::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> new Checkout(cwd, name, EntryPoints.of(file)).recipe());
    }

    /// The modules of a checkout that lie where one of that name would.
    static List<String> beside(String name, Path cwd) {
        if (!MODULE.matcher(name).matches() || !Files.isRegularFile(cwd.resolve(RUNNER))) {
            return List.of();
        }
        var parent = name.substring(0, name.lastIndexOf('.') + 1);
        return RecipeFiles.children(
                        cwd.resolve(parent.replace('.', '/')),
                        each -> each.toString().endsWith(".py"))
                .stream()
                .map(each -> parent + each.substring(0, each.length() - ".py".length()))
                .toList();
    }

    private Recipe recipe() {
        if (!points.has(Tool.TRAIN)) {
            throw new SweepException(
                    SweepException.Exit.NOT_FOUND,
                    "the module %s has no function 'train'; it has %s"
                            .formatted(
                                    module,
                                    String.join(", ", points.parameters().sequencedKeySet())));
        }
        var evaluation = EVALUATIONS.stream().filter(points::has).findFirst();
        var tools = new LinkedHashMap<String, Tool>();
        points.parameters().sequencedKeySet().stream()
                .filter(each -> !each.equals(Tool.TRAIN) && !each.equals(Tool.EVALUATE))
                .forEach(each -> tools.put(
                        each, new Tool(each, step(each), false, evaluates(each) ? Optional.empty() : evaluation)));
        return new Recipe(
                module.substring(module.lastIndexOf('.') + 1),
                root,
                "",
                Map.of("DATA_DIR", DATA),
                step(Tool.TRAIN),
                evaluation.map(this::step),
                Ordered.copy(tools),
                new Checkpoints(CHECKPOINTS, Optional.empty(), Map.of(), Optional.empty()),
                Optional.empty());
    }

    private boolean evaluates(String function) {
        return function.startsWith("eval");
    }

    private Step step(String function) {
        var command = new ArrayList<>(runner());
        command.add(module + "." + function);
        command.add(Macros.ARGS);
        var patterns =
                List.of(new LinePattern(PROGRESS, Optional.of("agent_step")), new LinePattern(NAMED, Optional.empty()));
        return new Step(
                command,
                ArgumentForm.USUAL,
                Optional.empty(),
                args(function),
                List.of(new MetricSource.StdoutPatterns(patterns)));
    }

    /// The way the checkout runs its programs: by uv where it is locked by that, else by the user's Python.
    private List<String> runner() {
        return Files.isRegularFile(root.resolve("uv.lock"))
                ? List.of("uv", "run", "./" + RUNNER)
                : List.of("${python}", "./" + RUNNER);
    }

    private Map<String, Object> args(String function) {
        var args = new LinkedHashMap<String, Object>();
        if (!evaluates(function)) {
            args.put("run", "${run}");
            args.put("group", "${sweep}");
        } else if (points.takes(function, "policy_uris") && !points.takes(function, "policy_uri")) {
            args.put("policy_uris", "[\"" + NEWEST + "\"]");
        } else {
            args.put("policy_uri", NEWEST);
        }
        return args;
    }
}
