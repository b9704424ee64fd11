package metta.sweep.recipe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import metta.sweep.Ordered;
import metta.sweep.config.Metric;

/// A training program, with its evaluation where it has one: how they are started, and where their results are read.
///
/// Commands, arguments, the environment and paths may hold macros such as `${run}`; they are filled in for each job.
///
/// @param home the folder of its recipe.yaml
/// @param directory working directory of its programs, relative to `home`; may hold macros
/// @param environment put over the environment of the orchestrator, in order
/// @param metric what a sweep optimizes unless it says otherwise
public record Recipe(
        String name,
        Path home,
        String directory,
        Map<String, String> environment,
        Step train,
        Optional<Step> evaluate,
        Optional<Metric> metric) {
    public Recipe {
        home = home.toAbsolutePath().normalize();
        environment = Ordered.copy(environment);
    }

    /// The same, with trainings alone.
    public Recipe withoutEvaluation() {
        return new Recipe(name, home, directory, environment, train, Optional.empty(), metric);
    }

    /// This recipe as plain values, for a store to keep.
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
