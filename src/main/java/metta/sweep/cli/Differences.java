package metta.sweep.cli;

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
import metta.sweep.config.Edit;
import metta.sweep.config.SweepConfigReader;
import metta.sweep.json.Json;
import metta.sweep.telemetry.Values;

/// How the command that goes on with a sweep differs from the one that started it, one line each.
///
/// @param ofScience what makes it another search: other configurations would be tried, or be judged otherwise
/// @param ofConduct how jobs are run and looked after, which may change while a sweep goes on
/// @param edit how the sweep is edited to become what was ordered, as `KEY=VALUE` each; empty where it cannot be
record Differences(List<String> ofScience, List<Change> ofConduct, List<String> edit) {
    /// Parts of a configuration that say nothing about the search itself.
    private static final List<String> CONDUCT = List.of("prices", "execution", "failures", "hooks", "notify");

    /// What the reader of a configuration works out for itself where a parameter does not say it.
    private static final List<String> DERIVED = List.of("mean", "scale");

    /// Stands for a key that is not there; no tree holds it.
    private static final Optional<?> NOTHING = Optional.empty();

    Differences {
        ofScience = List.copyOf(ofScience);
        ofConduct = List.copyOf(ofConduct);
        edit = List.copyOf(edit);
    }

    /// A value that is another than it was.
    record Change(String path, Object was, Object now) {
        /// What to edit it to.
        private Object edited() {
            return now.equals(NOTHING) ? Edit.NONE : now;
        }

        /// The same as a person types it.
        private String typed() {
            var value = edited() instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                    : String.valueOf(edited());
            return Typed.quoted(path + "=" + value);
        }

        @Override
        public String toString() {
            return "%s was %s, now %s".formatted(Values.plain(path), shown(was), shown(now));
        }
    }

    /// How the order differs from what the sweep was started with, or has been made since by editing it. Whoever
    /// repeats the command that started a sweep does not undo the edits.
    static Differences between(SweepInfo stored, Order order) {
        var started = between(Orders.recallStarted(stored), order);
        if (stored.amendments().started().isEmpty()) {
            return started;
        }
        var inForce = between(Orders.recall(stored), order);
        var science = started.ofScience().isEmpty() ? started.ofScience() : inForce.ofScience();
        var wished = started.ofConduct().stream().map(Change::path).toList();
        return new Differences(
                science,
                inForce.ofConduct().stream()
                        .filter(each -> wished.contains(each.path()))
                        .toList(),
                inForce.edit());
    }

    /// A recipe may have been moved, and what a file left out has its default.
    private static Differences between(Order then, Order order) {
        var before = written(then);
        var now = written(order);
        var conduct = new ArrayList<Change>();
        for (var part : CONDUCT) {
            compare(part, part(before, part), part(now, part), conduct);
            before.remove(part);
            now.remove(part);
        }
        var changes = new ArrayList<Change>();
        compare("", before, now, changes);
        compare("recipe", program(then), program(order), changes);
        var science = new ArrayList<>(changes.stream().map(Change::toString).toList());
        var edit = editing(then.config().toTree(), changes);
        var names = List.copyOf(then.config().space().parameters().keySet());
        var namesNow = List.copyOf(order.config().space().parameters().keySet());
        if (science.isEmpty() && !names.equals(namesNow)) {
            science.add("the order of parameters was %s, now %s"
                    .formatted(String.join(", ", names), String.join(", ", namesNow)));
        }
        return new Differences(science, conduct, edit);
    }

    /// Empty where but one of them is nothing that can be edited.
    private static List<String> editing(Map<String, Object> config, List<Change> changes) {
        var edits = new LinkedHashMap<String, Object>();
        changes.forEach(each -> edits.put(each.path(), each.edited()));
        try {
            Edit.of(config, edits);
            return changes.stream().map(Change::typed).toList();
        } catch (SweepException _) {
            return List.of();
        }
    }

    /// The sweep's configuration once it is edited so.
    Map<String, Object> inForce(SweepInfo sweep) {
        return ofConduct.isEmpty()
                ? sweep.config()
                : Edit.of(sweep.config(), edits()).config();
    }

    /// What to edit so that the sweep is conducted as the order says.
    Map<String, Object> edits() {
        var edits = new LinkedHashMap<String, Object>();
        ofConduct.forEach(each -> edits.put(each.path(), each.edited()));
        return edits;
    }

