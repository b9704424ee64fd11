package metta.sweep.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import metta.sweep.SweepException;
import metta.sweep.SweepInfo;
import metta.sweep.config.SweepConfig;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.json.Json;
import metta.sweep.recipe.Recipe;
import metta.sweep.recipe.Recipes;

/// Makes orders: from what a person types, or from what a store has kept.
final class Orders {
    /// Stands for a key that is not there; no tree holds it.
    private static final Optional<?> NOTHING = Optional.empty();

    private Orders() {}

    /// The order for a sweep of `config`, with the recipe and the name that the command line or the file gives.
    static Order place(SweepConfig config, Optional<String> recipeName, Optional<String> sweepId) {
        var wanted = recipeName
                .or(config::recipe)
                .orElseThrow(() -> usage("which recipe? Name one, as in "
                        + "`metta sweep start arena`, or put `recipe:` into the file; built in and near by are "
                        + String.join(", ", Recipes.known(cwd()))));
        var recipe = Recipes.resolve(wanted, cwd());
        var order = new Order(named(sweepId.or(config::name).orElse(recipe.name())), config, recipe);
        if (order.metrics().isEmpty()) {
            throw usage("which metric? Neither the sweep's file nor the recipe %s names one; add `metric: NAME`"
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
            return SweepConfig.checkName(name);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private static Path cwd() {
        return Path.of("").toAbsolutePath();
    }

    private static SweepException usage(String message) {
        return new SweepException(SweepException.Exit.USAGE, message);
    }

    /// The order that a sweep was started with.
    static Order recall(SweepInfo sweep) {
        var config = SweepConfigReader.parse("the stored sweep " + sweep.sweepId(), Json.writeTree(sweep.config()));
        return new Order(sweep.sweepId(), config, Recipe.fromTree(sweep.recipe()));
    }

    /// Refuses to go on with a sweep under another configuration or recipe than it was started with. A recipe may have
    /// been moved, what a file left out has its default, and the store that had the sweep may have several names.
    static void requireSame(SweepInfo stored, Order order) {
        var differences = new ArrayList<String>();
        var then = recall(stored);
        compare("", comparable(then), comparable(order), differences);
        compare("recipe", program(then), program(order), differences);
        var before = List.copyOf(then.config().space().parameters().keySet());
        var now = List.copyOf(order.config().space().parameters().keySet());
        if (differences.isEmpty() && !before.equals(now)) {
            differences.add("the order of parameters was %s, now %s"
                    .formatted(String.join(", ", before), String.join(", ", now)));
        }
        if (!differences.isEmpty()) {
            throw usage(
                    "sweep %s was started with another configuration:%s\nGo on with that one, or start a new sweep with --name"
                            .formatted(
                                    stored.sweepId(),
                                    differences.stream().map("\n  "::concat).collect(Collectors.joining())));
        }
    }

    private static Map<String, Object> comparable(Order order) {
        var tree = new LinkedHashMap<>(plain(order.config().toTree()));
        tree.remove("store");
        return tree;
    }

    private static Map<String, Object> plain(Map<String, Object> tree) {
        return Json.readTree(Json.write(tree));
    }

    private static Object program(Order order) {
        return plain(order.recipe().toTree()).getOrDefault("recipe", Map.of());
    }

    private static void compare(String path, Object stored, Object asked, List<String> differences) {
        if (stored instanceof Map<?, ?> left && asked instanceof Map<?, ?> right) {
            var keys = new TreeSet<String>();
            left.keySet().forEach(key -> keys.add(String.valueOf(key)));
            right.keySet().forEach(key -> keys.add(String.valueOf(key)));
            for (var key : keys) {
                var at = path.isEmpty() ? key : path + "." + key;
                compare(
                        at,
                        Objects.requireNonNullElse(left.get(key), NOTHING),
                        Objects.requireNonNullElse(right.get(key), NOTHING),
                        differences);
            }
        } else if (!stored.equals(asked)) {
            differences.add("%s was %s, now %s".formatted(path, shown(stored), shown(asked)));
        }
    }

    private static String shown(Object value) {
        return value.equals(NOTHING) ? "not there" : Json.write(value);
    }
}
