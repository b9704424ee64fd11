package metta.sweep.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import metta.sweep.SweepException;
import metta.sweep.json.Json;
import org.jspecify.annotations.Nullable;

/// A change to the configuration of a sweep that goes on.
///
/// @param config the configuration after it, complete
/// @param changes whether it is another than before
/// @param what was changed or, where nothing was, how it is already; for people
public record Edit(Map<String, Object> config, boolean changes, String what) {
    /// A value that takes a limit away.
    public static final String NONE = "none";

    private static final Pattern UNIT = Pattern.compile("[dhms]$");
    private static final List<String> FREE =
            List.of("budget", "prices", "execution", "failures", "replicates", "hooks", "notify");

    private static final Set<String> TIMES = Set.of(
            "budget.time",
            "execution.job_timeout",
            "execution.monitoring_interval",
            "execution.snapshot_interval",
            "execution.stop_grace",
            "failures.backoff");

    private static final String SEEDS = ReplicatesReader.SEEDS;
    private static final String POINTS = "points_to_evaluate";
    private static final String OPTIMIZER = "optimizer";
    private static final String OUTCOMES = OutcomeConstraintsReader.OUTCOME_CONSTRAINTS;
    private static final Pattern BOUND = Pattern.compile(OUTCOMES + "\\.(.+)\\.(min|max)", Pattern.DOTALL);

    /// How a bound on a metric is changed.
    public static final String HOW_TO_BOUND =
            "give outcome_constraints.METRIC.max=VALUE or .min=VALUE; outcome_constraints.METRIC.max=none takes it away";

    private static final List<String> OF_PARAMETER = List.of("min", "max", "values", "mean", "scale");
    private static final String ALLOWED =
            "what can change while a sweep goes on is budget, prices, execution, failures, seeds, replicates, hooks, notify, the "
                    + "bounds of outcome_constraints, the settings of the optimizer, and the min, max, values, mean and scale of a parameter; points_to_evaluate can be taken away (none)";

    /// Works out what the configuration becomes. Text that starts with `+` adds to what is there;
    /// [#NONE] takes a limit away.
    ///
    /// @param changes new values by dotted key, such as `budget.max_trials`
    /// @throws SweepException if it becomes none that a sweep can have, or another search
    public static Edit of(Map<String, Object> config, Map<String, Object> changes) {
        var before = Json.readTree(Json.write(config));
        var tree = Json.readTree(Json.write(config));
        changes.forEach((key, value) -> put(tree, path(tree, key), key, value));
        requireNoOtherPoints(changes);
        var edited = complete(tree);
        requireSameSeeds(before.get(SEEDS), edited.get(SEEDS));
        var differences = new ArrayList<String>();
        compare("", before, edited, differences);
        return differences.isEmpty()
                ? new Edit(edited, false, already(tree, changes.keySet()))
                : new Edit(edited, true, String.join(", ", differences));
    }

    /// The keys with their values, none of which is another than it was.
    private static String already(Map<String, Object> tree, Collection<String> keys) {
        return keys.stream()
                .map(key -> "%s is %s already".formatted(key, shown(key, value(tree, path(tree, key)))))
                .collect(Collectors.joining(", "));
    }

    private static @Nullable Object value(Map<String, Object> tree, List<String> path) {
        var part = tree;
        for (var name : path.subList(0, path.size() - 1)) {
            part = object(part.get(name));
        }
        return part.get(path.getLast());
    }