    /// Refuses to go on with what would be another search under the same name.
    ///
    /// @param places the options that say where the sweep is, see [Typed#places()]
    void requireSameSearch(String sweepId, String places) {
        if (!ofScience.isEmpty()) {
            var remedy = edit.isEmpty()
                    ? "Go on with that one, or start a new sweep with --name"
                    : "Go on with that one, start a new sweep with --name, or change this one: metta sweep edit %s %s%s"
                            .formatted(sweepId, String.join(" ", edit), places);
            throw new SweepException(
                    SweepException.Exit.USAGE,
                    "sweep %s was started with another configuration:%s\n%s"
                            .formatted(
                                    sweepId,
                                    ofScience.stream().map("\n  "::concat).collect(Collectors.joining()),
                                    remedy));
        }
    }

    /// One line about what counts from now on, other than the sweep was started with; empty where nothing does.
    Optional<String> news() {
        return Optional.of(ofConduct.stream().map(Change::toString).collect(Collectors.joining("; ")))
                .filter(each -> !each.isEmpty())
                .map("from now on other than it was started with: "::concat);
    }

    /// The configuration as a person might have written it: without what the reader derives from the rest.
    private static Map<String, Object> written(Order order) {
        var tree = new LinkedHashMap<>(plain(order.config().toTree()));
        // The store that has the sweep may have several names.
        tree.remove("store");
        // What was taken over when the sweep started is no part of what a person says.
        tree.computeIfPresent("warm_start", (_, warmStart) -> without(warmStart, List.of("taken")));
        var bare = new LinkedHashMap<String, Object>();
        var parameters = part(tree, "parameters");
        parameters.forEach((name, parameter) -> bare.put(name, without(parameter, DERIVED)));
        var derived = part(
                plain(SweepConfigReader.parse("derived", Json.write(Map.of("parameters", bare)))
                        .toTree()),
                "parameters");
        parameters.replaceAll((name, parameter) -> without(
                parameter,
                DERIVED.stream()
                        .filter(key -> value(parameter, key).equals(value(derived.getOrDefault(name, ""), key)))
                        .toList()));
        tree.put("parameters", parameters);
        return tree;
    }

    private static Object without(Object parameter, List<String> keys) {
        if (parameter instanceof Map<?, ?> map) {
            var rest = new LinkedHashMap<Object, Object>(map);
            rest.keySet().removeAll(keys);
            return rest;
        }
        return parameter;
    }

    private static Object value(Object parameter, String key) {
        return parameter instanceof Map<?, ?> map ? Objects.requireNonNullElse(map.get(key), NOTHING) : NOTHING;
    }

    private static Map<String, Object> plain(Map<String, Object> tree) {
        return Json.readTree(Json.write(tree));
    }

    private static Map<String, Object> part(Map<String, Object> tree, String key) {
        var part = new LinkedHashMap<String, Object>();
        if (tree.get(key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> part.put(String.valueOf(name), value));
        }
        return part;
    }

    static Object program(Order order) {
        return plain(order.recipe().toTree()).getOrDefault("recipe", Map.of());
    }

    private static void compare(String path, Object before, Object now, List<Change> differences) {
        var stored = bounds(path, before, now);
        var asked = bounds(path, now, before);
        if (stored instanceof Map<?, ?> left && asked instanceof Map<?, ?> right) {
            var keys = new TreeSet<String>();
            left.keySet().forEach(key -> keys.add(String.valueOf(key)));
            right.keySet().forEach(key -> keys.add(String.valueOf(key)));
            for (var key : keys) {
                var at = path.isEmpty() ? key : path + "." + key;
                compare(at, value(left, key), value(right, key), differences);
            }
        } else if (!stored.equals(asked)) {
            differences.add(new Change(path, stored, asked));
        }
    }

    /// Bounds of metrics are edited one by one: of a metric that only one side has they are told so too.
    private static Object bounds(String path, Object value, Object other) {
        boolean lacking = value.equals(NOTHING) && other instanceof Map<?, ?>;
        return lacking && path.startsWith("outcome_constraints") ? Map.of() : value;
    }

    private static String shown(Object value) {
        return value.equals(NOTHING) ? "not there" : Json.write(value);
    }
}
