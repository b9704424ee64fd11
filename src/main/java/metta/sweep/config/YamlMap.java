package metta.sweep.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Supplier;

/// A mapping in a YAML file. It remembers which keys were asked for, so that those nobody knows can be refused.
public final class YamlMap {
    private final YamlNode node;
    private final SequencedMap<String, RawNode.Entry> raw = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private Supplier<List<String>> deeper = List::of;

    YamlMap(YamlNode node, Iterable<RawNode.Entry> entries) {
        this.node = node;
        entries.forEach(entry -> raw.put(entry.key().text(), entry));
    }

    /// The value of a key, if it is there. The key counts as known from now on.
    public Optional<YamlNode> find(String key) {
        known.add(key);
        return Optional.ofNullable(raw.get(key)).map(this::child);
    }

    /// The value of a key that must be there; noted as a problem of the map if it is not.
    public Optional<YamlNode> require(String key) {
        var value = find(key);
        if (value.isEmpty()) {
            node.problem("'%s' is missing".formatted(key));
        }
        return value;
    }

    /// Whether the key is there. Asking does not make it known.
    public boolean has(String key) {
        return raw.containsKey(key);
    }

    /// All entries in the file's order; all of them count as known from now on.
    public SequencedMap<String, YamlNode> entries() {
        SequencedMap<String, YamlNode> entries = new LinkedHashMap<>();
        raw.forEach((key, entry) -> entries.put(key, child(entry)));
        known.addAll(raw.keySet());
        return entries;
    }

    /// Looks for a misspelt key among those of the maps in this one too.
    ///
    /// @param deeper dotted paths, asked for only where a key is unknown
    void deeper(Supplier<List<String>> deeper) {
        this.deeper = deeper;
    }

    /// Notes a problem for every key that was neither asked for nor is named here.
    ///
    /// @return whether there was none
    public boolean rejectUnknownKeys(String... others) {
        known.addAll(Arrays.asList(others));
        boolean clean = true;
        for (var entry : raw.values()) {
            String key = entry.key().text();
            if (!known.contains(key)) {
                clean = false;
                node.problem(entry.key().at(), unknown(key));
            }
        }
        return clean;
    }

    private String unknown(String key) {
        return FormerNames.advice(node.path().isEmpty() ? key : node.path() + "." + key)
                .map(advice -> "'%s' of the Python original: %s".formatted(key, advice))
                .orElseGet(() -> "unknown key '%s'%s".formatted(Spelling.shown(key), hint(key)));
    }

    private String hint(String key) {
        var meant = Spelling.guess(key, known).isPresent() ? Optional.<String>empty() : below(key);
        return meant.map("; did you mean '%s'?"::formatted).orElseGet(() -> Spelling.hint(key, known));
    }

    private Optional<String> below(String key) {
        var paths = deeper.get();
        var names = paths.stream()
                .map(each -> each.substring(each.lastIndexOf('.') + 1))
                .toList();
        return Spelling.closest(key, names)
                .flatMap(name ->
                        paths.stream().filter(each -> each.endsWith("." + name)).findFirst());
    }

    private YamlNode child(RawNode.Entry entry) {
        return node.child(entry.value(), entry.key().text());
    }
}
