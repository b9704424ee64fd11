package metta.sweep.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import metta.sweep.config.FormerNames.Fate;

/// Spells a description that uses keys of the Python original as it is spelt now. What it cannot spell
/// stays as it is, for the reader to refuse.
final class FormerSpelling {
    private static final String OPTIMIZER = "optimizer";

    private final SequencedMap<String, RawNode.Entry> entries = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    private FormerSpelling(RawNode.Mapping root) {
        root.entries().forEach(each -> entries.put(each.key().text(), each));
    }

    /// A description as it is spelt now.
    ///
    /// @param notes one for each key that was accepted under another name, or that was left out
    record Now(RawNode root, List<String> notes) {}

    static Now of(RawNode root) {
        if (!(root instanceof RawNode.Mapping map)) {
            return new Now(root, List.of());
        }
        var spelling = new FormerSpelling(map);
        map.entries().forEach(spelling::spell);
        var parameters = spelling.entries.get(Layers.PARAMETERS);
        if (parameters != null) {
            spelling.put(parameters.key(), FormerSpace.of(parameters.value()));
        }
        return new Now(new RawNode.Mapping(map.at(), List.copyOf(spelling.entries.values())), spelling.notes);
    }

    private void spell(RawNode.Entry entry) {
        FormerNames.fate(entry.key().text()).ifPresent(fate -> spell(entry, fate));
    }

    private void spell(RawNode.Entry entry, Fate fate) {
        var key = entry.key();
        if (key.text().equals(FormerNames.LOCAL_TEST) && word(entry.value()).equals("true")) {
            note(key, LocalTest.WHAT);
        }
        switch (fate) {
            case Fate.Renamed(String path) -> rename(entry, path);
            case Fate.Needless(var values, var why, var _) -> {
                if (nothing(entry.value()) || values.isEmpty() || values.contains(word(entry.value()))) {
                    entries.remove(key.text());
                    note(key, "is not needed: " + why);
                }
            }
            case Fate.OfProtein(String path, var _) -> {
                if (nothing(entry.value())) {
                    entries.remove(key.text());
                } else {
                    protein(entry).ifPresent(settings -> laid(entry, path, settings));
                }
            }
            case Fate.Gone _ -> {
                if (nothing(entry.value())) {
                    entries.remove(key.text());
                }
            }
        }
    }

    private void rename(RawNode.Entry entry, String path) {
        var key = entry.key();
        var value = entry.value();
        if (nothing(value)) {
            entries.remove(key.text());
        } else if (key.text().equals(FormerNames.EVAL_ENTRYPOINT) && word(value).equals("evaluate_stub")) {
            move(entry, "evaluation.enabled", new RawNode.Scalar(value.at(), "false", true));
        } else if (key.text().equals("recipe_module")) {
            move(entry, path, withEntrypoint(value));
        } else {
            move(entry, path, value);
        }
    }

    /// What is trained is one name: the module's, and that of its entry point.
    private RawNode withEntrypoint(RawNode module) {
        var point = Optional.ofNullable(entries.get(FormerNames.TRAIN_ENTRYPOINT));
        var both = point.filter(each -> module instanceof RawNode.Scalar && each.value() instanceof RawNode.Scalar);
        both.ifPresent(each -> {
            entries.remove(FormerNames.TRAIN_ENTRYPOINT);
            note(each.key(), "is part of 'recipe' now");
        });
        return both.<RawNode>map(
                        each -> new RawNode.Scalar(module.at(), word(module) + "." + word(each.value()), false))
                .orElse(module);
    }