    /// The part that the key lies in, and its last name. Parameters' names have dots of their own.
    private static List<String> path(Map<String, Object> config, String key) {
        var names = List.of(key.split("\\.", -1));
        if (names.equals(List.of(SEEDS)) || names.equals(List.of(POINTS))) {
            return names;
        }
        if (names.size() > 1 && FREE.contains(names.getFirst())) {
            return names;
        }
        if (names.size() > 1
                && names.getFirst().equals(OPTIMIZER)
                && !names.get(1).equals("type")) {
            requireNoGrid(config);
            return names;
        }
        if (names.getFirst().equals(OUTCOMES)) {
            return bound(key);
        }
        int last = key.lastIndexOf('.');
        if (names.size() > 2 && names.getFirst().equals("parameters") && OF_PARAMETER.contains(names.getLast())) {
            var name = key.substring("parameters.".length(), last);
            var parameters = object(config.get("parameters"));
            boolean part = parameters.keySet().stream().anyMatch(each -> name.startsWith(each + "."));
            if (!parameters.containsKey(name) && part) {
                throw refused("'%s' cannot be edited; %s".formatted(key, ALLOWED));
            }
            if (!parameters.containsKey(name)) {
                throw refused("there is no parameter '%s'; there are %s"
                        .formatted(name, String.join(", ", parameters.keySet())));
            }
            requireNoGrid(config);
            return List.of("parameters", name, names.getLast());
        }
        if (FREE.contains(key)) {
            throw refused("%1$s is changed key by key, as in %1$s.KEY=VALUE".formatted(key));
        }
        FormerNames.now(key).ifPresent(now -> {
            throw refused("'%s' of the Python original is %s now".formatted(key, now));
        });
        throw refused("'%s' cannot be edited; %s".formatted(key, ALLOWED));
    }

    /// Whether a key is about what metrics have to keep.
    public static boolean bounds(String key) {
        return key.equals(OUTCOMES) || key.startsWith(OUTCOMES + ".");
    }

    /// Metrics' names have dots of their own.
    private static List<String> bound(String key) {
        var bound = BOUND.matcher(key);
        if (!bound.matches()) {
            throw refused("'%s' is no bound; %s%s".formatted(Spelling.shown(key), meantSide(key), HOW_TO_BOUND));
        }
        return List.of(OUTCOMES, bound.group(1), bound.group(2));
    }

    private static String meantSide(String key) {
        int last = key.lastIndexOf('.');
        var sides = List.of(OutcomeConstraintsReader.MIN, OutcomeConstraintsReader.MAX);
        return Spelling.guess(key.substring(last + 1), last > OUTCOMES.length() ? sides : List.of())
                .map(side -> "did you mean '%s.%s'? ".formatted(Spelling.shown(key.substring(0, last)), side))
                .orElse("");
    }

    private static void requireNoGrid(Map<String, Object> config) {
        if ("grid".equals(object(config.get(OPTIMIZER)).get("type"))) {
            throw refused("the points of a grid are numbered, so that its parameters and its resolution cannot change;"
                    + " start a new sweep with --name");
        }
    }

    /// Each point belongs to a trial by its number, and trials may have been begun.
    private static void requireNoOtherPoints(Map<String, Object> changes) {
        if (changes.containsKey(POINTS) && !NONE.equals(changes.get(POINTS))) {
            throw refused(
                    "points_to_evaluate belong to the first trials by their numbers, so that they can only be taken"
                            + " away, with points_to_evaluate=none: trials that were not begun then try what the optimizer says");
        }
    }

    /// Runs that were begun keep their seeds: of a list that said which, only the end may change.
    private static void requireSameSeeds(@Nullable Object before, @Nullable Object now) {
        var were = before instanceof List<?> list ? list : List.of();
        var are = now instanceof List<?> list ? list : List.of();
        int kept = Math.min(were.size(), are.size());
        boolean bothLists = were.isEmpty() == are.isEmpty();
        if (!bothLists || !were.subList(0, kept).equals(are.subList(0, kept))) {
            throw refused(
                    "seeds: trials were begun with %s; a list of seeds may grow or shrink at its end, and a number stays a number"
                            .formatted(were.isEmpty() ? "seeds of their own" : Json.write(were)));
        }
    }

    private static void put(Map<String, Object> tree, List<String> path, String key, Object value) {
        var part = tree;
        for (var name : path.subList(0, path.size() - 1)) {
            var below = new LinkedHashMap<>(object(part.get(name)));
            part.put(name, below);
            part = below;
        }
        var last = path.getLast();
        if (path.getFirst().equals("parameters")) {
            forgetDerivedMean(part);
        }
        if (NONE.equals(value)) {
            part.remove(last);
            forgetUnbounded(tree);
        } else if (value instanceof String text && text.startsWith("+")) {
            var before = part.get(last);
            if (before == null || UNIT.matcher(text).find()) {
                // What can be no value of it as a whole can be none in addition.
                part.put(last, YamlReader.word(text.substring(1)).orElse(text.substring(1)));
                complete(tree);
            }
            part.put(last, more(key, before, text));
        } else {
            part.put(last, value);
        }
    }

