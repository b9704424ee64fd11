package metta.sweep.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// A sweep's description out of layers, each of which goes over those before it: a recipe's defaults, a
/// file, a profile of it, options, the environment.
public final class Description {
    private static final String PROFILES = "profiles";
    private final RawNode root;
    private final List<Stranger> strangers;
    private final List<String> notes;

    private Description(Layers layers, List<String> notes) {
        this.root = layers.merged();
        this.strangers = layers.strangers();
        this.notes = notes;
    }

    /// Lays layers over each other.
    ///
    /// @param layers the one that all others go over first
    public static Description of(List<Layer> layers) {
        var laid = new Layers(layers);
        return new Description(
                laid,
                Stream.concat(layers.stream().flatMap(each -> each.notes().stream()), laid.notes().stream())
                        .distinct()
                        .toList());
    }

    /// The layer of one of the profiles that the layers so far have.
    ///
    /// @throws InvalidConfigException if there is none of that name
    public Layer profile(String name) {
        return reading(node -> {
            var profiles = node.map().find(PROFILES).map(YamlNode::map);
            var found = profiles.flatMap(map -> map.find(name));
            if (found.isEmpty()) {
                node.problem(
                        Position.in("--profile"),
                        "unknown profile '%s'%s"
                                .formatted(
                                        Spelling.shown(name),
                                        profiles.map(map -> Spelling.hint(
                                                        name, map.entries().keySet()))
                                                .orElse("; no 'profiles' are described")));
            }
            return new Layer(found.orElse(node).raw());
        });
    }

    /// The names of the profiles that the layers have.
    public List<String> profiles() {
        return Layers.child(root, PROFILES).orElse(null) instanceof RawNode.Mapping map
                ? map.entries().stream().map(each -> each.key().text()).toList()
                : List.of();
    }

    /// What to tell about keys of the Python original that were taken for others, or left out, and about a first trial
    /// that is another than is described.
    public List<String> notes() {
        return notes;
    }

    /// The same over one more layer.
    public Description above(Layer lowest) {
        return of(List.of(lowest, new Layer(root)));
    }

    /// What each parameter says the program takes where it is told nothing, by its full name.
    public SequencedMap<String, Object> defaults() {
        var defaults = new LinkedHashMap<String, Object>();
        if (Layers.child(root, Layers.PARAMETERS).orElse(null) instanceof RawNode.Mapping parameters) {
            ParameterLayers.values(parameters)
                    .forEach((name, each) -> Layers.child(each, Defaults.DEFAULT)
                            .ifPresent(usual -> defaults.put(name, Layer.plain(usual))));
        }
        return defaults;
    }

    /// What to tell about parameters that a layer adds to those that are described so far, if there are any: each may
    /// be a slip of the fingers.
    public List<String> additions(Layer layer) {
        return Stranger.in(layer.root(), root).stream()
                .flatMap(each -> each.addition().stream())
                .toList();
    }

    /// The text at a dotted path, such as `optimizer.type`, if text stands there.
    public Optional<String> text(String path) {
        var node = Optional.of(root);
        for (var name : path.split("\\.", -1)) {
            node = node.flatMap(each -> Layers.child(each, name));
        }
        return node.flatMap(
                each -> each instanceof RawNode.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty());
    }

    /// The sweep that it describes.
    ///
    /// @throws InvalidConfigException with all that is wrong with it, each where it comes from
    public SweepConfig read() {
        return reading(SweepConfigReader::sweep);
    }

    /// Reads every profile, though nobody uses it: over the rest, because it need not make sense alone.
    ///
    /// @throws InvalidConfigException with all that is wrong with the first that has mistakes
    public void checkProfiles() {
        var rest = new Layer(root);
        if (Layers.child(root, PROFILES).orElse(null) instanceof RawNode.Mapping profiles) {
            profiles.entries()
                    .forEach(each -> of(List.of(rest, new Layer(each.value()))).reading(SweepConfigReader::sweep));
        }
    }

    /// What it says that nothing goes by, each where it comes from.
    ///
    /// @throws InvalidConfigException with all that is wrong with it, as by [#read]
    public List<ConfigProblem> remarks() {
        var problems = new Problems("");
        reading(SweepConfigReader::sweep, problems);
        return problems.remarks();
    }

    /// Something to be said of what stands at a dotted path, or of the first thing below it.
    public ConfigProblem remark(String path, String message) {
        var at = origins().entrySet().stream()
                .filter(each -> (each.getKey() + ".").startsWith(path + "."))
                .map(Map.Entry::getValue)
                .findFirst();
        return new ConfigProblem(
                at.map(Position::source).orElse("by default"), at.filter(each -> each.line() > 0), path, message);
    }

    private <T> T reading(Function<YamlNode, T> reading) {
        return reading(reading, new Problems(""));
    }

    private <T> T reading(Function<YamlNode, T> reading, Problems problems) {
        T result = reading.apply(new YamlNode(root, "", problems));
        strangers.forEach(each -> problems.add(each.at(), each.path(), each.message()));
        problems.throwIfAny();
        return result;
    }

    /// Where each value comes from that somebody has given, by its dotted path; all others are defaults.
    public SequencedMap<String, Position> origins() {
        var origins = new LinkedHashMap<String, Position>();
        collect("", root, origins);
        return origins;
    }

    private static void collect(String path, RawNode node, SequencedMap<String, Position> origins) {
        switch (node) {
            case RawNode.Mapping map ->
                map.entries()
                        .forEach(each -> collect(
                                path.isEmpty()
                                        ? each.key().text()
                                        : path + "." + each.key().text(),
                                each.value(),
                                origins));
            case RawNode.Sequence _, RawNode.Scalar _ -> origins.put(path, node.at());
        }
    }
}