    /// To its new place, unless something is there already.
    private void move(RawNode.Entry entry, String path, RawNode value) {
        var key = entry.key();
        int dot = path.indexOf('.');
        var outer = dot < 0 ? path : path.substring(0, dot);
        var there = Optional.ofNullable(entries.get(outer)).map(each -> Shorthand.inFull(outer, each.value()));
        if (dot < 0 ? there.isPresent() : taken(there, path.substring(dot + 1))) {
            return;
        }
        var moved = dot < 0 ? value : with(there, key, path.substring(dot + 1), value);
        replace(key.text(), new RawNode.Entry(new RawNode.Scalar(key.at(), outer, true), moved));
        if (key.text().equals("grid_parameters") && !entries.containsKey(OPTIMIZER)) {
            put(new RawNode.Scalar(key.at(), OPTIMIZER, true), new RawNode.Scalar(key.at(), "grid", true));
        }
        note(key, "is %s now".formatted(path));
    }

    /// The settings of the optimizer protein that a key stands for; nothing if its value makes no sense.
    private static Optional<List<RawNode.Entry>> protein(RawNode.Entry entry) {
        return switch (entry.key().text()) {
            case FormerNames.PROTEIN_METHOD ->
                word(entry.value()).equals(FormerNames.BAYES) ? Optional.of(List.of()) : Optional.empty();
            case FormerNames.PROTEIN_SETTINGS ->
                entry.value() instanceof RawNode.Mapping map
                        ? Optional.of(map.entries().stream()
                                .filter(each -> !nothing(each.value()))
                                .toList())
                        : Optional.empty();
            default -> Optional.of(List.of(entry));
        };
    }

    /// Among the settings of the optimizer, unless that is another or has one of them already.
    private void laid(RawNode.Entry former, String path, List<RawNode.Entry> settings) {
        var key = former.key();
        var type = new RawNode.Scalar(key.at(), SweepConfigTree.word(OptimizerType.PROTEIN), true);
        var there = Optional.ofNullable(entries.get(OPTIMIZER))
                .map(each -> Shorthand.inFull(OPTIMIZER, each.value()))
                .orElseGet(() -> Shorthand.inFull(OPTIMIZER, type));
        boolean protein = Layers.child(there, "type")
                .filter(each -> word(each).equals(type.text()))
                .isPresent();
        if (protein
                && settings.stream()
                        .noneMatch(each -> taken(Optional.of(there), each.key().text()))) {
            var all = new ArrayList<>(((RawNode.Mapping) there).entries());
            all.addAll(settings);
            entries.remove(key.text());
            put(new RawNode.Scalar(key.at(), OPTIMIZER, true), new RawNode.Mapping(there.at(), all));
            note(key, "is %s now".formatted(path));
        }
    }

    private static boolean taken(Optional<RawNode> there, String inner) {
        return there.isPresent()
                && (!(there.get() instanceof RawNode.Mapping)
                        || Layers.child(there.get(), inner).isPresent());
    }

    private static RawNode with(Optional<RawNode> there, RawNode.Scalar key, String inner, RawNode value) {
        var all = new ArrayList<RawNode.Entry>();
        there.ifPresent(map -> all.addAll(((RawNode.Mapping) map).entries()));
        all.add(new RawNode.Entry(new RawNode.Scalar(key.at(), inner, true), value));
        return new RawNode.Mapping(there.map(RawNode::at).orElse(key.at()), all);
    }

    /// In the place of the old key, or of what is there already under the new one.
    private void replace(String old, RawNode.Entry entry) {
        entries.remove(old);
        entries.put(entry.key().text(), entry);
    }

    private void put(RawNode.Scalar key, RawNode value) {
        entries.put(key.text(), new RawNode.Entry(key, value));
    }

    private void note(RawNode.Scalar key, String what) {
        notes.add("%s: '%s' %s".formatted(key.at(), key.text(), what));
    }

    private static boolean nothing(RawNode value) {
        return value instanceof RawNode.Scalar scalar && Plain.of(scalar) instanceof Plain.Nothing;
    }

    /// The text of a scalar, or what an empty map looks like.
    private static String word(RawNode value) {
        return switch (value) {
            case RawNode.Scalar scalar -> scalar.text();
            case RawNode.Mapping map -> map.entries().isEmpty() ? "{}" : "a map";
            case RawNode.Sequence _ -> "a list";
        };
    }
}
