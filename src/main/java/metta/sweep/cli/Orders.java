package metta.sweep.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.config.SweepConfig;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.json.Json;
import metta.sweep.recipe.Recipe;
import metta.sweep.recipe.RecipeFiles;
import metta.sweep.recipe.Recipes;

/// Makes orders: from what a person types, or from what a store has kept.
final class Orders {
    private Orders() {}

    /// The order for a sweep of `config`, with the recipe and the name that the command line or the file gives.
    static Order place(SweepConfig config, Optional<String> recipeName, Optional<String> sweepId) {
        var wanted = recipeName
                .or(config::recipe)
                .orElseThrow(() -> usage("which recipe? Name one, as in "
                        + "`metta sweep start arena`, or put `recipe:` into the file; built in and near by are "
                        + String.join(", ", RecipeFiles.known(cwd()))));
        return place(config, Recipes.resolve(wanted, cwd()), sweepId);
    }

    /// The same for a program that is known.
    static Order place(SweepConfig config, Recipe known, Optional<String> sweepId) {
        var recipe =
                config.evaluation().tool().map(known::evaluatedBy).orElse(known).withoutTools();
        var order =
                new Order(sweepId.or(config::name).map(Orders::named).orElseGet(() -> named(recipe)), config, recipe);
        order.requireParameters();
        if (order.metrics().isEmpty()) {
            throw usage(
                    "which metric? Neither the sweep's file nor the recipe %s names one; add `metric: NAME`, or --set metric=NAME"
                            .formatted(recipe.name()));
        }
        return order;
    }

    /// Refuses a recipe that there is not, before anything is asked about the sweep.
    static void requireKnown(String recipe) {
        Recipes.resolve(recipe, cwd());
    }

    private static String named(String name) {
        try {
            return Folder.requireFree(SweepConfig.checkName(name));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /// A sweep that nobody named is called as its recipe, which may be called as its folder.
    private static String named(Recipe recipe) {
        try {
            return SweepConfig.checkName(recipe.name());
        } catch (IllegalArgumentException e) {
            throw usage(
                    "the recipe's name, else its folder's, cannot be the sweep's; give --name, or `name:` in the recipe: %s"
                            .formatted(e.getMessage()));
        }
    }

    private static Path cwd() {
        return Path.of("").toAbsolutePath();
    }

    private static SweepException usage(String message) {
        return new SweepException(SweepException.Exit.USAGE, message);
    }

    /// The order that a sweep was started with.
    static Order recallStarted(SweepInfo sweep) {
        return recall(sweep, sweep.started());
    }

    /// The same as it is in force, with all that was edited since.
    static Order recall(SweepInfo sweep) {
        return recall(sweep, sweep.config());
    }

    private static Order recall(SweepInfo sweep, Map<String, Object> tree) {
        var config = config(sweep.sweepId(), tree);
        return new Order(sweep.sweepId(), config, Recipe.fromTree(sweep.recipe()));
    }

    /// A configuration as a store keeps it.
    static SweepConfig config(String sweepId, Map<String, Object> tree) {
        return SweepConfigReader.parse("the stored sweep " + sweepId, Json.write(tree));
    }
}
