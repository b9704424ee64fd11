package metta.sweep.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One of several descriptions of a sweep that lie over each other, such as a recipe's defaults, a file and
/// a command line. Each of its values knows where it comes from.
///
/// @param adds whether it may have parameters that no layer below it has
/// @param notes about keys of the Python original that were taken for others, or left out
public record Layer(RawNode root, boolean adds, List<String> notes) {
    /// A key of a description, from the environment: `METTA_SWEEP__BUDGET__MAX_TRIALS`.
    static final String VARIABLE = "METTA_SWEEP__";

    public Layer {
        notes = List.copyOf(notes);
    }

    Layer(RawNode root) {
        this(FormerSpelling.of(root));
    }

    private Layer(FormerSpelling.Now spelt) {
        this(spelt.root(), true, spelt.notes());
    }

    /// A file.
    ///
    /// @throws InvalidConfigException if it cannot be read, or is no map of keys to values
    public static Layer of(Path file) {
        return YamlReader.read(file, root -> new Layer(sourced(root.raw(), file.toString())));
    }

    /// What a text describes.
    ///
    /// @throws InvalidConfigException if it is no map of keys to values
    public static Layer parse(String source, String text) {
        return YamlReader.parse(source, text, root -> new Layer(sourced(root.raw(), source)));
    }

    /// What a file has under a key, if it has that.
    ///
    /// @throws InvalidConfigException if it cannot be read
    public static Optional<Layer> in(Path file, String key) {
        return YamlReader.read(
                file, root -> root.map().find(key).map(part -> new Layer(sourced(part.raw(), file.toString()))));
    }

    /// What a file has under a key, as a description of that key alone.
    ///
    /// @throws InvalidConfigException if it cannot be read
    public static Optional<Layer> only(Path file, String key) {
        return YamlReader.read(
                file,
                root -> root.map().find(key).map(part -> {
                    var value = sourced(part.raw(), file.toString());
                    var name = new RawNode.Scalar(value.at(), key, true);
                    return new Layer(new RawNode.Mapping(value.at(), List.of(new RawNode.Entry(name, value))));
                }));
    }

    /// Notes all that is wrong with a description, as far as that can be told of one that others go over.
    public static void check(YamlNode description) {
        SweepConfigReader.sweep(description);
    }

    /// A value that somebody gives by its dotted key, such as `budget.max_trials`. It means what it means
    /// in a file: `[1, 2]` is a list.
    ///
    /// @param source what problems call it, such as `--set`
    /// @throws InvalidConfigException if it is no value
    public static Layer of(String source, String key, String value) {
        return YamlReader.parse(source, value.isEmpty() ? "''" : value, root -> {
            var names = List.of(key.split("\\.", -1));
            if (names.stream().anyMatch(String::isBlank)) {
                root.problem("a key is names with dots between them, got '%s'".formatted(Spelling.shown(key)));
            }
            var at = Position.in(source);
            RawNode node = sourced(root.raw(), at);
            for (var name : names.reversed()) {
                node = new RawNode.Mapping(at, List.of(new RawNode.Entry(new RawNode.Scalar(at, name, true), node)));
            }
            return new Layer(node);
        });
    }

    /// What the environment says, in the order of its variables' names.
    public static List<Layer> of(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(each -> each.getKey().startsWith(VARIABLE))
                .sorted(Map.Entry.comparingByKey())
                .map(each ->
                        of(each.getKey(), key(each.getKey()), each.getValue()).changing())
                .toList();
    }

    /// The same, which may change parameters and add none: of a name that there is not it is said so.
    public Layer changing() {
        return new Layer(root, false, notes);
    }

    /// What is left of a recipe's defaults below a file: where that says its own parameters it has a search of its own,
    /// and those of the recipe, with their optimizer and their budget, do not count.
    public Layer below(Layer file) {
        return file.names(Layers.PARAMETERS) ? searchless() : this;
    }

    /// The same without what it says of a search.
    public Layer searchless() {
        return new Layer(
                Layers.without(
                        root,
                        Set.of(Layers.PARAMETERS, "constraints", "first", "points_to_evaluate", "optimizer", "budget")),
                adds,
                notes);
    }

    private boolean names(String key) {
        return root instanceof RawNode.Mapping map
                && map.entries().stream().anyMatch(each -> each.key().text().equals(key));
    }

    /// What it says as plain values, in order: maps, lists, numbers, truth values, text.
    public Map<String, Object> tree() {
        return tree(root);
    }

    private static Map<String, Object> tree(RawNode node) {
        var tree = new LinkedHashMap<String, Object>();
        if (node instanceof RawNode.Mapping map) {
            map.entries().forEach(each -> tree.put(each.key().text(), plain(each.value())));
        }
        return tree;
    }

    static Object plain(RawNode node) {
        return switch (node) {
            case RawNode.Mapping map -> tree(map);
            case RawNode.Sequence(var _, var items, var _, var _) ->
                items.stream().map(Layer::plain).toList();
            case RawNode.Scalar scalar -> Plain.of(scalar).toValue().orElse(scalar.text());
        };
    }

    private static String key(String variable) {
        return List.of(variable.substring(VARIABLE.length()).split("__", -1)).stream()
                .map(part -> part.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("."));
    }

    private static RawNode sourced(RawNode node, String source) {
        return node.moved(at -> new Position(source, at.line(), at.column()));
    }

    private static RawNode sourced(RawNode node, Position at) {
        return node.moved(_ -> at);
    }
}