    /// A metric whose last bound was taken away has nothing to keep any more.
    private static void forgetUnbounded(Map<String, Object> tree) {
        var constraints = new LinkedHashMap<>(object(tree.get(OUTCOMES)));
        constraints.values().removeIf(Map.of()::equals);
        tree.remove(OUTCOMES);
        if (!constraints.isEmpty()) {
            tree.put(OUTCOMES, constraints);
        }
    }

    /// Without a mean of its own, a parameter gets the middle of its new range.
    private static void forgetDerivedMean(Map<String, Object> parameter) {
        var bare = new LinkedHashMap<>(parameter);
        bare.remove("mean");
        bare.remove("when"); // It speaks of other parameters.
        var derived = parse(Map.of("parameters", Map.of("p", bare)));
        var mean = object(object(derived.get("parameters")).get("p")).get("mean");
        if (Objects.equals(parameter.get("mean"), mean)) {
            parameter.remove("mean");
        }
    }

    private static Object more(String key, @Nullable Object now, String text) {
        if (now == null) {
            throw refused("there is no %s to add to; set one with `metta sweep edit`: %s=%s"
                    .formatted(key, key, text.substring(1)));
        }
        var sum = seconds(now).flatMap(one -> seconds(text.substring(1)).map(one::add));
        return sum.map(total -> whole(total) ? total.longValueExact() : plain(key, total))
                .orElseThrow(() -> refused("%s: %s cannot be added to %s".formatted(key, text.substring(1), now)));
    }

    /// Lengths of time that are no whole seconds need their unit; other amounts are numbers as they
    /// are.
    private static Object plain(String key, BigDecimal total) {
        return key.equals("budget.time") ? total.toPlainString() + "s" : total.doubleValue();
    }

    private static boolean whole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    /// A number, or a length of time in seconds.
    private static Optional<BigDecimal> seconds(Object value) {
        return Durations.parse(value.toString())
                .map(time -> BigDecimal.valueOf(time.toNanos(), 9).stripTrailingZeros());
    }

    private static Map<String, Object> complete(Map<String, Object> tree) {
        try {
            return parse(tree);
        } catch (InvalidConfigException e) {
            boolean ofPoints =
                    e.problems().stream().anyMatch(each -> each.path().startsWith(POINTS));
            throw refused(e.problems().stream()
                            .map(problem -> problem.path() + ": " + problem.message())
                            .collect(Collectors.joining("\n"))
                    + (ofPoints
                            ? "\nThe points to try first must lie in what is searched; take them away in the same command"
                                    + " with points_to_evaluate=none"
                            : ""));
        }
    }

    private static Map<String, Object> parse(Map<String, Object> tree) {
        return Json.readTree(
                Json.write(SweepConfigReader.parse("the edit", Json.write(tree)).toTree()));
    }

    private static void compare(String path, @Nullable Object before, @Nullable Object now, List<String> differences) {
        if (before instanceof Map<?, ?> left && now instanceof Map<?, ?> right) {
            var keys = new LinkedHashMap<Object, Object>(left);
            keys.putAll(right);
            keys.keySet()
                    .forEach(key -> compare(
                            path.isEmpty() ? key.toString() : path + "." + key,
                            left.get(key),
                            right.get(key),
                            differences));
        } else if (!Objects.equals(before, now)) {
            differences.add("%s %s -> %s".formatted(path, shown(path, before), shown(path, now)));
        }
    }

    /// Lengths of time with their units.
    private static String shown(String path, @Nullable Object value) {
        if (value == null) {
            return NONE;
        }
        var time = TIMES.contains(path) ? Durations.parse(value.toString()) : Optional.<Duration>empty();
        return time.map(Durations::words).orElseGet(() -> Json.write(value));
    }

    @SuppressWarnings("unchecked") // Names of JSON fields are text.
    private static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static SweepException refused(String why) {
        return new SweepException(SweepException.Exit.USAGE, why);
    }
}
